using System.Text.Json;
using System.Text.Json.Nodes;
using Cartulaire.App.Verification;
using Cartulaire.Engines.Verification;
using Cartulaire.Kernel;

namespace Cartulaire.Server.Verbs;

/// <summary>Verifies everything.</summary>
internal static class VerifyVerb
{
    /// <summary>What the counts of a report are called for a person.</summary>
    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["journal"] = "événements au journal",
        ["consultations"] = "consultations",
        ["items"] = "fiches et documents",
        ["versions"] = "versions",
        ["receptions"] = "pièces reçues",
        ["register-entries"] = "lignes de registre",
        ["blobs"] = "contenus",
        ["bytes"] = "octets",
        ["orphan-blobs"] = "contenus que rien ne nomme",
        ["indexed"] = "entrées d'index",
    };

    /// <summary>Runs the verification.</summary>
    public static async Task<Outcome<JsonNode?>> VerifyAsync(VerbCall call, CancellationToken ct)
    {
        var reports = await call.Service<VerifyHost>()
            .RunAsync((name, done, total) => call.Progress.Report(new VerbProgress(name, done, total)), ct).ConfigureAwait(false);
        return ToJson(reports);
    }

    /// <summary>The reports as the answer of a verb.</summary>
    public static JsonObject ToJson(SortedDictionary<string, VerificationReport> reports) => new()
    {
        ["sound"] = reports.Values.All(r => r.IsSound),
        ["administrations"] = JsonSerializer.SerializeToNode(reports, VerbMessage.Json),
    };

    /// <summary>Writes counts, and each fault, for a person.</summary>
    public static void Show(JsonNode? answer)
    {
        foreach (var (name, report) in answer!["administrations"]!.AsObject())
        {
            var counts = string.Join(", ", report!["counts"]!.AsObject().Select(c => $"{c.Value} {Words.GetValueOrDefault(c.Key, c.Key)}"));
            Console.Out.WriteLine($"{name}: journal {report["asOf"]}; {counts}");
            foreach (var fault in report["faults"]!.AsArray())
            {
                Console.Out.WriteLine($"  {fault}");
            }
        }

        Console.Out.WriteLine(IsSound(answer) ? "Tout concorde." : "Des fautes ont été trouvées.");
    }

    /// <summary>0 when sound, else 1.</summary>
    public static int Exit(JsonNode? answer) => IsSound(answer) ? VerbRunner.Done : VerbRunner.Refused;

    private static bool IsSound(JsonNode? answer) => answer!["sound"]!.GetValue<bool>();
}
