using System.Runtime.InteropServices;

namespace Cartulaire.Bench;

/// <summary>Says on what, and how, a figure was measured: without it a figure means nothing.</summary>
internal static class Machine
{
    /// <summary>How busy the machine was during the last minute.</summary>
    public static string Load => "load " + (File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "?");

    public static void Print(string arguments)
    {
        var cpu = File.Exists("/proc/cpuinfo") ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() : null;
        Console.WriteLine($"machine: {Environment.ProcessorCount} x {cpu ?? RuntimeInformation.ProcessArchitecture.ToString()}, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GiB, {RuntimeInformation.OSDescription}, .NET {Environment.Version}, {Load}");
        Console.WriteLine($"command: dotnet run -c Release --project bench/Cartulaire.Bench -- {arguments}");
    }
}
