using System.Diagnostics;
using Cartulaire.Tests.Integration.Support;

namespace Cartulaire.Tests.Integration.Conversion;

/// <summary>Real files of formats that nobody writes by hand, made by the tools that write them.</summary>
internal static class ToolFiles
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>What LibreOffice saves, such as a binary Word file.</summary>
    public static async Task<byte[]> OfficeAsync(byte[] source, string from, string to)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Join($"a.{from}");
        await File.WriteAllBytesAsync(path, source, Ct);
        await RunAsync("soffice", $"-env:UserInstallation=file://{folder.Join("profile")}", "--headless", "--norestore", "--convert-to", to, "--outdir", folder.Join("out"), path);
        return await File.ReadAllBytesAsync(folder.Join("out", $"a.{to}"), Ct);
    }

    /// <summary>The photograph of a telephone.</summary>
    public static async Task<byte[]> HeicAsync(byte[] png)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder.Join("a.png"), png, Ct);
        await RunAsync("heif-enc", "-q", "90", folder.Join("a.png"), "-o", folder.Join("a.heic"));
        return await File.ReadAllBytesAsync(folder.Join("a.heic"), Ct);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        var said = process.StandardError.ReadToEndAsync(Ct);
        await process.StandardOutput.ReadToEndAsync(Ct);
        await process.WaitForExitAsync(Ct);
        Assert.True(process.ExitCode == 0, $"{program}: {await said}");
    }
}
