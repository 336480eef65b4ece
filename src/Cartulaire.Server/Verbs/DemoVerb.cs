using System.Text.Json.Nodes;
using Cartulaire.App.Demonstration;
using Cartulaire.Engines.Storage;
using Cartulaire.Kernel;

namespace Cartulaire.Server.Verbs;

/// <summary>Makes the demonstration administration; its password is read from the data folder, where <c>./start</c> put it.</summary>
internal static class DemoVerb
{
    /// <summary>Makes it, or completes it.</summary>
    public static async Task<Outcome<JsonNode?>> MakeAsync(VerbCall call, CancellationToken ct)
    {
        var file = Path.Join(call.Service<DataFolder>().Path, "demo-password");
        if (!File.Exists(file))
        {
            return new Failure(Refusal.Invalid, "demonstration.no-password", null, file);
        }

        var password = (await File.ReadAllTextAsync(file, ct).ConfigureAwait(false)).Trim();
        var made = await call.Service<MakeDemonstration>()
            .HandleAsync(password, (done, total) => call.Progress.Report(new VerbProgress("démonstration", done, total)), ct).ConfigureAwait(false);
        return made.Map<JsonNode?>(n => new JsonObject { ["letters"] = n });
    }
}
