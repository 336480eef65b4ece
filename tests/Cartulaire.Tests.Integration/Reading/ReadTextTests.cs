using System.Net;
using System.Text.Json;
using Cartulaire.App.Jobs;
using Cartulaire.App.Reading;
using Cartulaire.Engines.Conversion;
using Cartulaire.Engines.Conversion.Sandbox;
using Cartulaire.Engines.Database;
using Cartulaire.Kernel;
using Cartulaire.Tests.Integration.Conversion;
using Cartulaire.Tests.Integration.Items;
using Cartulaire.Tests.Integration.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NetVips;

namespace Cartulaire.Tests.Integration.Reading;

/// <summary>From the received file to its text, by the real host, the real jobs and the real worker.</summary>
public sealed class ReadTextTests(HttpFixture fixture) : IClassFixture<HttpFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_scan_is_registered_read_and_seen_and_the_stamp_of_its_record_did_not_move()
    {
        var marie = fixture.Client("marie");
        var (item, document) = await marie.TakeInAsync("scan.pdf", Scan("Le conseil communal approuve la demande"));
        var (_, stamp) = await marie.ReadAsync(item);
        await Taken.QuietAsync(fixture.Sart);
        var page = Assert.Single(await PageTexts.OfDocumentAsync(fixture.Sart.Store, document, Ct));
        Assert.Contains("conseil communal approuve", page.Text, StringComparison.Ordinal);
        Assert.Equal("fra", page.Language);
        Assert.Equal(stamp, (await marie.ReadAsync(item)).Tag);

        var (version, blob) = await Taken.VersionAsync(fixture.Sart, document);
        await using var db = fixture.Sart.Store.Read();
        var rendition = await db.Renditions.SingleAsync(r => r.Blob == blob, Ct);
        Assert.Equal(("text", "done", 1), (rendition.Kind, rendition.State, rendition.Pages));
        Assert.Contains("tesseract", rendition.Tool, StringComparison.OrdinalIgnoreCase);
        Assert.True(await db.Journal.AnyAsync(j => j.Kind == "rendition.made" && j.Subject == document.ToString(), Ct));

        var (words, _) = await marie.MustAsync(HttpMethod.Get, $"versions/{version}/pages/1/words");
        Assert.Contains(words["words"]!.AsArray(), w => w!.Text("text") == "communal" && w!["x"]!.GetValue<double>() > 0);
        var (pages, _) = await marie.MustAsync(HttpMethod.Get, $"versions/{version}/pages");
        Assert.Equal((1, "done"), (pages["count"]!.GetValue<int>(), pages.Text("state")));
    }

    [Fact]
    public async Task A_page_is_shown_to_whoever_may_read_it_kept_and_its_looking_written_down()
    {
        var marie = fixture.Client("marie");
        var (_, document) = await marie.TakeInAsync("lettre.pdf", MadeFiles.Pdf("Bonjour"));
        var (version, blob) = await Taken.VersionAsync(fixture.Sart, document);
        var first = await marie.GetByteArrayAsync($"versions/{version}/pages/1.jpg?width=300", Ct);
        using var image = Image.NewFromBuffer(first);
        Assert.Equal(320, image.Width);
        var kept = Path.Join(fixture.Sart.Store.Folder, "derived", "pages", blob[..2], $"{blob}-1-320.jpg");
        Assert.Equal(first, await File.ReadAllBytesAsync(kept, Ct));
        Assert.Equal(first, await marie.GetByteArrayAsync($"versions/{version}/pages/1.jpg?width=300", Ct));
        var (none, problem, _) = await marie.SendAsync(HttpMethod.Get, $"versions/{version}/pages/7.jpg");
        Assert.Equal((HttpStatusCode.BadRequest, "conversion.page-not-rendered"), (none, problem!.Text("code")));
        foreach (var address in new[] { "pages/1.jpg", "pages", "pages/1/words" })
        {
            var (stranger, _, _) = await fixture.Client("anne").SendAsync(HttpMethod.Get, $"versions/{version}/{address}");
            Assert.Equal(HttpStatusCode.NotFound, stranger);
        }

        await using var seen = fixture.Sart.Store.ConsultationFile.Read();
        Assert.Equal(1, await seen.Consultations.CountAsync(c => c.Kind == "version.pages" && c.Subject == version.ToString(), Ct));
    }

    [Fact]
    public async Task Only_the_images_looked_at_last_are_kept()
    {
        var marie = fixture.Client("marie");
        var (_, document) = await marie.TakeInAsync("album.pdf", MadeFiles.Pdf("Album"));
        var (_, blob) = await Taken.VersionAsync(fixture.Sart, document);
        var options = new App.CartulaireOptions { PageCacheBytes = 10_000 };
        var images = new PageImages(fixture.Host.GetRequiredService<ReadingState>(), options, TimeProvider.System);
        foreach (var width in new[] { 160, 320, 640, 960, 1280 })
        {
            var opened = await images.OpenAsync(fixture.Sart, blob, "album.pdf", 1, width, Ct);
            Assert.True(opened.IsSuccess);
            await opened.Value.DisposeAsync();
        }

        var files = new DirectoryInfo(Path.Join(fixture.Sart.Store.Folder, "derived", "pages")).GetFiles("*", SearchOption.AllDirectories);
        Assert.DoesNotContain(files, f => f.Name == $"{blob}-1-160.jpg");
        var last = Assert.Single(files, f => f.Name == $"{blob}-1-1280.jpg");
        Assert.InRange(files.Sum(f => f.Length) - last.Length, 0, options.PageCacheBytes);
    }

    [Fact]
    public async Task What_was_read_is_not_read_again_and_a_half_read_file_is_finished()
    {
        var marie = fixture.Client("marie");
        var (_, document) = await marie.TakeInAsync("deux.pdf", MadeFiles.Pdf("Première lecture"));
        await Taken.QuietAsync(fixture.Sart);
        var (_, blob) = await Taken.VersionAsync(fixture.Sart, document);
        var pool = await fixture.Host.GetRequiredService<ReadingState>().ForJobsAsync(Ct);
        var again = await new BlobText(pool.Value, fixture.Sart, blob, null).ReadAsync(Ct);
        Assert.Equal((true, 0), (again.Value.Done, again.Value.Added));

        // As after a kill between two pages: the page is missing and the job is there.
        Assert.Null(await fixture.Sart.Store.WriteDerivedAsync((db, ct) => db.PageTexts.Where(p => p.Blob == blob).ExecuteDeleteAsync(ct), Ct));
        await AskAsync(blob);
        await Taken.QuietAsync(fixture.Sart);
        Assert.Contains("Première lecture", await Taken.TextOfAsync(fixture.Sart, document), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_pages_of_a_long_scan_are_read_side_by_side_and_each_keeps_its_place()
    {
        string[] said = ["premier feuillet", "deuxième feuillet", "troisième feuillet", "quatrième feuillet", "cinquième feuillet", "sixième feuillet"];
        var sheets = said.Select(Sheet).ToList();
        using var roll = Image.Arrayjoin([.. sheets], across: 1).Mutate(image => image.Set(GValue.GIntType, "page-height", 2339));
        var tiff = roll.TiffsaveBuffer(compression: Enums.ForeignTiffCompression.Ccittfax4, bitdepth: 1, pageHeight: 2339, xres: 200 / 25.4, yres: 200 / 25.4);
        sheets.ForEach(s => s.Dispose());
        var marie = fixture.Client("marie");
        var (_, document) = await marie.TakeInAsync("long.tif", tiff);
        var workers = await fixture.Host.GetRequiredService<ReadingState>().ForJobsAsync(Ct);
        var most = 0;
        await Taken.UntilAsync(async () =>
        {
            most = Math.Max(most, workers.Value.Open);
            await using var db = fixture.Sart.Store.Read();
            return !await db.Jobs.AnyAsync(Ct);
        });
        var pages = await PageTexts.OfDocumentAsync(fixture.Sart.Store, document, Ct);
        Assert.Equal(said, pages.Select(p => p.Text.Trim()));
        Assert.Equal(Math.Min(2, workers.Value.Workers), Math.Min(2, most));
    }

    [Fact]
    public async Task A_worker_killed_at_work_is_replaced()
    {
        var marie = fixture.Client("marie");
        var (_, document) = await marie.TakeInAsync("mort.pdf", MadeFiles.Pdf("Survivant"));
        await Taken.QuietAsync(fixture.Sart);
        var (_, blob) = await Taken.VersionAsync(fixture.Sart, document);
        var pool = await fixture.Host.GetRequiredService<ReadingState>().ForJobsAsync(Ct);
        await using var reader = new BlobReader(pool.Value, fixture.Sart, blob, null);
        var workers = new List<int>();
        var text = await reader.AskAsync<DocumentText>(
            session =>
            {
                workers.Add(session.ProcessId);
                if (workers.Count == 1)
                {
                    // Dead before it is asked: an answer already under way would be a right one.
                    using var worker = System.Diagnostics.Process.GetProcessById(session.ProcessId);
                    worker.Kill();
                    worker.WaitForExit();
                }

                return session.TextAsync(1, 100, Ct);
            },
            Ct);
        Assert.True(text.IsSuccess, text.IsSuccess ? "" : text.Failure.ToString());
        Assert.Equal(2, workers.Distinct().Count());
    }

    [Theory]
    [InlineData("casse.pdf", "%PDF-1.4 rien", "conversion.")]
    [InlineData("inconnu.bin", "\u0001\u0002\u0003\u0004", "conversion.not-readable")]
    public async Task What_cannot_be_read_is_kept_and_says_why_once(string name, string content, string reason)
    {
        var marie = fixture.Client("marie");
        var (_, document) = await marie.TakeInAsync(name, System.Text.Encoding.UTF8.GetBytes(content));
        await Taken.QuietAsync(fixture.Sart);
        var (version, blob) = await Taken.VersionAsync(fixture.Sart, document);
        await using var db = fixture.Sart.Store.Read();
        var rendition = await db.Renditions.SingleAsync(r => r.Blob == blob, Ct);
        Assert.Equal("impossible", rendition.State);
        Assert.StartsWith(reason, rendition.Detail, StringComparison.Ordinal);
        var (pages, _) = await marie.MustAsync(HttpMethod.Get, $"versions/{version}/pages");
        Assert.DoesNotContain("conversion.", pages.Text("reason"), StringComparison.Ordinal);
        Assert.NotEmpty(await marie.GetByteArrayAsync($"versions/{version}/content", Ct));
    }

    [Fact]
    public async Task Without_sandbox_the_job_waits_and_the_host_is_told_what_to_do()
    {
        var off = new SandboxState(false, "sandbox.bwrap-missing", "La lecture des fichiers est arrêtée.", "apt-get install bubblewrap");
        await using var state = new ReadingState(TimeProvider.System, _ => Task.FromResult(off));
        Assert.Null(state.Notice);
        var job = new JobSnapshot(JobId.New(), "read-text", null, JsonSerializer.Serialize(new ReadText.Demand("00"), JournalJson.Options), 1);
        var result = await new ReadText(state).RunAsync(new JobContext(fixture.Sart, job, "test"), Ct);
        Assert.Equal(JobEnd.Later, result.End);
        Assert.Equal("apt-get install bubblewrap", state.Notice!.Command);
        Assert.Contains("La lecture des fichiers est arrêtée.", result.Reason, StringComparison.Ordinal);
    }

    private async Task AskAsync(string blob) => await fixture.Sart.Store.Writer.RunAsync<Done>(
        HttpFixture.Actor,
        async (act, ct) =>
        {
            await act.EnqueueAsync("read-text", new { blob }, null, $"read-text:{blob}", ct: ct);
            return default(Done);
        },
        Ct);

    private static Image Sheet(string text)
    {
        using var ink = Image.Text(text, dpi: 200, width: 1300, font: "DejaVu Sans 14").Invert();
        return ink.Embed(160, 200, 1654, 2339, extend: Enums.Extend.White).CopyMemory();
    }

    internal static byte[] Scan(string text)
    {
        using var paper = Image.Black(2480, 3508).Linear([1.0], [255.0]).Cast(Enums.BandFormat.Uchar);
        using var ink = Image.Text(text, dpi: 300, width: 2000, font: "DejaVu Sans 14").Invert();
        using var page = paper.Insert(ink, 240, 300);
        return MadeFiles.ScanPdf(page.JpegsaveBuffer(q: 85), 2480, 3508, 1);
    }
}
