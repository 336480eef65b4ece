using System.Text.Json.Nodes;
using Cartulaire.App;
using Cartulaire.App.Capture;
using Cartulaire.App.Capture.Separation;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Types;

namespace Cartulaire.Server.Verbs;

/// <summary>Takes files in from the command line.</summary>
internal static class ImportVerb
{
    /// <summary>Receives one file of a pile.</summary>
    public static Task<Outcome<JsonNode?>> ReceiveAsync(VerbCall call, CancellationToken ct)
        => AdministrationVerbs.WithAsync(call, async administration =>
        {
            var options = call.Service<CartulaireOptions>();
            var command = new Receive.Command(
                Identifier.Read<BatchId>(call.Text("batch")), call.Args["sort"]!.GetValue<int>(), call.Text("fileName"), null, "verb",
                call.OptionalText("type"), false, call.Args["length"]!.GetValue<long>());
            var piece = await Receive.StoreAsync(administration, call.Content!, command, options.MaxReceptionBytes, ct).ConfigureAwait(false);
            if (!piece.IsSuccess)
            {
                return piece.Failure;
            }

            if (call.Args["separate"]?.GetValue<bool>() == true)
            {
                var pile = await ReceivePile.HandleAsync(administration, call.Actor, null, command, piece.Value, ct).ConfigureAwait(false);
                return pile.Outcome.Map<JsonNode?>(a => new JsonObject { ["reception"] = a.Id.ToString(), ["blob"] = a.Blob, ["size"] = a.Size });
            }

            if (command.WantedType is not null)
            {
                var registered = await ReceiveAndRegister.HandleAsync(
                    administration, call.Actor, null, command, Properties.Empty, piece.Value, ct).ConfigureAwait(false);
                return registered.Outcome.Map<JsonNode?>(a => new JsonObject { ["reception"] = a.Reception.ToString(), ["item"] = a.Item.ToString(), ["number"] = a.Number });
            }

            var written = await administration.Store.Writer.RunAsync(
                call.Actor, (act, token) => Receive.RunAsync(act, command, piece.Value, token), ct).ConfigureAwait(false);
            return written.Outcome.Map<JsonNode?>(a => new JsonObject { ["reception"] = a.Id.ToString(), ["blob"] = a.Blob, ["size"] = a.Size });
        }, ct);

    /// <summary>Sends each file in order; stops at the first refusal and says which files were taken.</summary>
    public static Task<int> RunAsync(VerbRunner runner, string administration, string? type, bool separate, IReadOnlyList<string> files, CancellationToken ct)
        => runner.WithOwnerAsync(owner => runner.WithProgressAsync(progress => SendAsync(runner, owner, progress, new Pile(administration, type, separate, files), ct)), ct);

    private static async Task<int> SendAsync(VerbRunner runner, Owner owner, IProgress<VerbProgress> progress, Pile pile, CancellationToken ct)
    {
        var batch = BatchId.New().ToString();
        for (var n = 0; n < pile.Files.Count; n++)
        {
            await using var content = File.OpenRead(pile.Files[n]);
            var outcome = await owner.RunAsync(
                "receive",
                new JsonObject
                {
                    ["administration"] = pile.Administration,
                    ["batch"] = batch,
                    ["sort"] = n,
                    ["fileName"] = Path.GetFileName(pile.Files[n]),
                    ["type"] = pile.Type,
                    ["separate"] = pile.Separate,
                    ["length"] = content.Length,
                },
                content,
                progress,
                ct).ConfigureAwait(false);
            var exit = runner.Show(outcome, answer => runner.Say($"{pile.Files[n]}\t{answer!["number"] ?? answer["reception"]}"));
            if (exit != VerbRunner.Done)
            {
                await Console.Error.WriteLineAsync($"{pile.Files[n]} : non reçu ; {n} fichier(s) reçu(s) avant lui.").ConfigureAwait(false);
                return exit;
            }

            progress.Report(new VerbProgress("import", n + 1, pile.Files.Count));
        }

        return VerbRunner.Done;
    }

    private sealed record Pile(string Administration, string? Type, bool Separate, IReadOnlyList<string> Files);
}
