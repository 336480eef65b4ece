using System.Globalization;
using System.Net;
using System.Text;
using Cartulaire.App;
using Cartulaire.App.Serving;
using Cartulaire.Engines.Storage;
using Cartulaire.Kernel;
using Cartulaire.Server.Web;
using Cartulaire.Tests.Integration.Conversion;
using Cartulaire.Tests.Integration.Reading;
using Cartulaire.Tests.Integration.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Cartulaire.Tests.Integration.Hostile;

/// <summary>Received bytes on their way out: never a page of ours, on another origin only by a signed address.</summary>
public sealed class ServedContentTests(HttpFixture fixture) : IClassFixture<HttpFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>What a browser would run, under innocent names too.</summary>
    public static TheoryData<string, string, string> Active => new()
    {
        { "a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>", "attachment" },
        { "a.html", "<html><script>alert(1)</script></html>", "attachment" },
        { "a.xhtml", "<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"><script>alert(1)</script></html>", "attachment" },
        { "a.xml", "<?xml version=\"1.0\"?><?xml-stylesheet type=\"text/xsl\" href=\"#s\"?><a/>", "attachment" },
        { "a.mht", "MIME-Version: 1.0\r\nContent-Type: text/html\r\nSubject: x\r\n\r\n<script>alert(1)</script>", "attachment" },
        { "a.pdf", "%PDF-1.4\n1 0 obj << /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >>", "attachment" },
        { "a.gif", "GIF89a=1;alert(1)//", "inline" },
        { "a.svg.txt", "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>", "attachment" },
        { "a.txt", "<script>alert(1)</script>", "attachment" },
        { "b.txt", "Bonjour <script>alert(1)</script>", "inline" },
        { "photo.jpg", "<html><script>alert(1)</script></html>", "attachment" },
    };

    [Theory]
    [MemberData(nameof(Active))]
    public async Task X_01_no_route_serves_bytes_that_a_browser_would_run(string name, string content, string onContentOrigin)
    {
        var (version, administration) = await TakenAsync(name, Encoding.UTF8.GetBytes(content));
        var marie = fixture.Client("marie");
        using var direct = await marie.GetAsync($"versions/{version}/content", Ct);
        Assert.Equal(HttpStatusCode.OK, direct.StatusCode);
        Harmless(direct, "attachment");
        using var image = await marie.GetAsync($"versions/{version}/pages/1.jpg", Ct);
        Assert.True(!image.IsSuccessStatusCode || image.Content.Headers.ContentType!.MediaType == "image/jpeg", "an image of a page is ours, re-encoded");
        Assert.Equal("nosniff", image.Headers.GetValues("X-Content-Type-Options").Single());

        using var anyone = Anyone();
        using var other = await anyone.GetAsync(Addresses.Make(administration, version, fixture.Persons["marie"]), Ct);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        Harmless(other, onContentOrigin);
        Assert.Equal(content, await other.Content.ReadAsStringAsync(Ct));
    }

    [Theory]
    [InlineData("facture\u202Efdp.exe", "facturefdp.exe")]
    [InlineData("a\u2066b\u2069c\u200F.pdf", "abc.pdf")]
    [InlineData("a\r\nSet-Cookie: c=1.pdf", "aSet-Cookie c=1.pdf")]
    [InlineData("nul\0.pdf", "nul.pdf")]
    [InlineData("gui\"llemets\\..\\x.pdf", "guillemets..x.pdf")]
    [InlineData("../../etc/passwd", "etcpasswd")]
    [InlineData("été à la mer.pdf", "été à la mer.pdf")]
    [InlineData("\u202E\r\n", "document")]
    public async Task X_06_a_name_is_kept_as_it_came_and_served_without_what_deceives(string name, string served)
    {
        var (version, _) = await TakenAsync(name, MadeFiles.Pdf("Nom"));
        await using (var db = fixture.Sart.Store.Read())
        {
            Assert.Equal(name, db.Versions.Single(v => v.Id == version).FileName);
        }

        using var answer = await fixture.Client("marie").GetAsync($"versions/{version}/content", Ct);
        var disposition = answer.Content.Headers.ContentDisposition!;
        Assert.Equal(served, disposition.FileNameStar);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.DoesNotContain(answer.Content.Headers.GetValues("Content-Disposition").Single(), c => char.IsControl(c));
    }

    [Fact]
    public async Task X_06_a_screen_shows_a_deceiving_name_written_out()
    {
        var marie = fixture.Client("marie");
        var (item, _) = await marie.TakeInAsync(Uri.EscapeDataString("facture\u202Efdp.exe"), MadeFiles.Pdf("Nom"));
        Assert.Equal("facture⟨U+202E⟩fdp.exe", Assert.Single(await marie.DocumentsAsync(item)).Title);
    }

    [Fact]
    public async Task A_06_a_signed_address_opens_one_version_for_one_person_and_nothing_else()
    {
        var (version, administration) = await TakenAsync("une.txt", "Une lettre"u8.ToArray());
        var (second, _) = await TakenAsync("autre.txt", "Une autre"u8.ToArray());
        var marie = fixture.Persons["marie"];
        var good = Addresses.Make(administration, version, marie);
        var signature = good.Split("signature=")[1];
        using var anyone = Anyone();
        Assert.Equal("Une lettre", await anyone.GetStringAsync(good, Ct));

        using var foreign = new TemporaryFolder();
        await using var elsewhere = DataFolder.TryOwn(foreign.Join("data"))!;
        foreach (var (what, address) in new[]
        {
            ("no signature", good.Split("&signature=")[0]),
            ("an empty signature", good.Replace(signature, "", StringComparison.Ordinal)),
            ("half a signature", good[..^4]),
            ("a longer signature", good + "AAAA"),
            ("another key", new ContentAddresses(elsewhere, TimeProvider.System).Make(administration, version, marie)),
            ("the key of another administration", Addresses.Make("ohey", version, marie).Replace("/ohey/", $"/{administration}/", StringComparison.Ordinal)),
            ("another version", good.Replace(version.ToString(), second.ToString(), StringComparison.Ordinal)),
            ("another person", good.Replace(marie.ToString(), fixture.Persons["paul"].ToString(), StringComparison.Ordinal)),
            ("a person who may not read", Addresses.Make(administration, version, fixture.Persons["anne"])),
            ("nobody", Addresses.Make(administration, version, PersonId.New())),
            ("more time", good.Replace("until=", "until=9", StringComparison.Ordinal)),
            ("expired by a second", At(ContentAddresses.Life + TimeSpan.FromSeconds(1)).Make(administration, version, marie)),
        })
        {
            using var refused = await anyone.GetAsync(address, Ct);
            Assert.True(refused.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.NotFound, $"{what}: {refused.StatusCode}");
            Assert.DoesNotContain("Une", await refused.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        }

        // A whole second before its end, the clock of the signature counts seconds.
        Assert.Equal("Une lettre", await anyone.GetStringAsync(At(ContentAddresses.Life - TimeSpan.FromSeconds(30)).Make(administration, version, marie), Ct));
        foreach (var method in new[] { HttpMethod.Post, HttpMethod.Put, HttpMethod.Delete })
        {
            using var request = new HttpRequestMessage(method, good);
            using var refused = await anyone.SendAsync(request, Ct);
            Assert.False(refused.IsSuccessStatusCode, $"{method}");
        }
    }

    [Fact]
    public async Task A_06_a_host_whose_key_is_empty_does_not_start()
    {
        using var folder = new TemporaryFolder();
        await using var data = DataFolder.TryOwn(folder.Join("data"))!;
        var key = Path.Join(data.Keys, "content.key");
        foreach (var bad in new[] { [], new byte[SecretFile.Length], "court"u8.ToArray() })
        {
            await File.WriteAllBytesAsync(key, bad, Ct);
            Assert.Contains("clé", Assert.Throws<InvalidDataException>(() => WebServer.Build(data, "http://127.0.0.1:0", new CartulaireOptions())).Message, StringComparison.Ordinal);
        }

        File.Delete(key);
        await using var app = WebServer.Build(data, "http://127.0.0.1:0", new CartulaireOptions());
        Assert.Equal(SecretFile.Length, new FileInfo(key).Length);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(key));
    }

    [Fact]
    public async Task A_06_the_origin_of_pages_serves_no_content_and_the_origin_of_content_no_page()
    {
        var (version, administration) = await TakenAsync("deux.txt", "Deux origines"u8.ToArray());
        var good = Addresses.Make(administration, version, fixture.Persons["marie"]);
        using var anyone = Anyone();
        using var onPages = new HttpRequestMessage(HttpMethod.Get, good);
        onPages.Headers.Host = $"localhost:{fixture.Address.Port.ToString(CultureInfo.InvariantCulture)}";
        Assert.Equal(HttpStatusCode.Forbidden, (await anyone.SendAsync(onPages, Ct)).StatusCode);

        using var folder = new TemporaryFolder();
        await using var data = DataFolder.TryOwn(folder.Join("data"))!;
        await using var app = WebServer.Build(data, "http://127.0.0.1:0", new CartulaireOptions { ContentOrigin = new Uri("http://contenu.example") });
        await app.StartAsync(Ct);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single(u => u.StartsWith("http://127.", StringComparison.Ordinal))) };
        foreach (var (host, path, expected) in new[]
        {
            ("contenu.example", "/", HttpStatusCode.NotFound),
            ("contenu.example", "/health/live", HttpStatusCode.NotFound),
            ("contenu.example", "/sart/sign-in", HttpStatusCode.NotFound),
            ("cartulaire.example", "/health/live", HttpStatusCode.OK),
        })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Host = host;
            Assert.Equal(expected, (await client.SendAsync(request, Ct)).StatusCode);
        }
    }

    [Fact]
    public async Task A_07_a_digest_alone_opens_nothing()
    {
        var (version, administration) = await TakenAsync("empreinte.pdf", MadeFiles.Pdf("Empreinte"));
        string blob;
        await using (var db = fixture.Sart.Store.Read())
        {
            blob = db.Versions.Single(v => v.Id == version).Blob;
        }

        using var anyone = Anyone();
        foreach (var path in new[] { $"/{blob}", $"/{administration}/{blob}", $"/{administration}/content/{blob}", $"/{administration}/api/v1/blobs/{blob}", $"/{administration}/derived/pages/{blob[..2]}/{blob}-1-960.jpg" })
        {
            using var answer = await anyone.GetAsync(path, Ct);
            Assert.False(answer.IsSuccessStatusCode && answer.Content.Headers.ContentType?.MediaType != "text/html", path);
        }
    }

    private ContentAddresses Addresses => fixture.Host.GetRequiredService<ContentAddresses>();

    private ContentAddresses At(TimeSpan ago) => new(fixture.Host.GetRequiredService<DataFolder>(), new FakeTimeProvider(TimeProvider.System.GetUtcNow() - ago));

    private HttpClient Anyone() => new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = fixture.Address };

    private async Task<(VersionId Version, string Administration)> TakenAsync(string name, byte[] content)
    {
        var (_, document) = await fixture.Client("marie").TakeInAsync(Uri.EscapeDataString(name), content);
        return ((await Taken.VersionAsync(fixture.Sart, document)).Id, fixture.Sart.Name);
    }

    private static void Harmless(HttpResponseMessage answer, string disposition)
    {
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("sandbox; default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal(disposition, answer.Content.Headers.ContentDisposition!.DispositionType);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }
}
