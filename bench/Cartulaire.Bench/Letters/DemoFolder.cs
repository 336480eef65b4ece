using System.Diagnostics;
using Cartulaire.App.Demonstration;

namespace Cartulaire.Bench.Letters;

/// <summary>Writes the documents of the demonstration into a folder, to be looked at.</summary>
internal static class DemoFolder
{
    public static int Write(string folder)
    {
        Directory.CreateDirectory(folder);
        var watch = Stopwatch.StartNew();
        var (count, bytes) = (0, 0L);
        foreach (var document in DemoDocuments.Make(new DateOnly(2026, 11, 23), seed: 1))
        {
            File.WriteAllBytes(Path.Combine(folder, document.FileName), document.Content.ToArray());
            count++;
            bytes += document.Content.Length;
        }

        Console.WriteLine($"{count} documents, {bytes / 1024} KB, {watch.ElapsedMilliseconds} ms");
        return 0;
    }
}
