using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Cartulaire.App.Demonstration;
using Cartulaire.Bench.Serving;

namespace Cartulaire.Bench.Reading;

/// <summary>A born-digital PDF of 500 pages: from the first byte sent to the picture of its first page, while its text is read in the background.</summary>
internal static class FirstPageBench
{
    private const int Pages = 500;
    private const int Turns = 10;

    public static async Task<int> RunAsync(string published, CancellationToken ct)
    {
        Machine.Print($"first-page {published}");
        var folder = Directory.CreateTempSubdirectory("cartulaire-first-").FullName;
        try
        {
            var program = new Published(published, Path.Combine(folder, "data"));
            var token = await program.GiveSartAsync(ct);
            var (sent, seen, counted) = (new List<double>(), new List<double>(), new List<double>());
            var bare = new List<double>();
            await using var server = await program.ServeAsync(reading: true, ct);
            using var client = server.Client(token);
            for (var turn = 0; turn < Turns; turn++)
            {
                var pdf = Long(turn);
                var watch = Stopwatch.StartNew();
                using var content = new ByteArrayContent(pdf);
                using var answer = await client.PostAsync("sart/api/v1/receptions?type=incoming-mail&name=long.pdf", content, ct);
                answer.EnsureSuccessStatusCode();
                using var received = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(ct));
                sent.Add(watch.Elapsed.TotalMilliseconds);
                var version = await VersionAsync(client, received.RootElement.GetProperty("item").GetString()!, ct);
                var picture = await client.GetByteArrayAsync($"sart/api/v1/versions/{version}/pages/1.jpg?width=960", ct);
                seen.Add(watch.Elapsed.TotalMilliseconds);
                watch.Restart();
                using var pages = JsonDocument.Parse(await client.GetStringAsync($"sart/api/v1/versions/{version}/pages", ct));
                counted.Add(watch.Elapsed.TotalMilliseconds);
                if (picture.Length < 5_000 || pages.RootElement.GetProperty("count").GetInt32() != Pages)
                {
                    throw new InvalidOperationException("Not the page that was wanted.");
                }

                bare.Add(await BareAsync(folder, pdf, ct));
            }

            Console.WriteLine(Machine.Load);
            Say($"first page of {Pages}: {seen[0]:0} ms after the start of the upload for the very first document (the worker starts too); then p50 {Middle(seen):0} ms, slowest {seen.Skip(1).Max():0} ms");
            Say($"of it the upload: p50 {Middle(sent):0} ms; how many pages, asked at once: p50 {Middle(counted):0} ms");
            Say($"pdftoppm alone on the same page, same run: p50 {Middle(bare):0} ms; ratio {Middle(seen) / Middle(bare):0.0}");
            return seen.Max() < 2000 ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Letters after letters, each time others, so that no picture is there already.</summary>
    private static byte[] Long(int turn)
    {
        var letters = LetterBook.Read(new DateOnly(2026, 11, 23).AddDays(-turn), turn + 1).Where(l => l.Format is "pdf" or "scan" or "tiff").ToList();
        var pages = letters.SelectMany(PageComposer.Compose).ToList();
        return PagePdf.Write(letters[0], [.. Enumerable.Range(0, Pages).Select(n => pages[n % pages.Count])]);
    }

    private static async Task<string> VersionAsync(HttpClient client, string item, CancellationToken ct)
    {
        using var record = JsonDocument.Parse(await client.GetStringAsync($"sart/api/v1/items/{item}", ct));
        return record.RootElement.GetProperty("documents")[0].GetProperty("version").GetString()!;
    }

    private static async Task<double> BareAsync(string folder, byte[] pdf, CancellationToken ct)
    {
        var path = Path.Combine(folder, "long.pdf");
        await File.WriteAllBytesAsync(path, pdf, ct);
        var watch = Stopwatch.StartNew();
        using var process = Process.Start("pdftoppm", ["-jpeg", "-scale-to-x", "960", "-scale-to-y", "-1", "-f", "1", "-l", "1", "-singlefile", path, Path.Combine(folder, "page")]);
        await process.WaitForExitAsync(ct);
        return watch.Elapsed.TotalMilliseconds;
    }

    /// <summary>Of all turns but the first.</summary>
    private static double Middle(List<double> times) => times.Skip(1).Order().ElementAt((times.Count - 1) / 2);

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
