using System.Text.Json;
using System.Text.Json.Nodes;
using Cartulaire.Kernel;

namespace Cartulaire.Server.Verbs;

/// <summary>The files of one <c>import</c>, sent a window at a time: their bytes are made safe together, then they are received in their order, while the next window is on its way.</summary>
/// <param name="owner">Where the data folder is owned.</param>
/// <param name="administration">Short name.</param>
/// <param name="type">Type of record to make, if any.</param>
/// <param name="separate">Whether each file is cut at its separator pages.</param>
internal sealed class ImportPile(Owner owner, string administration, string? type, bool separate)
{
    private const int Window = 32;

    private readonly string batch = BatchId.New().ToString();

    /// <summary>Sends the files.</summary>
    /// <param name="files">In their order.</param>
    /// <param name="taken">Told what became of each file, in order; false ends it, and what follows in the same window is still told.</param>
    /// <param name="progress">Told how far long work is.</param>
    /// <param name="ct">Cancels.</param>
    public async Task SendAsync(IReadOnlyList<string> files, Func<int, Outcome<JsonNode?>, bool> taken, IProgress<VerbProgress> progress, CancellationToken ct)
    {
        var windows = Enumerable.Range(0, files.Count).Chunk(Window).ToList();
        var next = StoreAsync(files, windows[0], progress, ct);
        for (var w = 0; w < windows.Count; w++)
        {
            var stored = await next.ConfigureAwait(false);
            var safe = stored.TakeWhile(s => s.IsSuccess).Count();
            if (w + 1 < windows.Count && safe == stored.Length)
            {
                next = StoreAsync(files, windows[w + 1], progress, ct);
            }

            var going = true;
            foreach (var (place, outcome) in windows[w].Zip(await ReceiveAsync(files, windows[w], stored[..safe], progress, ct).ConfigureAwait(false)))
            {
                going &= taken(place, outcome);
            }

            if (going && safe < stored.Length)
            {
                going = taken(windows[w][safe], stored[safe]);
            }

            if (!going)
            {
                // The bytes of the next window are safe and no row names them: harmless, and swept with the others.
                await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return;
            }
        }
    }

    private Task<Outcome<JsonNode?>[]> StoreAsync(IReadOnlyList<string> files, int[] window, IProgress<VerbProgress> progress, CancellationToken ct)
        => Task.WhenAll(window.Select(async place =>
        {
            await using var content = File.OpenRead(files[place]);
            var args = new JsonObject { ["administration"] = administration, ["fileName"] = Path.GetFileName(files[place]), ["length"] = content.Length };
            return await owner.RunAsync("store", args, content, progress, ct).ConfigureAwait(false);
        }));

    private async Task<IReadOnlyList<Outcome<JsonNode?>>> ReceiveAsync(
        IReadOnlyList<string> files, int[] window, IReadOnlyList<Outcome<JsonNode?>> stored, IProgress<VerbProgress> progress, CancellationToken ct)
    {
        if (stored.Count == 0)
        {
            return [];
        }

        var pieces = stored.Select((s, n) => (JsonNode)new JsonObject { ["sort"] = window[n], ["fileName"] = Path.GetFileName(files[window[n]]), ["blob"] = s.Value!["blob"]!.GetValue<string>() });
        var args = new JsonObject { ["administration"] = administration, ["batch"] = batch, ["type"] = type, ["separate"] = separate, ["pieces"] = new JsonArray([.. pieces]) };
        var answer = await owner.RunAsync("receive", args, null, progress, ct).ConfigureAwait(false);
        return answer.IsSuccess
            ? [.. answer.Value!.AsArray().Select(a => Read(a!))]
            : [Outcome<JsonNode?>.Refused(answer.Failures)];
    }

    private static Outcome<JsonNode?> Read(JsonNode answer)
        => answer["failures"] is { } failures
            ? Outcome<JsonNode?>.Refused([.. failures.Deserialize<IReadOnlyList<VerbFailure>>(VerbMessage.Json)!.Select(f => f.ToFailure())])
            : answer;
}
