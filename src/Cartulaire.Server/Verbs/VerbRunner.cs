using System.Text.Json.Nodes;
using Cartulaire.App.Texts;
using Cartulaire.Kernel;
using Spectre.Console;

namespace Cartulaire.Server.Verbs;

/// <summary>Runs verbs for a terminal: progress bar, answer as text or JSON, exit code.</summary>
/// <param name="data">The data folder.</param>
/// <param name="json">Whether the answer is for a program.</param>
internal sealed class VerbRunner(string data, bool json)
{
    /// <summary>It was done.</summary>
    public const int Done = 0;

    /// <summary>It was refused, or faults were found.</summary>
    public const int Refused = 1;

    /// <summary>The command line was wrong.</summary>
    public const int Usage = 2;

    /// <summary>The disk is full or the owner does not answer: try again later.</summary>
    public const int Unavailable = 3;

    private bool Watched => !json && !Console.IsErrorRedirected;

    private readonly IAnsiConsole errors = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });

    /// <summary>Runs one verb and shows its answer.</summary>
    /// <param name="verb">Name in the table.</param>
    /// <param name="args">Arguments.</param>
    /// <param name="show">Writes a successful answer for a person.</param>
    /// <param name="exit">Exit code of a successful answer.</param>
    /// <param name="ct">Cancels.</param>
    public Task<int> RunAsync(string verb, JsonObject args, Action<JsonNode?>? show, Func<JsonNode?, int>? exit, CancellationToken ct)
        => WithOwnerAsync(
            async owner => Show(await WithProgressAsync(progress => owner.RunAsync(verb, args, null, progress, ct)).ConfigureAwait(false), show, exit), ct);

    /// <summary>Runs long work under progress bars, which stand on a terminal's standard error and nowhere else.</summary>
    public Task<T> WithProgressAsync<T>(Func<IProgress<VerbProgress>, Task<T>> work)
        => Watched ? errors.Progress().AutoClear(true).StartAsync(context => work(new Bars(context))) : work(new Silent());

    /// <summary>Writes a line of the answer while bars may stand on the screen.</summary>
    public void Say(string line)
    {
        if (Watched && !Console.IsOutputRedirected)
        {
            errors.WriteLine(line);
        }
        else
        {
            Console.Out.WriteLine(line);
        }
    }

    /// <summary>Runs several calls with one owner.</summary>
    public async Task<int> WithOwnerAsync(Func<Owner, Task<int>> work, CancellationToken ct)
    {
        try
        {
            await using var owner = await Owner.OfAsync(data, ct).ConfigureAwait(false);
            return await work(owner).ConfigureAwait(false);
        }
        catch (HttpRequestException fault)
        {
            await Console.Error.WriteLineAsync($"Le dossier {data} est tenu par un autre programme qui ne répond pas : {fault.Message}").ConfigureAwait(false);
            return Unavailable;
        }
        catch (HalfRestoredException)
        {
            await Console.Error.WriteLineAsync(HalfRestored(data)).ConfigureAwait(false);
            return Unavailable;
        }
        catch (UnauthorizedAccessException fault)
        {
            await Console.Error.WriteLineAsync($"Ce compte n'a pas les droits qu'il faut sur le dossier {data} ({fault.Message}) Lancez la commande avec le compte du service.").ConfigureAwait(false);
            return Unavailable;
        }
    }

    /// <summary>What is said of a folder whose restore has not come to its end.</summary>
    public static string HalfRestored(string path)
        => $"La restauration vers {path} est en cours, ou a été interrompue. Attendez qu'elle finisse ; si elle a été interrompue, videz ce dossier et recommencez-la.";

    /// <summary>Writes an answer and gives its exit code.</summary>
    public int Show(Outcome<JsonNode?> outcome, Action<JsonNode?>? show, Func<JsonNode?, int>? exit = null)
    {
        if (outcome.IsSuccess)
        {
            if (json)
            {
                Console.Out.WriteLine(outcome.Value?.ToJsonString() ?? "{}");
            }
            else
            {
                show?.Invoke(outcome.Value);
            }

            return exit?.Invoke(outcome.Value) ?? Done;
        }

        if (json)
        {
            Console.Out.WriteLine(new JsonObject
            {
                ["errors"] = new JsonArray([.. outcome.Failures.Select(f => (JsonNode)new JsonObject
                {
                    ["code"] = f.Code,
                    ["field"] = f.Field,
                    ["message"] = Sentences.Of(f, Sentences.First),
                })]),
            }.ToJsonString());
        }

        foreach (var failure in outcome.Failures)
        {
            Console.Error.WriteLine(failure.Field is null ? Sentences.Of(failure, Sentences.First) : $"{failure.Field} : {Sentences.Of(failure, Sentences.First)}");
        }

        return outcome.Failure.Kind is Refusal.Unavailable or Refusal.StorageFull ? Unavailable : Refused;
    }

    private sealed class Silent : IProgress<VerbProgress>
    {
        public void Report(VerbProgress value)
        {
            // Nobody watches.
        }
    }

    private sealed class Bars(ProgressContext context) : IProgress<VerbProgress>
    {
        private readonly Dictionary<string, ProgressTask> bars = new(StringComparer.Ordinal);

        public void Report(VerbProgress value)
        {
            lock (bars)
            {
                if (!bars.TryGetValue(value.What, out var bar))
                {
                    bars.Add(value.What, bar = context.AddTask(Markup.Escape(value.What)));
                }

                bar.IsIndeterminate = value.Total == 0;
                bar.MaxValue = Math.Max(value.Total, 1);
                bar.Value = value.Done;
            }
        }
    }
}
