using System.Text.Json.Nodes;
using Cartulaire.Tests.Integration.Items;
using Cartulaire.Tests.Integration.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Cartulaire.Tests.Integration.Api;

/// <summary>The description says all that the door does, and the door does what it says.</summary>
public sealed class OpenApiTests(HttpFixture fixture) : IClassFixture<HttpFixture>
{
    private const string Root = "/{administration}/api/v1";

    [Fact]
    public async Task Every_route_is_described_with_its_bodies_its_answers_and_its_refusals()
    {
        var document = await ReadAsync();
        Assert.StartsWith("3.1", document.Text("openapi"), StringComparison.Ordinal);
        Assert.Equal("/sart/api/v1", document["servers"]![0]!.Text("url"));
        Assert.Equal("bearer", document["components"]!["securitySchemes"]!["bearer"]!.Text("scheme"));
        Assert.NotNull(document["security"]![0]!["bearer"]);
        var described = document["paths"]!.AsObject().SelectMany(p => p.Value!.AsObject().Select(o => $"{o.Key.ToUpperInvariant()} {p.Key}")).Order(StringComparer.Ordinal);
        var mapped = fixture.Host.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText!.StartsWith(Root + "/", StringComparison.Ordinal))
            .SelectMany(e => e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(m => $"{m} {Bare(e.RoutePattern.RawText![Root.Length..])}")).Order(StringComparer.Ordinal);
        Assert.Equal(mapped, described);
        foreach (var (path, operation, method) in document["paths"]!.AsObject().SelectMany(p => p.Value!.AsObject().Select(o => (p.Key, o.Value!, o.Key))))
        {
            var at = $"{method} {path}";
            Assert.True(operation["summary"] is not null && operation["operationId"] is not null, $"{at} says neither its name nor what it does");
            var responses = operation["responses"]!.AsObject();
            Assert.True(responses.Any(r => r.Key == "204" || (r.Key[0] == '2' && r.Value!["content"] is not null)), $"{at} does not say what it answers");
            Assert.True(responses["default"]?["content"]?["application/problem+json"] is not null, $"{at} does not say how it refuses");
            Assert.True(method is "get" or "head" or "delete" || operation["requestBody"] is not null || Bodiless.Contains(at), $"{at} does not say its body");
            Assert.DoesNotContain((operation["parameters"] as JsonArray) ?? [], p => p!.Text("name") == "administration");
        }
    }

    [Fact]
    public async Task Headers_that_a_route_reads_are_described()
    {
        var paths = (await ReadAsync())["paths"]!;
        Assert.True(Header(paths["/items/{item}"]!["patch"]!, "If-Match")!["required"]!.GetValue<bool>());
        Assert.NotNull(Header(paths["/captures"]!["post"]!, "Idempotency-Key"));
        Assert.Equal(["file", "properties", "type"], Properties(paths["/captures"]!["post"]!["requestBody"]!["content"]!["multipart/form-data"]!["schema"]!, await ReadAsync()).Order(StringComparer.Ordinal));
        Assert.NotNull(paths["/items/{item}"]!["patch"]!["responses"]!["412"]);
        Assert.NotNull(paths["/items/{item}"]!["patch"]!["responses"]!["428"]);
    }

    [Fact]
    public async Task Real_answers_have_the_members_that_are_declared_and_no_others()
    {
        var document = await ReadAsync();
        var marie = fixture.Client("marie");
        await fixture.AddUserAsync("odile", "Odile Petit", ["administrator"], ["travaux/editor"]);
        var odile = fixture.Client("odile");
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent("lettre"u8.ToArray()), "file", "lettre.txt" },
            { new StringContent("incoming-mail"), "type" },
            { new StringContent($$"""{"subject":"Trottoir","treating-services":["{{fixture.Services["travaux"]}}"]}"""), "properties" },
        };
        var captured = JsonNode.Parse(await (await marie.PostAsync("captures", form, TestContext.Current.CancellationToken)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        Same(document, "/captures", "post", "201", captured);
        var item = captured.Text("id");
        var (transited, _) = await marie.MustAsync(HttpMethod.Post, $"items/{item}/transitions/route");
        Same(document, "/items/{item}/transitions/{transition}", "post", "200", transited);
        var (read, tag) = await marie.ReadAsync(item);
        Same(document, "/items/{item}", "get", "200", read);
        Same(document, "/items/{item}", "patch", "200", (await marie.MustAsync(HttpMethod.Patch, $"items/{item}", new { properties = new { remarks = "x" } }, tag)).Body);
        Same(document, "/items/{item}", "patch", "412", (await marie.SendAsync(HttpMethod.Patch, $"items/{item}", new { properties = new { remarks = "y" } }, tag)).Body!);
        Same(document, "/items/{item}", "patch", "428", (await marie.SendAsync(HttpMethod.Patch, $"items/{item}", new { properties = new { remarks = "y" } })).Body!);
        foreach (var (path, address, client) in new[]
        {
            ("/items/{item}/history", $"items/{item}/history", marie), ("/items/{item}/assignments", $"items/{item}/assignments", marie),
            ("/items/{item}/versions", $"items/{read.Text("mainDocument")}/versions", marie), ("/search", "search?q=trottoir&limit=1", marie),
            ("/assignments", "assignments?whose=services", odile), ("/receptions", "receptions", marie), ("/registers/{register}/entries", "registers/incoming/entries", marie),
            ("/journal", "journal?limit=2", odile), ("/dashboards", "dashboards", marie), ("/dashboards/{dashboard}", "dashboards/to-register", marie), ("/contacts", "contacts?q=a", marie),
            ("/jobs", "jobs", odile), ("/reading", "reading", marie),
        })
        {
            Same(document, path, "get", "200", (await client.MustAsync(HttpMethod.Get, address)).Body);
        }

        Same(document, "/items/{item}", "get", "404", (await marie.SendAsync(HttpMethod.Get, $"items/{Kernel.ItemId.New()}")).Body!);
    }

    /// <summary>Writes that say everything in their address.</summary>
    private static readonly string[] Bodiless = ["post /jobs/{job}/retry", "post /items/{item}/undo"];

    private static string Bare(string path) => System.Text.RegularExpressions.Regex.Replace(path, @":\w+\}", "}", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));

    private static JsonNode? Header(JsonNode operation, string name) => operation["parameters"]!.AsArray().FirstOrDefault(p => p!.Text("in") == "header" && p!.Text("name") == name);

    private static void Same(JsonNode document, string path, string method, string status, JsonNode answer)
    {
        var content = document["paths"]![path]![method]!["responses"]![status]!["content"]!.AsObject();
        var faults = Faults(document, (content["application/json"] ?? content["application/problem+json"])!["schema"]!, answer, "$").ToList();
        Assert.True(faults.Count == 0, $"{method} {path} {status}: {string.Join("; ", faults)}\n{answer}");
    }

    private static IEnumerable<string> Faults(JsonNode document, JsonNode schema, JsonNode? value, string at)
    {
        var real = Resolve(document, schema);
        if (value is JsonObject members && real["properties"] is JsonObject declared)
        {
            foreach (var name in members.Select(m => m.Key).Except(declared.Select(d => d.Key), StringComparer.Ordinal).Where(n => n != "traceId"))
            {
                yield return $"{at}.{name} is not declared";
            }

            foreach (var name in ((real["required"] as JsonArray) ?? []).Select(r => r!.GetValue<string>()).Where(r => !members.ContainsKey(r)))
            {
                yield return $"{at}.{name} is missing";
            }

            foreach (var fault in declared.Where(d => members.ContainsKey(d.Key)).SelectMany(d => Faults(document, d.Value!, members[d.Key], $"{at}.{d.Key}")))
            {
                yield return fault;
            }
        }
        else if (value is JsonArray list && real["items"] is { } items)
        {
            foreach (var fault in list.SelectMany((v, i) => Faults(document, items, v, $"{at}[{i}]")))
            {
                yield return fault;
            }
        }
        else if (value is JsonObject or JsonArray && real["type"]?.ToString() is { } type && !type.Contains(value is JsonObject ? "object" : "array", StringComparison.Ordinal))
        {
            yield return $"{at} is no {type}";
        }
    }

    private static IEnumerable<string> Properties(JsonNode schema, JsonNode document) => Resolve(document, schema)["properties"]!.AsObject().Select(p => p.Key);

    private static JsonNode Resolve(JsonNode document, JsonNode schema)
    {
        var real = schema["oneOf"]?.AsArray().FirstOrDefault(s => s!["$ref"] is not null) ?? schema;
        return real["$ref"]?.GetValue<string>() is { } reference ? document["components"]!["schemas"]![reference.Split('/')[^1]]! : real;
    }

    private async Task<JsonNode> ReadAsync() => (await fixture.Client(null).MustAsync(HttpMethod.Get, "openapi.json")).Body;
}
