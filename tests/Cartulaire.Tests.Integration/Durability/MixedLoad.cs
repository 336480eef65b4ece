using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Cartulaire.Tests.Integration.Conversion;
using Cartulaire.Tests.Integration.Items;
using Cartulaire.Tests.Integration.Support;
using UglyToad.PdfPig.Writer;

namespace Cartulaire.Tests.Integration.Durability;

/// <summary>What a busy morning does to a server, all at once: registrations, archives, piles with separator pages, plain receptions, edits, transitions; and the jobs that follow.</summary>
internal sealed class MixedLoad(Ledger ledger, string token, byte[] separator, string service)
{
    private int serial;

    /// <summary>A load for a server that serves Sart.</summary>
    public static async Task<MixedLoad> OfAsync(ServerProcess server, Ledger ledger, string token, string data)
    {
        using var client = server.Client(token);
        var separator = await client.GetByteArrayAsync("sart/api/v1/separators", Ct);
        return new MixedLoad(ledger, token, separator, await Ledger.ServiceAsync(data, "travaux"));
    }

    /// <summary>Runs until told to stop or the server is gone.</summary>
    public Task RunAsync(ServerProcess server, CancellationToken stop)
        => Task.WhenAll(
            RepeatAsync(server, LetterAsync, stop),
            RepeatAsync(server, LetterAsync, stop),
            RepeatAsync(server, PlainAsync, stop),
            RepeatAsync(server, ArchiveAsync, stop),
            RepeatAsync(server, PileAsync, stop),
            RepeatAsync(server, EditAsync, stop),
            RepeatAsync(server, MoveAsync, stop));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task RepeatAsync(ServerProcess server, Func<Sender, CancellationToken, Task<TimeSpan>> act, CancellationToken stop)
    {
        using var client = new HttpClient { BaseAddress = new Uri(server.Address, "sart/api/v1/") };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var sender = new Sender(client);
        try
        {
            while (!stop.IsCancellationRequested)
            {
                await Task.Delay(await act(sender, stop), stop);
            }
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException or IOException)
        {
            // Killed in the middle: this one was not acknowledged.
        }
    }

    private sealed class Sender(HttpClient client)
    {
        public HttpClient Client => client;

        public string? Last { get; set; }

        /// <summary>Sends; an answer is an acknowledgement only when it came whole.</summary>
        public async Task<JsonNode?> SendAsync(HttpMethod method, string address, byte[] body)
        {
            using var request = new HttpRequestMessage(method, address) { Content = new ByteArrayContent(body) };
            using var answer = await client.SendAsync(request, Ct);
            var text = await answer.Content.ReadAsStringAsync(Ct);
            Assert.True(answer.StatusCode is HttpStatusCode.Created or HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable, $"{method} {address}: {answer.StatusCode} {text}");
            return answer.IsSuccessStatusCode ? JsonNode.Parse(text) : null;
        }
    }

    private string Word() => string.Create(CultureInfo.InvariantCulture, $"Lettre {Interlocked.Increment(ref serial)} {Guid.CreateVersion7():N}");

    private async Task<TimeSpan> LetterAsync(Sender sender, CancellationToken stop)
    {
        if (await RegisterAsync(sender, "lettre.txt", Encoding.UTF8.GetBytes($"Madame, Monsieur,\n{Word()}\n{MadeFiles.Sentence}"), 1) is { } item)
        {
            ledger.Offer(item);
        }

        return TimeSpan.FromMilliseconds(100);
    }

    private async Task<TimeSpan> ArchiveAsync(Sender sender, CancellationToken stop)
    {
        await RegisterAsync(sender, "pièces.zip", MadeFiles.Zip(("une.txt", Word()), ("deux.txt", Word())), 3);
        return TimeSpan.FromSeconds(1);
    }

    private async Task<string?> RegisterAsync(Sender sender, string name, byte[] bytes, int documents)
    {
        if (await sender.SendAsync(HttpMethod.Post, $"receptions?type=incoming-mail&name={Uri.EscapeDataString(name)}", bytes) is not { } answer)
        {
            return null;
        }

        var letter = new Ledger.Letter(answer.Text("number"), Digest(bytes), documents);
        ledger.Received(answer.Text("reception"), letter.Blob);
        ledger.Registered(answer.Text("item"), letter, sender.Last);
        sender.Last = letter.Number;
        return answer.Text("item");
    }

    private async Task<TimeSpan> PlainAsync(Sender sender, CancellationToken stop)
    {
        var bytes = RandomNumberGenerator.GetBytes(RandomNumberGenerator.GetInt32(100, 60_000));
        if (await sender.SendAsync(HttpMethod.Post, "receptions?name=scan.bin", bytes) is { } answer)
        {
            ledger.Received(answer.Text("id"), Digest(bytes));
        }

        return TimeSpan.FromMilliseconds(20);
    }

    private async Task<TimeSpan> PileAsync(Sender sender, CancellationToken stop)
    {
        var bytes = PdfMerger.Merge([MadeFiles.Pdf(Word()), separator, MadeFiles.Pdf(Word())]);
        if (await sender.SendAsync(HttpMethod.Post, "receptions?separate=true&name=pile.pdf", bytes) is { } answer)
        {
            ledger.ReceivedPile(answer.Text("id"), Digest(bytes), 2);
        }

        return TimeSpan.FromSeconds(10);
    }

    private async Task<TimeSpan> EditAsync(Sender sender, CancellationToken stop)
    {
        if (ledger.SomeLetter() is { } item)
        {
            var (_, stamp) = await sender.Client.ReadAsync(item);
            var subject = Word();
            ledger.Editing(item, subject);
            var (status, _, _) = await sender.Client.SendAsync(HttpMethod.Patch, $"items/{item}", new { subject }, stamp);
            if (status == HttpStatusCode.OK)
            {
                ledger.Edited(item, subject);
            }
        }

        return TimeSpan.FromMilliseconds(30);
    }

    private async Task<TimeSpan> MoveAsync(Sender sender, CancellationToken stop)
    {
        if (await RegisterAsync(sender, "à orienter.txt", Encoding.UTF8.GetBytes(Word()), 1) is { } item)
        {
            var (_, stamp) = await sender.Client.ReadAsync(item);
            var subject = Word();
            ledger.Editing(item, subject);
            var values = new Dictionary<string, object> { ["subject"] = subject, ["treating-services"] = new[] { service } };
            if ((await sender.Client.SendAsync(HttpMethod.Patch, $"items/{item}", values, stamp)).Status == HttpStatusCode.OK)
            {
                ledger.Edited(item, subject);
            }

            if ((await sender.Client.TransitAsync(item, "route")).Status == HttpStatusCode.OK)
            {
                ledger.Moved(item, "to-treat");
            }
        }

        return TimeSpan.FromMilliseconds(300);
    }

    private static string Digest(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
