using System.Net;
using Cartulaire.App.Organisation;
using Microsoft.Playwright;

namespace Cartulaire.Tests.Browser;

/// <summary>Signing in as security.md wants it, seen from outside.</summary>
public sealed class SignInTests(Site site)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("cross-site", null)]
    [InlineData("same-site", null)]
    [InlineData(null, "https://evil.example")]
    [InlineData(null, "null")]
    [InlineData(null, null)]
    public async Task C_01_a_form_of_another_site_is_refused(string? fetchSite, string? origin)
    {
        using var client = await SignedInAsync("paul");
        foreach (var path in new[] { "/sart/sign-out", $"/sart/items/{site.Letter}", "/sart/sign-in" })
        {
            using var request = Form(path, ("x", "y"));
            Add(request, fetchSite, origin);
            var answer = await client.SendAsync(request, Ct);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/sart", Ct)).StatusCode);
    }

    [Fact]
    public async Task C_01_a_form_without_the_token_of_the_session_is_refused()
    {
        using var client = await SignedInAsync("paul");
        using var request = Form("/sart/sign-out", ("x", "y"));
        Add(request, "same-origin", site.Address);

        Assert.Equal(HttpStatusCode.BadRequest, (await client.SendAsync(request, Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/sart", Ct)).StatusCode);
    }

    [Fact]
    public async Task C_01_the_cookie_alone_opens_no_door_of_programs()
    {
        using var client = await SignedInAsync("paul");

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync($"/sart/api/v1/items/{site.Letter}", Ct)).StatusCode);
    }

    [Theory]
    [InlineData("inconnu")]
    [InlineData("anne")]
    public async Task C_05_the_eleventh_failure_waits_known_or_not(string name)
    {
        using var client = Client();
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(HttpStatusCode.BadRequest, (await TryAsync(client, name, "mauvais")).StatusCode);
        }

        var refused = await TryAsync(client, name, Site.Password);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Contains("Attendez", await refused.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task C_08_a_user_who_is_turned_off_is_out_at_the_next_request()
    {
        await site.InSartAsync(async sart =>
        {
            await AddUser.HandleAsync(sart, Site.Operator, new AddUser.Command("gone", "gone@sart.example", "Partie", [], [], Site.Password), Ct);
            return true;
        });
        using var client = await SignedInAsync("gone");
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/sart", Ct)).StatusCode);
        await site.InSartAsync(async sart =>
        {
            await using var db = sart.Store.Read();
            var id = db.Persons.Single(p => p.Name == "gone").Id;
            var written = await EditUser.HandleAsync(sart, Site.Operator, new EditUser.Command(id, "Partie", "gone@sart.example", "fr", [], [], false, null), Ct);
            Assert.True(written.Outcome.IsSuccess);
            return true;
        });

        Assert.Equal(HttpStatusCode.Redirect, (await client.GetAsync("/sart", Ct)).StatusCode);
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("https:evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("/other")]
    [InlineData("/sart@evil.example")]
    public async Task X_04_signing_in_leads_nowhere_else(string back)
    {
        using var client = Client();
        var answer = await TryAsync(client, "paul", Site.Password, back);

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal("/sart", answer.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task C_09_pages_are_not_kept_and_carry_their_policy()
    {
        using var client = await SignedInAsync("paul");
        foreach (var path in new[] { "/sart", "/sart/nowhere", "/nobody", "/sart/sign-in" })
        {
            var answer = await client.GetAsync(path, Ct);
            Assert.Contains("no-store", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        }
    }

    [Fact]
    public async Task The_cookie_is_for_the_browser_only_and_for_this_site_only()
    {
        using var client = Client();
        var cookie = (await TryAsync(client, "paul", Site.Password)).Headers.GetValues("Set-Cookie").Single();

        Assert.StartsWith("c-sart=", cookie, StringComparison.Ordinal);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Over_tls_the_cookie_is_bound_to_the_host()
    {
        using var client = Client();
        using var request = Form("/sart/sign-in", ("name", "paul"), ("password", Site.Password));
        request.Headers.Add("X-Forwarded-Proto", "https");
        Add(request, "same-origin", site.Address.Replace("http:", "https:", StringComparison.Ordinal));
        var cookie = (await client.SendAsync(request, Ct)).Headers.GetValues("Set-Cookie").Single();

        Assert.StartsWith("__Host-c-sart=", cookie, StringComparison.Ordinal);
        Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("path=/;", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Over_plain_http_a_host_of_another_name_may_not_sign_in()
    {
        using var client = Client();
        using var request = Form("/sart/sign-in", ("name", "paul"), ("password", Site.Password));
        request.Headers.Host = "courrier.sart.example";
        Add(request, "same-origin", "http://courrier.sart.example");

        Assert.Equal(HttpStatusCode.Forbidden, (await client.SendAsync(request, Ct)).StatusCode);
    }

    [Fact]
    public async Task A_link_from_a_mail_finds_the_session_again()
    {
        var page = await site.SignedInAsync("paul");
        await page.RouteAsync("http://elsewhere.example/", route => route.FulfillAsync(new() { ContentType = "text/html", Body = $"<!DOCTYPE html><a href=\"{site.Address}/sart/registers/incoming\">lien</a>" }));
        await page.GotoAsync("http://elsewhere.example/");
        await page.GetByText("lien").ClickAsync();

        await page.GetByRole(AriaRole.Heading, new() { Level = 1, NameString = "Indicateur du courrier entrant" }).WaitForAsync();
        await page.Context.CloseAsync();
    }

    private HttpClient Client() => new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = new Uri(site.Address) };

    private async Task<HttpClient> SignedInAsync(string name)
    {
        var client = Client();
        Assert.Equal(HttpStatusCode.SeeOther, (await TryAsync(client, name, Site.Password)).StatusCode);
        return client;
    }

    private async Task<HttpResponseMessage> TryAsync(HttpClient client, string name, string password, string? back = null)
    {
        using var request = Form("/sart/sign-in", ("name", name), ("password", password), ("return", back ?? ""));
        Add(request, "same-origin", site.Address);
        return await client.SendAsync(request, Ct);
    }

    private static HttpRequestMessage Form(string path, params (string Name, string Value)[] fields)
        => new(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))) };

    private static void Add(HttpRequestMessage request, string? fetchSite, string? origin)
    {
        if (fetchSite is not null)
        {
            request.Headers.Add("Sec-Fetch-Site", fetchSite);
        }

        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }
    }
}
