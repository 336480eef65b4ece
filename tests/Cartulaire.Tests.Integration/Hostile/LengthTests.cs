using System.Net;
using Cartulaire.App.Capture;
using Cartulaire.App.Items;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Types;
using Cartulaire.Tests.Integration.Conversion;
using Cartulaire.Tests.Integration.Items;
using Cartulaire.Tests.Integration.Reading;
using Cartulaire.Tests.Integration.Support;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.Tests.Integration.Hostile;

/// <summary>Every text has an end.</summary>
public sealed class LengthTests(HttpFixture fixture) : IClassFixture<HttpFixture>
{
    /// <summary>As much as the body of a request may hold.</summary>
    private static readonly string Endless = new('a', 1_000_000);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task R_09_a_million_characters_in_any_field_are_refused_and_nothing_of_them_is_kept()
    {
        var marie = fixture.Client("marie");
        var travaux = fixture.Services["travaux"].ToString();
        var (made, tag) = await marie.MustAsync(HttpMethod.Post, "items", new { type = "incoming-mail", properties = new Dictionary<string, object> { ["subject"] = "Court", ["treating-services"] = new[] { travaux } } });
        var item = made.Text("id");
        foreach (var field in fixture.Sart.Packs.Catalogue.FindType("incoming-mail")!.Fields.Where(f => f.Kind is FieldKind.Text or FieldKind.LongText))
        {
            var values = new Dictionary<string, string> { [field.Id] = Endless };
            await RefusedAsync(marie, HttpMethod.Post, "items", new { type = "incoming-mail", properties = values });
            await RefusedAsync(marie, HttpMethod.Patch, $"items/{item}", values, tag);
        }

        await RefusedAsync(marie, HttpMethod.Post, $"items/{item}/cancellation", new { reason = Endless }, tag);
        await RefusedAsync(marie, HttpMethod.Post, "items", new { type = Endless });
        foreach (var field in new[] { "name", "email", "phone", "street", "houseNumber", "postalCode", "locality", "country", "enterpriseNumber" })
        {
            await RefusedAsync(marie, HttpMethod.Post, "contacts", new Dictionary<string, string> { ["kind"] = "organisation", ["name"] = "Court", [field] = Endless });
        }

        await RefusedAsync(marie, HttpMethod.Post, "saved-searches", new { title = Endless, query = "a" });
        await RefusedAsync(marie, HttpMethod.Post, "saved-searches", new { title = "Court", query = Endless });
        await RefusedAsync(marie, HttpMethod.Post, "saved-searches", new { title = "Court", query = new string('(', Endless.Length) });

        await using var db = fixture.Sart.Store.Read();
        Assert.InRange(await db.JournalDetails.MaxAsync(d => d.Details.Length, Ct), 1, 20_000);
    }

    [Fact]
    public async Task R_09_what_is_said_with_a_step_or_a_transition_has_an_end_too()
    {
        var marie = fixture.Client("marie");
        var travaux = fixture.Services["travaux"].ToString();
        var (made, _) = await marie.MustAsync(HttpMethod.Post, "items", new { type = "incoming-mail", properties = new Dictionary<string, object> { ["subject"] = "Court", ["treating-services"] = new[] { travaux } } });
        var item = made.Text("id");
        var (view, tag) = await marie.ReadAsync(item);
        foreach (var offer in view["transitions"]!.AsArray())
        {
            await RefusedAsync(marie, HttpMethod.Post, $"items/{item}/transitions/{offer!.Text("id")}", new { comment = Endless }, tag);
        }

        Assert.Equal(HttpStatusCode.OK, (await marie.TransitAsync(item, "route")).Status);
        var paul = fixture.Client("paul");
        var (after, _) = await paul.ReadAsync(item);
        var work = Assert.Single(after["assignments"]!.AsArray())!;
        foreach (var step in work["steps"]!.AsObject().Select(s => s.Key))
        {
            await RefusedAsync(paul, HttpMethod.Post, $"assignments/{work.Text("id")}", new { act = step, comment = Endless }, $"\"{work["stamp"]}\"");
            await RefusedAsync(paul, HttpMethod.Post, $"assignments/{work.Text("id")}", new { act = step, comment = "dit", outcome = Endless }, $"\"{work["stamp"]}\"");
        }

        Assert.NotEmpty(work["steps"]!.AsObject());
    }

    [Fact]
    public async Task R_09_a_file_name_of_more_than_five_hundred_characters_is_refused_in_french_on_every_road()
    {
        var marie = fixture.Client("marie");
        var name = new string('n', 501);
        var (item, document) = await marie.TakeInAsync("court.pdf", MadeFiles.Pdf("Court"));
        foreach (var address in new[]
        {
            $"receptions?name={name}", $"receptions?type=incoming-mail&name={name}", $"receptions?separate=true&name={name}", $"items/{item}/documents?name={name}",
        })
        {
            var (status, problem, _) = await marie.SendAsync(HttpMethod.Post, address, MadeFiles.Pdf("Long"));
            Assert.True(status == HttpStatusCode.BadRequest, $"{address}: {status} {problem}");
            Assert.Equal("reception.name-too-long", problem!.Text("code"));
            Assert.Contains("raccourcissez-le", problem!.Text("detail"), StringComparison.Ordinal);
        }

        using var content = new MemoryStream(MadeFiles.Pdf("Long"));
        var piece = await Receive.StoreAsync(fixture.Sart, content, new Receive.Command(BatchId.New(), 0, name, null, "api", null, false), 1 << 20, Ct);
        var version = await AddVersion.HandleAsync(fixture.Sart, HttpFixture.Actor, null, new AddVersion.Command(document, 1, name), piece.Value, Ct);
        Assert.Equal("reception.name-too-long", version.Outcome.Failure.Code);
    }

    private static async Task RefusedAsync(HttpClient client, HttpMethod method, string address, object body, string? stamp = null)
    {
        var (status, problem, _) = await client.SendAsync(method, address, body, stamp);
        var said = problem?.ToJsonString() ?? "";
        Assert.True(status == HttpStatusCode.BadRequest, $"{method} {address}: {status} {said[..Math.Min(said.Length, 300)]}");
        Assert.True(said.Length < 10_000, $"{method} {address} quotes what it refuses");
    }
}
