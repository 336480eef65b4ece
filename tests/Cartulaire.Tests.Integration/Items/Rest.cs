using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Cartulaire.Tests.Integration.Items;

/// <summary>A few words to speak REST in tests.</summary>
internal static class Rest
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<(HttpStatusCode Status, JsonNode? Body, string? Tag)> SendAsync(
        this HttpClient client, HttpMethod method, string address, object? body = null, string? stamp = null)
    {
        using var request = new HttpRequestMessage(method, address);
        if (stamp is not null)
        {
            request.Headers.IfMatch.Add(EntityTagHeaderValue.Parse(stamp));
        }

        request.Content = body switch
        {
            null => null,
            byte[] bytes => new ByteArrayContent(bytes),
            _ => JsonContent.Create(body),
        };
        using var answer = await client.SendAsync(request, Ct);
        var text = await answer.Content.ReadAsStringAsync(Ct);
        return (answer.StatusCode, text.StartsWith('{') || text.StartsWith('[') ? JsonNode.Parse(text) : null, answer.Headers.ETag?.Tag);
    }

    public static async Task<(JsonNode Body, string? Tag)> MustAsync(this HttpClient client, HttpMethod method, string address, object? body = null, string? stamp = null)
    {
        var (status, answer, tag) = await client.SendAsync(method, address, body, stamp);
        Assert.True((int)status is 200 or 201, $"{method} {address}: {status} {answer}");
        return (answer!, tag);
    }

    public static string Text(this JsonNode node, string name) => node[name]!.GetValue<string>();

    /// <summary>Reads an item.</summary>
    public static Task<(JsonNode Body, string? Tag)> ReadAsync(this HttpClient client, string item) => client.MustAsync(HttpMethod.Get, $"items/{item}");

    /// <summary>Makes a transition on the present stamp.</summary>
    public static async Task<(HttpStatusCode Status, JsonNode? Body)> TransitAsync(this HttpClient client, string item, string transition, string? comment = null)
    {
        var (_, tag) = await client.ReadAsync(item);
        var (status, body, _) = await client.SendAsync(HttpMethod.Post, $"items/{item}/transitions/{transition}", new { comment }, tag);
        return (status, body);
    }

    /// <summary>Makes a step on the assignment of a service.</summary>
    public static async Task<HttpStatusCode> StepAsync(this HttpClient client, string item, string service, string step)
    {
        var (body, _) = await client.ReadAsync(item);
        var work = body["assignments"]!.AsArray().Single(a => a!["service"]!.GetValue<string>() == service)!;
        var (status, _, _) = await client.SendAsync(HttpMethod.Post, $"assignments/{work.Text("id")}", new { act = step }, $"\"{work["stamp"]}\"");
        return status;
    }
}
