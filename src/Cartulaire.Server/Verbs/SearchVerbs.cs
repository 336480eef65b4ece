using System.Text.Json;
using System.Text.Json.Nodes;
using Cartulaire.App.Search;
using Cartulaire.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.Server.Verbs;

/// <summary>Verbs on the index.</summary>
internal static class SearchVerbs
{
    /// <summary>Searches with the rights of a person, never with the operator's.</summary>
    public static Task<Outcome<JsonNode?>> SearchAsync(VerbCall call, CancellationToken ct)
        => AdministrationVerbs.WithAsync(call, async administration =>
        {
            var name = call.Text("as");
            await using var db = administration.Store.Read();
            var person = await db.Persons.SingleOrDefaultAsync(p => p.Name == name && p.Active, ct).ConfigureAwait(false);
            if (person is null)
            {
                return new Failure(Refusal.NotFound, "user.unknown", "as", name);
            }

            var answer = await SearchItems.HandleAsync(
                administration, person.Id, person.Language, new SearchItems.Query(call.Text("query"), null, 50, Extracts: true), ct).ConfigureAwait(false);
            return answer.Map<JsonNode?>(a => JsonSerializer.SerializeToNode(a, VerbMessage.Json));
        }, ct);

    /// <summary>Fills a new index beside the serving one and switches it in.</summary>
    public static Task<Outcome<JsonNode?>> ReindexAsync(VerbCall call, CancellationToken ct)
        => AdministrationVerbs.WithAsync(call, async administration =>
        {
            await administration.Search.RebuildAsync(new Reporter(call), ct).ConfigureAwait(false);
            return new JsonObject { ["items"] = administration.Search.Index.Contents().Count };
        }, ct);

    /// <summary>Writes hits for a person: number, title, first passage.</summary>
    public static void Show(JsonNode? answer)
    {
        foreach (var hit in answer!["hits"]!.AsArray())
        {
            Console.Out.WriteLine($"{hit!["number"]}\t{hit["title"]}\t{hit["extracts"]!.AsArray().FirstOrDefault()?["text"]}");
        }

        Console.Error.WriteLine($"{answer["total"]} trouvé(s)");
    }

    private sealed class Reporter(VerbCall call) : IProgress<(long Done, long Total)>
    {
        public void Report((long Done, long Total) value) => call.Progress.Report(new VerbProgress("index", value.Done, value.Total));
    }
}
