using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Cartulaire.App.Capture.Uploads;
using Cartulaire.App.SignIn;
using Cartulaire.Engines.Database;
using Cartulaire.Kernel;
using Cartulaire.Tests.Integration.Conversion;
using Cartulaire.Tests.Integration.Items;
using Cartulaire.Tests.Integration.Reading;
using Cartulaire.Tests.Integration.Support;
using Microsoft.EntityFrameworkCore;
using UglyToad.PdfPig.Writer;

namespace Cartulaire.Tests.Integration.Capture;

/// <summary>Uploads in pieces: they resume where they were, become what their sender asked once, and are nobody else's business.</summary>
public sealed class UploadTests(HttpFixture fixture) : IClassFixture<HttpFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_sent_in_pieces_becomes_a_numbered_letter_with_the_same_bytes()
    {
        var marie = fixture.Client("marie");
        var bytes = Encoding.UTF8.GetBytes("Madame, Monsieur, " + Guid.CreateVersion7() + new string('x', 300_000));
        var upload = await marie.BeginAsync(new { name = "lettre d'été.txt", length = bytes.Length, mediaType = "text/plain", type = "incoming-mail" });
        for (var at = 0; at < bytes.Length; at += 100_000)
        {
            Assert.Equal((HttpStatusCode.NoContent, (long)at), await marie.AskAsync(upload));
            var (status, body, offset) = await marie.PieceAsync(upload, at, bytes[at..Math.Min(at + 100_000, bytes.Length)]);
            Assert.Equal(Math.Min(at + 100_000, bytes.Length), offset);
            Assert.Equal(offset == bytes.Length ? HttpStatusCode.OK : HttpStatusCode.NoContent, status);
            if (offset == bytes.Length)
            {
                Assert.Matches(@"^\d{4}-E-\d{5}$", body!.Text("number"));
                var (record, _) = await marie.ReadAsync(body!.Text("item"));
                Assert.Equal(body!.Text("document"), record.Text("mainDocument"));
                var document = Assert.Single(record["documents"]!.AsArray())!;
                Assert.Equal("lettre d'été.txt", document.Text("title"));
                Assert.Equal(bytes, await marie.GetByteArrayAsync($"versions/{document.Text("version")}/content", Ct));
                var (reception, _) = await marie.MustAsync(HttpMethod.Get, $"receptions/{body!.Text("reception")}");
                Assert.Equal("registered", reception.Text("state"));
            }
        }

        Assert.False(File.Exists(PartOf(upload)), "The part of a whole upload stays.");
    }

    [Fact]
    public async Task Without_a_type_it_is_a_reception_and_with_separation_a_pile_cut_in_its_order()
    {
        var marie = fixture.Client("marie");
        var plain = await WholeAsync(marie, new { name = "scan.bin", length = 5 }, "bytes"u8.ToArray());
        Assert.Equal(("received", null), (plain.Text("state"), plain["item"]));

        var separator = await marie.GetByteArrayAsync("separators", Ct);
        var batch = BatchId.New().ToString();
        var long_ = PdfMerger.Merge([MadeFiles.Pdf("1"), separator, MadeFiles.Pdf("2")]);
        var short_ = MadeFiles.Pdf("3");
        var first = await WholeAsync(marie, new { name = "a.pdf", length = long_.Length, separate = true, batch, sort = 0 }, long_);
        var second = await WholeAsync(marie, new { name = "b.pdf", length = short_.Length, separate = true, batch, sort = 1 }, short_);
        await Taken.QuietAsync(fixture.Sart);
        await using var db = fixture.Sart.Store.Read();
        var numbers = await db.ItemKeys.Where(k => k.Register == "separated").OrderBy(k => k.Key)
            .Join(db.RegisterEntries, k => k.ItemId, e => e.ItemId, (k, e) => new { k.Key, e.Number }).ToListAsync(Ct);
        var mine = new[] { first, second }.SelectMany(p => numbers.Where(n => n.Key.StartsWith(p.Text("reception"), StringComparison.Ordinal)).Select(n => n.Number)).ToList();
        Assert.Equal(Enumerable.Range((int)mine[0], 3), mine.Select(n => (int)n));
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.5)]
    [InlineData(0.999)]
    [InlineData(1)]
    public async Task F_27_a_piece_cut_on_its_way_counts_as_far_as_it_came_and_the_file_is_there_once(double part)
    {
        var marie = fixture.Client("marie");
        var bytes = RandomNumberGenerator.GetBytes(1_000_000);
        var upload = await marie.BeginAsync(new { name = "scan.bin", length = bytes.Length, type = "incoming-mail" });
        var sent = (int)(bytes.Length * part);
        using (await Uploading.CutPieceAsync(fixture.Address, fixture.Token("marie"), upload, 0, bytes, sent))
        {
            await UntilArrivedAsync(upload, sent);
        }

        if (sent < bytes.Length)
        {
            await marie.StandsAtAsync(upload, sent);
        }

        await FreeAsync(marie, upload);

        // Its sender asks where to go on. All that has come and is not yet received is not said to be all: the sender would go away.
        var at = (int)(await marie.AskAsync(upload)).Offset!.Value;
        await using (var early = fixture.Sart.Store.Read())
        {
            var id = Identifier.Read<UploadId>(upload["uploads/".Length..]);
            Assert.Equal(at == bytes.Length, await early.Uploads.AnyAsync(u => u.Id == id && u.ReceptionId != null, Ct));
        }

        var (status, body, _) = await marie.PieceAsync(upload, at, bytes[at..]);
        Assert.True(status == HttpStatusCode.OK, body?.ToString());

        // The answer was lost too: the same question has the same answer.
        var (again, repeated, _) = await marie.PieceAsync(upload, bytes.Length, []);
        Assert.Equal((HttpStatusCode.OK, body!.Text("reception"), body!.Text("item")), (again, repeated!.Text("reception"), repeated!.Text("item")));
        await using var db = fixture.Sart.Store.Read();
        var digest = Convert.ToHexStringLower(SHA256.HashData(bytes));
        Assert.Equal((1, 1), (await db.Versions.CountAsync(v => v.Blob == digest, Ct), await db.Receptions.CountAsync(r => r.Blob == digest, Ct)));
    }

    [Fact]
    public async Task F_27_whoever_is_cut_off_before_the_reception_is_not_told_that_all_is_there()
    {
        var marie = fixture.Client("marie");
        var bytes = RandomNumberGenerator.GetBytes(300_000);
        var upload = await marie.BeginAsync(new { name = "scan.bin", length = bytes.Length, type = "incoming-mail" });
        var release = new TaskCompletionSource();
        var busy = fixture.Sart.Store.Writer.RunAsync<Done>(
            HttpFixture.Actor,
            async (_, _) =>
            {
                await release.Task;
                return default(Done);
            },
            Ct);
        using (await Uploading.CutPieceAsync(fixture.Address, fixture.Token("marie"), upload, 0, bytes, bytes.Length))
        {
            await UntilArrivedAsync(upload, bytes.Length);
            await Task.Delay(300, Ct);
        }

        // The server learns that its client is gone, then the record goes on.
        await Task.Delay(500, Ct);
        release.SetResult();
        await busy;
        await FreeAsync(marie, upload);

        Assert.Equal(bytes.Length - 1, (await marie.AskAsync(upload)).Offset);
        Assert.Equal(HttpStatusCode.OK, (await marie.PieceAsync(upload, bytes.Length - 1, bytes[^1..])).Status);
        await using var db = fixture.Sart.Store.Read();
        var digest = Convert.ToHexStringLower(SHA256.HashData(bytes));
        Assert.Equal(1, await db.Receptions.CountAsync(r => r.Blob == digest, Ct));
    }

    [Fact]
    public async Task F_28_a_piece_at_the_wrong_place_is_refused_with_the_right_one()
    {
        var marie = fixture.Client("marie");
        var upload = await marie.BeginAsync(new { name = "a.bin", length = 10 });
        Assert.Equal(HttpStatusCode.NoContent, (await marie.PieceAsync(upload, 0, "12345"u8.ToArray())).Status);
        foreach (var wrong in new long[] { 0, 4, 6, 10, 11, long.MaxValue })
        {
            var (status, body, offset) = await marie.PieceAsync(upload, wrong, "67890"u8.ToArray());
            Assert.Equal((HttpStatusCode.Conflict, "upload.offset", 5L), (status, body!.Text("code"), offset));
        }

        Assert.Equal(5, (await marie.AskAsync(upload)).Offset);
        Assert.Equal(HttpStatusCode.OK, (await marie.PieceAsync(upload, 5, "67890"u8.ToArray())).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await marie.PieceAsync(upload, 5, "67890"u8.ToArray())).Status);
    }

    [Fact]
    public async Task F_28_two_pieces_at_once_do_not_mix()
    {
        var marie = fixture.Client("marie");
        var bytes = RandomNumberGenerator.GetBytes(200_000);
        var upload = await marie.BeginAsync(new { name = "a.bin", length = bytes.Length });
        using (await Uploading.CutPieceAsync(fixture.Address, fixture.Token("marie"), upload, 0, bytes, 1_000))
        {
            await UntilArrivedAsync(upload, 1_000);
            var (status, body, _) = await marie.PieceAsync(upload, 0, bytes);
            Assert.Equal((HttpStatusCode.Conflict, "upload.busy"), (status, body!.Text("code")));
            var (gone, problem, _) = await marie.SendAsync(HttpMethod.Delete, upload);
            Assert.Equal((HttpStatusCode.Conflict, "upload.busy"), (gone, problem!.Text("code")));
        }

        await marie.StandsAtAsync(upload, 1_000);
        await FreeAsync(marie, upload);
        Assert.Equal(HttpStatusCode.OK, (await marie.PieceAsync(upload, 1_000, bytes[1_000..])).Status);
    }

    [Fact]
    public async Task F_28_more_than_was_announced_is_refused_and_counts_for_nothing()
    {
        var marie = fixture.Client("marie");
        var upload = await marie.BeginAsync(new { name = "a.bin", length = 10 });
        foreach (var content in new HttpContent[] { new ByteArrayContent(new byte[11]), new StreamContent(new MemoryStream(new byte[300_000])) })
        {
            var (status, body, _) = await marie.PieceAsync(upload, 0, content);
            Assert.Equal((HttpStatusCode.BadRequest, "upload.too-long"), (status, body!.Text("code")));
            Assert.Equal(0, (await marie.AskAsync(upload)).Offset);
        }
    }

    [Fact]
    public async Task F_28_a_piece_damaged_on_its_way_is_460_and_counts_for_nothing()
    {
        var marie = fixture.Client("marie");
        var bytes = RandomNumberGenerator.GetBytes(100_000);
        var right = "sha256 " + Convert.ToBase64String(SHA256.HashData(bytes));
        var upload = await marie.BeginAsync(new { name = "a.bin", length = bytes.Length });
        var damaged = bytes.ToArray();
        damaged[50_000] ^= 1;
        var (status, body, _) = await marie.PieceAsync(upload, 0, new ByteArrayContent(damaged), right);
        Assert.Equal((460, "upload.damaged"), ((int)status, body!.Text("code")));
        Assert.Equal(0, (await marie.AskAsync(upload)).Offset);
        Assert.Equal(HttpStatusCode.BadRequest, (await marie.PieceAsync(upload, 0, new ByteArrayContent(bytes), "md5 x")).Status);
        Assert.Equal(HttpStatusCode.OK, (await marie.PieceAsync(upload, 0, new ByteArrayContent(bytes), right)).Status);
    }

    [Fact]
    public async Task F_28_an_upload_of_somebody_else_or_of_the_past_does_not_exist()
    {
        var (marie, paul) = (fixture.Client("marie"), fixture.Client("paul"));
        var bytes = new byte[10];
        var upload = await marie.BeginAsync(new { name = "a.bin", length = 10 });
        await NowhereAsync(paul, upload);
        await NowhereAsync(marie, $"uploads/{UploadId.New()}");

        // Not even while a piece of it is on its way.
        using (await Uploading.CutPieceAsync(fixture.Address, fixture.Token("marie"), upload, 0, bytes, 5))
        {
            await UntilArrivedAsync(upload, 5);
            await NowhereAsync(paul, upload);
        }

        await FreeAsync(marie, upload);
        await ChangeAsync(upload, DateTimeOffset.UnixEpoch);
        await NowhereAsync(marie, upload);
        File.SetLastWriteTimeUtc(PartOf(upload), DateTime.UnixEpoch);
        await marie.BeginAsync(new { name = "b.bin", length = 10 });
        Assert.False(File.Exists(PartOf(upload)), "The part of an expired upload stays.");
        await using var db = fixture.Sart.Store.Read();
        var id = Identifier.Read<UploadId>(upload["uploads/".Length..]);
        Assert.False(await db.Uploads.AnyAsync(u => u.Id == id, Ct));

        static async Task NowhereAsync(HttpClient client, string address)
        {
            Assert.Equal(HttpStatusCode.NotFound, (await client.AskAsync(address)).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await client.SendAsync(HttpMethod.Get, address)).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await client.PieceAsync(address, 0, new byte[10])).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await client.SendAsync(HttpMethod.Delete, address)).Status);
        }
    }

    [Fact]
    public async Task P_05_parts_are_private_files_in_a_private_folder()
    {
        var upload = await fixture.Client("marie").BeginAsync(new { name = "a.bin", length = 10 });
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(PartOf(upload)));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(PartOf(upload))!));
        Assert.Throws<IOException>(() => fixture.Sart.Store.Uploads.Begin(Identifier.Read<UploadId>(upload["uploads/".Length..])));
    }

    [Fact]
    public async Task P_01_what_people_type_never_becomes_a_path()
    {
        var marie = fixture.Client("marie");
        string[] roots = ["../../../evil", "/tmp/cartulaire-evil", "..\\..\\evil", "....//evil", "%2e%2e%2fevil", "..%c0%afevil", "evil\0.txt", "C:\\evil", "~/evil", "evil\r\nX: y"];
        foreach (var name in roots.SelectMany(r => new[] { r, r + ".pdf", $"a/{r}", r + "/" }))
        {
            var (status, body, _) = await marie.SendAsync(HttpMethod.Post, "uploads", new { name, length = 4, mediaType = name });
            Assert.True(status == HttpStatusCode.Created, $"{name}: {body}");
            Assert.Equal(HttpStatusCode.OK, (await marie.PieceAsync($"uploads/{body!.Text("id")}", 0, "evil"u8.ToArray())).Status);
            Assert.NotEqual(HttpStatusCode.Created, (await marie.SendAsync(HttpMethod.Post, "uploads", new { name = "a", length = 4, type = name })).Status);
            Assert.NotEqual(HttpStatusCode.Created, (await marie.SendAsync(HttpMethod.Post, "uploads", new { name = "a", length = 4, batch = name })).Status);
            Assert.Contains((await marie.AskAsync("uploads/" + Uri.EscapeDataString(name))).Status, new[] { HttpStatusCode.NotFound, HttpStatusCode.BadRequest });
        }

        var root = Path.GetDirectoryName(fixture.Folder)!;
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(root, "*", SearchOption.AllDirectories), f => f.Contains("evil", StringComparison.Ordinal));
        Assert.False(File.Exists("/tmp/cartulaire-evil"));
        Assert.All(Directory.EnumerateFiles(Path.GetDirectoryName(PartOf("uploads/" + UploadId.New()))!), f => Assert.Matches("^[0-9a-f]{32}$", Path.GetFileName(f)));
    }

    [Fact]
    public async Task What_cannot_come_to_an_end_is_refused_before_it_begins()
    {
        var (marie, anne) = (fixture.Client("marie"), fixture.Client("anne"));
        await RefusedAsync(anne, new { name = "a", length = 4, type = "incoming-mail" }, HttpStatusCode.Forbidden, "request.forbidden");
        await RefusedAsync(anne, new { name = "a", length = 4, separate = true }, HttpStatusCode.Forbidden, "request.forbidden");
        await RefusedAsync(marie, new { name = "a", length = 4, type = "nothing" }, HttpStatusCode.BadRequest, "type.unknown");
        await RefusedAsync(marie, new { name = "a", length = 0 }, HttpStatusCode.BadRequest, "upload.empty");
        await RefusedAsync(marie, new { name = "a", length = -1 }, HttpStatusCode.BadRequest, "upload.length");
        await RefusedAsync(marie, new { name = "", length = 4 }, HttpStatusCode.BadRequest, "field.length");
        await RefusedAsync(marie, new { name = new string('a', 501), length = 4 }, HttpStatusCode.BadRequest, "field.length");
        await RefusedAsync(marie, new { name = "a", length = (4L << 30) + 1 }, HttpStatusCode.RequestEntityTooLarge, "reception.too-large");

        static async Task RefusedAsync(HttpClient client, object wanted, HttpStatusCode status, string code)
        {
            var (given, body, _) = await client.SendAsync(HttpMethod.Post, "uploads", wanted);
            Assert.Equal((status, code), (given, body!.Text("code")));
        }
    }

    [Fact]
    public async Task A_person_has_a_limited_number_of_unfinished_uploads_and_giving_up_makes_room()
    {
        await fixture.AddUserAsync("colette", "Colette Mahy", ["mail-clerk"], []);
        var colette = fixture.Client("colette");
        var uploads = await Task.WhenAll(Enumerable.Range(0, BeginUpload.MostOpen).Select(n => colette.BeginAsync(new { name = $"{n}.bin", length = 4 })));
        var (status, body, _) = await colette.SendAsync(HttpMethod.Post, "uploads", new { name = "z.bin", length = 4 });
        Assert.Equal((HttpStatusCode.TooManyRequests, "upload.too-many"), (status, body!.Text("code")));
        Assert.Equal(HttpStatusCode.NoContent, (await colette.SendAsync(HttpMethod.Delete, uploads[0])).Status);
        Assert.False(File.Exists(PartOf(uploads[0])));
        await colette.BeginAsync(new { name = "z.bin", length = 4 });

        // Others are not held back, and whole ones do not count.
        await fixture.Client("paul").BeginAsync(new { name = "z.bin", length = 4 });
        Assert.Equal(HttpStatusCode.OK, (await colette.PieceAsync(uploads[1], 0, "1234"u8.ToArray())).Status);
        await colette.BeginAsync(new { name = "y.bin", length = 4 });
        foreach (var upload in uploads.Skip(2))
        {
            await colette.SendAsync(HttpMethod.Delete, upload);
        }
    }

    [Fact]
    public async Task Unfinished_uploads_announce_a_limited_number_of_bytes()
    {
        await fixture.AddUserAsync("gilles", "Gilles Noël", ["mail-clerk"], []);
        var gilles = fixture.Client("gilles");
        var statuses = new List<HttpStatusCode>();
        for (var n = 0; n < 5; n++)
        {
            statuses.Add((await gilles.SendAsync(HttpMethod.Post, "uploads", new { name = "a.bin", length = 4L << 30 })).Status);
        }

        Assert.Equal([.. Enumerable.Repeat(HttpStatusCode.Created, 4), HttpStatusCode.TooManyRequests], statuses);
    }

    [Fact]
    public async Task The_pages_of_a_signed_in_browser_may_upload_and_those_of_another_site_may_not()
    {
        var secret = (await Sessions.BeginAsync(fixture.Sart, fixture.Persons["marie"], Ct)).Value;
        using var browser = new HttpClient { BaseAddress = new Uri(fixture.Address, "sart/api/v1/") };
        browser.DefaultRequestHeaders.Add("Cookie", $"c-sart={secret}");
        browser.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        browser.DefaultRequestHeaders.Add("Origin", fixture.Address.GetLeftPart(UriPartial.Authority));
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.SendAsync(HttpMethod.Post, "uploads", new { name = "a.txt", length = 4 })).Status);
        browser.DefaultRequestHeaders.Add("Cartulaire-Script", "1");
        var body = await WholeAsync(browser, new { name = "a.txt", length = 4 }, "abcd"u8.ToArray());
        Assert.Equal("received", body.Text("state"));

        browser.DefaultRequestHeaders.Remove("Origin");
        browser.DefaultRequestHeaders.Add("Origin", "https://evil.example");
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.SendAsync(HttpMethod.Post, "uploads", new { name = "a.txt", length = 4 })).Status);
        browser.DefaultRequestHeaders.Remove("Origin");
        browser.DefaultRequestHeaders.Remove("Sec-Fetch-Site");
        browser.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.SendAsync(HttpMethod.Post, "uploads", new { name = "a.txt", length = 4 })).Status);
    }

    private static async Task<JsonNode> WholeAsync(HttpClient client, object wanted, byte[] bytes)
    {
        var upload = await client.BeginAsync(wanted);
        var (status, body, _) = await client.PieceAsync(upload, 0, bytes);
        Assert.True(status == HttpStatusCode.OK, $"{status} {body}");
        return body!;
    }

    // Bytes that arrived lie in the part before the offset says so.
    private Task UntilArrivedAsync(string upload, long bytes)
        => Taken.UntilAsync(() => Task.FromResult(!File.Exists(PartOf(upload)) || new FileInfo(PartOf(upload)).Length >= bytes));

    // The hand that held a cut piece opens a moment after the offset was written down.
    private static Task FreeAsync(HttpClient client, string upload) => Taken.UntilAsync(async () =>
    {
        var (_, body, _) = await client.PieceAsync(upload, long.MaxValue, []);
        return body!.Text("code") == "upload.offset";
    });

    private string PartOf(string upload) => Path.Join(fixture.Folder, "administrations", "sart", "uploads", upload[^32..]);

    private Task<Written<Done>> ChangeAsync(string upload, DateTimeOffset expires)
    {
        var id = Identifier.Read<UploadId>(upload["uploads/".Length..]);
        return fixture.Sart.Store.Writer.RunAsync<Done>(
            HttpFixture.Actor,
            async (act, ct) =>
            {
                (await act.Db.Uploads.SingleAsync(u => u.Id == id, ct)).ExpiresAt = expires;
                return default(Done);
            },
            Ct);
    }
}
