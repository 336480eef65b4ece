using System.Text.Json;
using System.Text.Json.Nodes;
using Cartulaire.App;
using Cartulaire.App.Administration;
using Cartulaire.App.Capture;
using Cartulaire.App.Capture.Separation;
using Cartulaire.Engines.Blobs;
using Cartulaire.Engines.Database;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Types;

namespace Cartulaire.Server.Verbs;

/// <summary>Takes files in from the command line.</summary>
internal static class ImportVerb
{
    private const string Source = "verb";

    /// <summary>Makes the bytes of one file safe; they have no row yet.</summary>
    public static Task<Outcome<JsonNode?>> StoreAsync(VerbCall call, CancellationToken ct)
        => AdministrationVerbs.WithAsync(call, async administration =>
        {
            var command = new Receive.Command(default, 0, call.Text("fileName"), null, Source, null, false, call.Args["length"]!.GetValue<long>());
            var piece = await Receive.StoreAsync(administration, call.Content!, command, call.Service<CartulaireOptions>().MaxReceptionBytes, ct).ConfigureAwait(false);
            return piece.Map<JsonNode?>(p => new JsonObject { ["blob"] = p.Blob.Address.Hex });
        }, ct);

    /// <summary>Receives safe pieces in their order, each in an act of its own.</summary>
    public static Task<Outcome<JsonNode?>> ReceiveAsync(VerbCall call, CancellationToken ct)
        => AdministrationVerbs.WithAsync(call, async administration =>
        {
            var pieces = new List<(Receive.Command Command, Receive.Piece Piece)>();
            foreach (var asked in call.Args["pieces"]!.AsArray().Select(p => p!.AsObject()))
            {
                var command = new Receive.Command(
                    Identifier.Read<BatchId>(call.Text("batch")), asked["sort"]!.GetValue<int>(), asked["fileName"]!.GetValue<string>(), null, Source, call.OptionalText("type"), false);
                pieces.Add((command, await Receive.StoredAsync(administration, BlobAddress.Parse(asked["blob"]!.GetValue<string>()), command, ct).ConfigureAwait(false)));
            }

            // Queued one behind the other without a wait between them: the writer keeps that order, and commits them together.
            var separate = call.Args["separate"]?.GetValue<bool>() == true;
            var answers = await Task.WhenAll(pieces.Select(p => ReceiveAsync(administration, call.Actor, p.Command, p.Piece, separate, ct))).ConfigureAwait(false);
            return new JsonArray([.. answers.Select(Answer)]);
        }, ct);

    private static async Task<Outcome<JsonNode?>> ReceiveAsync(
        OpenAdministration administration, Actor actor, Receive.Command command, Receive.Piece piece, bool separate, CancellationToken ct)
    {
        if (!separate && command.WantedType is not null)
        {
            var registered = await ReceiveAndRegister.HandleAsync(administration, actor, null, command, Properties.Empty, piece, ct).ConfigureAwait(false);
            return registered.Outcome.Map<JsonNode?>(a => new JsonObject { ["reception"] = a.Reception.ToString(), ["item"] = a.Item.ToString(), ["number"] = a.Number });
        }

        var written = separate
            ? await ReceivePile.HandleAsync(administration, actor, null, command, piece, ct).ConfigureAwait(false)
            : await administration.Store.Writer.RunAsync(actor, (act, token) => Receive.RunAsync(act, command, piece, token), ct).ConfigureAwait(false);
        return written.Outcome.Map<JsonNode?>(a => new JsonObject { ["reception"] = a.Id.ToString(), ["blob"] = a.Blob, ["size"] = a.Size });
    }

    private static JsonNode? Answer(Outcome<JsonNode?> outcome)
        => outcome.IsSuccess ? outcome.Value : new JsonObject { ["failures"] = JsonSerializer.SerializeToNode(outcome.Failures.Select(VerbFailure.From), VerbMessage.Json) };

    /// <summary>Sends each file in order; stops at the first refusal and says which files were taken.</summary>
    public static Task<int> RunAsync(VerbRunner runner, string administration, string? type, bool separate, IReadOnlyList<string> files, CancellationToken ct)
        => runner.WithOwnerAsync(owner => runner.WithProgressAsync(progress => SendAsync(runner, new ImportPile(owner, administration, type, separate), files, progress, ct)), ct);

    private static async Task<int> SendAsync(VerbRunner runner, ImportPile pile, IReadOnlyList<string> files, IProgress<VerbProgress> progress, CancellationToken ct)
    {
        var (exit, taken) = (VerbRunner.Done, 0);
        await pile.SendAsync(
            files,
            (place, outcome) =>
            {
                var shown = runner.Show(outcome, answer => runner.Say($"{files[place]}\t{answer!["number"] ?? answer["reception"]}"));
                if (shown == VerbRunner.Done)
                {
                    progress.Report(new VerbProgress("import", ++taken, files.Count));
                    return true;
                }

                exit = shown;
                Console.Error.WriteLine($"{files[place]} : non reçu ; {taken} fichier(s) reçu(s) avant lui.");
                return false;
            },
            progress,
            ct).ConfigureAwait(false);
        return exit;
    }
}
