using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Cartulaire.App.Organisation;
using Cartulaire.Tests.Integration.Items;

namespace Cartulaire.Tests.Integration.Routes;

/// <summary>
/// Once a person may no longer read, everything derived from the document is gone for him, warm caches and valid ETags included (security A-02).
/// It may take a second; the very next request is refused already.
/// </summary>
public sealed class RevocationTests(Town town) : IClassFixture<Town>
{
    private static readonly string[] Derivatives =
    [
        "items/{item}", "items/{item}/history", "items/{item}/content", "items/{item}/assignments", "items/{item}/proposals", "items/{document}", "items/{document}/content",
        "items/{document}/versions", "versions/{version}/content", "versions/{version}/pages", "versions/{version}/pages/1.jpg", "versions/{version}/pages/1/words", "labels?items={item}",
    ];

    private const string Search = "search?q=trottoir&limit=200";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public Task By_taking_the_function_away() => RevokedAsync(async (_, host) =>
        (await EditUser.HandleAsync(
            host.Sart, Support.HttpFixture.Actor, new EditUser.Command(host.Persons["paul"], "Paul Renard", "paul@sart.example", "fr", [], [], true, null), Ct)).Outcome.IsSuccess,
        async host => await EditUser.HandleAsync(
            host.Sart, Support.HttpFixture.Actor,
            new EditUser.Command(host.Persons["paul"], "Paul Renard", "paul@sart.example", "fr", [], [new EditUser.Held(host.Services["travaux"], "editor")], true, null), Ct));

    [Fact]
    public Task By_sending_the_letter_to_another_service() => RevokedAsync(async (scene, host) =>
    {
        var (_, tag) = await host.Client("marie").ReadAsync(scene["item"]);
        var body = new { properties = new Dictionary<string, object> { ["treating-services"] = new[] { host.Services["finances"].ToString() } } };
        return (await host.Client("marie").SendAsync(HttpMethod.Patch, $"items/{scene["item"]}", body, tag)).Status == HttpStatusCode.OK;
    });

    [Fact]
    public Task By_making_it_confidential() => RevokedAsync(async (scene, host) =>
    {
        var (_, tag) = await host.Client("marie").ReadAsync(scene["item"]);
        return (await host.Client("marie").SendAsync(HttpMethod.Patch, $"items/{scene["item"]}", new { properties = new { confidential = true } }, tag)).Status == HttpStatusCode.OK;
    }, lineStays: true);

    [Fact]
    public async Task A_02_whoever_left_is_nobody_from_the_next_request_on()
    {
        var paul = town.Host.Client("paul");
        Assert.Equal(HttpStatusCode.OK, (await paul.SendAsync(HttpMethod.Get, Search)).Status);
        await EmployAsync(false);
        Assert.Equal(HttpStatusCode.Unauthorized, (await paul.SendAsync(HttpMethod.Get, Search)).Status);
        await EmployAsync(true);
        Assert.Equal(HttpStatusCode.OK, (await paul.SendAsync(HttpMethod.Get, Search)).Status);

        async Task EmployAsync(bool active) => Assert.True((await EditUser.HandleAsync(
            town.Host.Sart, Support.HttpFixture.Actor,
            new EditUser.Command(town.Host.Persons["paul"], "Paul Renard", "paul@sart.example", "fr", [], [new EditUser.Held(town.Host.Services["travaux"], "editor")], active, null), Ct)).Outcome.IsSuccess);
    }

    private async Task RevokedAsync(Func<Scene, Support.HttpFixture, Task<bool>> revoke, Func<Support.HttpFixture, Task>? giveBack = null, bool lineStays = false)
    {
        var scene = await Scene.MakeAsync(town.Host);
        await scene.ReadAsync(town.Host);
        var paul = town.Host.Client("paul");
        var tags = new Dictionary<string, EntityTagHeaderValue?>(StringComparer.Ordinal);
        foreach (var address in Derivatives.Select(d => In(scene, d)))
        {
            using var warm = await paul.GetAsync(address, Ct);
            Assert.True(warm.IsSuccessStatusCode, $"{address}: {warm.StatusCode}");
            tags[address] = warm.Headers.ETag;
        }

        Assert.Contains(tags, t => t.Value is not null && t.Key.EndsWith(".jpg", StringComparison.Ordinal));
        Assert.True(await FoundAsync(paul, scene), "Paul must find the letter first.");
        Assert.Contains(scene["word"], (await paul.MustAsync(HttpMethod.Get, $"suggestions?q={scene["word"]}")).Body.ToJsonString(), StringComparison.Ordinal);
        Assert.True(await revoke(scene, town.Host));
        try
        {
            var left = new List<string>();
            foreach (var (address, tag) in tags)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, address);
                if (tag is not null)
                {
                    request.Headers.IfNoneMatch.Add(tag);
                }

                using var answer = await paul.SendAsync(request, Ct);
                if (answer.StatusCode != HttpStatusCode.NotFound && !(lineStays && await IsMaskedAsync(scene, address, answer)))
                {
                    left.Add($"{address}: {answer.StatusCode}");
                }
            }

            Assert.Empty(left);
            Assert.False((await paul.MustAsync(HttpMethod.Get, Search)).Body["hits"]!.AsArray().Any(h => h!.Text("id") == scene["item"]), "A search still shows the letter.");
            Assert.False(await FoundAsync(paul, scene), "A search finds the letter.");
            Assert.DoesNotContain(scene["word"], (await paul.MustAsync(HttpMethod.Get, $"suggestions?q={scene["word"]}")).Body.ToJsonString(), StringComparison.Ordinal);
        }
        finally
        {
            await (giveBack?.Invoke(town.Host) ?? Task.CompletedTask);
        }
    }

    // The line of a confidential letter stays in the register: its number, and nothing else.
    private static async Task<bool> IsMaskedAsync(Scene scene, string address, HttpResponseMessage answer)
    {
        if (address != $"items/{scene["item"]}" && address != $"items/{scene["item"]}/assignments")
        {
            return false;
        }

        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Ct));
        return body is JsonArray { Count: 0 } || (body is JsonObject item && item["masked"]!.GetValue<bool>() && item["title"] is null && item["documents"]!.AsArray().Count == 0);
    }

    private static string In(Scene scene, string address)
        => address.Replace("{item}", scene["item"], StringComparison.Ordinal).Replace("{document}", scene["document"], StringComparison.Ordinal).Replace("{version}", scene["version"], StringComparison.Ordinal);

    private static async Task<bool> FoundAsync(HttpClient client, Scene scene)
    {
        for (var attempt = 0; ; attempt++)
        {
            var (found, _) = await client.MustAsync(HttpMethod.Get, Search);
            if (found["complete"]!.GetValue<bool>() || attempt == 100)
            {
                return found["hits"]!.AsArray().Any(h => h!.Text("id") == scene["item"]);
            }
        }
    }
}
