using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cartulaire.App.Jobs;
using Cartulaire.Kernel;

namespace Cartulaire.Server.Verbs;

/// <summary>Verbs on background work.</summary>
internal static class JobVerbs
{
    /// <summary>Lists it.</summary>
    public static Task<Outcome<JsonNode?>> ListAsync(VerbCall call, CancellationToken ct)
        => AdministrationVerbs.WithAsync(call, async administration =>
            JsonSerializer.SerializeToNode(await ListJobs.HandleAsync(administration, ct).ConfigureAwait(false), VerbMessage.Json), ct);

    /// <summary>Gives a job that was given up new tries.</summary>
    public static Task<Outcome<JsonNode?>> RetryAsync(VerbCall call, CancellationToken ct)
        => AdministrationVerbs.WithAsync(call, async administration =>
        {
            if (!JobId.TryParse(call.Text("job"), null, out var job))
            {
                return new Failure(Refusal.NotFound, "job.unknown", "job");
            }

            var written = await RetryJob.HandleAsync(administration, call.Actor, job, ct).ConfigureAwait(false);
            return written.Outcome.Map<JsonNode?>(_ => new JsonObject { ["id"] = job.ToString() });
        }, ct);

    /// <summary>The command <c>jobs list|retry</c>.</summary>
    public static Command Command(Option<string> data, Func<ParseResult, VerbRunner> runner)
    {
        var administration = new Option<string>("--administration") { Description = "Nom court de l'administration", Required = true };
        var job = new Argument<string>("travail") { Description = "Identifiant du travail" };
        var list = new Command("list", "Liste le travail de fond, l'abandonné d'abord") { administration, data };
        list.SetAction((line, ct) => runner(line).RunAsync("jobs-list", new JsonObject { ["administration"] = line.GetValue(administration) }, Show, null, ct));
        var retry = new Command("retry", "Relance un travail abandonné") { administration, job, data };
        retry.SetAction((line, ct) => runner(line).RunAsync(
            "jobs-retry", new JsonObject { ["administration"] = line.GetValue(administration), ["job"] = line.GetValue(job) }, null, null, ct));
        return new Command("jobs", "Travail de fond") { list, retry };
    }

    private static void Show(JsonNode? answer)
    {
        Console.Out.WriteLine($"{answer!["waiting"]} en attente, {answer["leased"]} en cours, {answer["givenUp"]} abandonné(s)");
        foreach (var job in answer["jobs"]!.AsArray())
        {
            Console.Out.WriteLine($"{job!["id"]}  {job["kind"]}  {job["state"]}  {job["reason"]}");
        }
    }
}
