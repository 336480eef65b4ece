using System.Globalization;
using Cartulaire.App.Packs.Reading;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Assignments;
using Cartulaire.Kernel.Packs;
using Cartulaire.Kernel.Types;

namespace Cartulaire.App.Packs.Scenarios;

/// <summary>What playing a scenario gave.</summary>
/// <param name="File">Its file.</param>
/// <param name="Title">Its title, a sentence.</param>
/// <param name="Differences">What was not as told, each with its line, in French; empty when all was.</param>
public sealed record ScenarioResult(string File, string Title, IReadOnlyList<string> Differences)
{
    /// <summary>Whether all was as told.</summary>
    public bool Passed => Differences.Count == 0;
}

/// <summary>Plays the given/when/then scenarios of a pack on the real engine.</summary>
public static class ScenarioRunner
{
    /// <summary>Plays every scenario among the files of a pack.</summary>
    public static IReadOnlyList<ScenarioResult> RunAll(Catalogue catalogue, IReadOnlyDictionary<string, string> files)
        => [.. files.Where(f => f.Key.StartsWith("scenarios/", StringComparison.Ordinal)).OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => Run(catalogue, f.Key, f.Value))];

    /// <summary>Plays one scenario.</summary>
    public static ScenarioResult Run(Catalogue catalogue, string file, string text)
    {
        List<Fault> faults = [];
        List<string> differences = [];
        var title = file;
        if (YamlTree.Read(file, text, faults) is { } root)
        {
            var map = new MapReader(root, faults);
            title = map.Text("title");
            var player = new Player(catalogue, differences);
            if (map.Map("given") is { } given && player.Given(given))
            {
                foreach (var step in map.Maps("steps"))
                {
                    player.Play(step);
                    step.Done();
                }

                map.Done();
                player.Finish(root.At);
            }
        }

        return new ScenarioResult(file, title, [.. faults.Select(f => FaultSentences.Of(f, "fr")), .. differences]);
    }

    private sealed class Player(Catalogue catalogue, List<string> differences)
    {
        private readonly Simulation simulation = new(catalogue);
        private int checks;

        public bool Given(MapReader given)
        {
            simulation.Today = given.Date("today") ?? new DateOnly(2026, 11, 23);
            foreach (var service in given.Refs("services"))
            {
                simulation.AddService(service.Id);
            }

            foreach (var (key, value) in given.Free("users"))
            {
                simulation.AddUser(key.Text!);
                var user = new MapReader(value, given.Faults);
                user.Refs("roles").ToList().ForEach(role => simulation.AddRole(key.Text!, role.Id));
                user.Refs("functions").ToList().ForEach(function => Function(function.Id, (s, f) => simulation.Join(key.Text!, s, f)));
                user.Done();
            }

            var item = given.Map("item");
            var refused = item?.TextOrNull("refused");
            if (item is null || catalogue.FindType(item.Text("type")) is not { } type)
            {
                differences.Add($"{given.At.File}:{given.At.Line} le scénario ne donne pas d'élément d'un type connu");
                return false;
            }

            var failures = simulation.Create(type.Id, item.Text("by"), Values(type, item, "values"), item.Integer("number") ?? 1);
            item.Done();
            given.Done();
            return Judge(item.At, refused, failures) && simulation.Item is not null;
        }

        public void Play(MapReader step)
        {
            if (step.Map("then") is { } then)
            {
                checks++;
                ScenarioChecks.Check(simulation, then, differences);
                then.Done();
                return;
            }

            if (step.Date("today") is { } today)
            {
                simulation.Today = today;
                return;
            }

            if (step.TextOrNull("leaves") is { } leaver)
            {
                Function(step.Text("function"), (s, f) => simulation.Leave(leaver, s, f));
                return;
            }

            if (step.TextOrNull("reads") is { } reader)
            {
                simulation.Readers.Add(reader);
                return;
            }

            Judge(step.At, step.TextOrNull("refused"), Act(step, step.Text("who"), step.TextOrNull("comment")), step.TextOrNull("field"));
        }

        /// <summary>A scenario that checks nothing proves nothing.</summary>
        public void Finish(Origin at)
        {
            if (checks == 0)
            {
                differences.Add($"{at.File}:{at.Line} le scénario ne vérifie rien : il lui manque un « then »");
            }
        }

        private IReadOnlyList<Failure> Act(MapReader step, string who, string? comment)
        {
            if (step.TextOrNull("transition") is { } transition)
            {
                return simulation.Transition(who, transition, comment);
            }

            if (step.TextOrNull("step") is { } name)
            {
                return simulation.Assignment(who, step.Text("service"), act => AssignmentPlanner.Step(act, name, comment));
            }

            if (step.TextOrNull("assign") is { } person)
            {
                return simulation.Assignment(who, step.Text("service"), act => AssignmentPlanner.Assign(act, Simulation.Person(person)));
            }

            if (step.TextOrNull("transfer") is { } to)
            {
                return simulation.Assignment(who, step.Text("service"), act => AssignmentPlanner.Transfer(act, ServiceId.TryParse(Simulation.Service(to), CultureInfo.InvariantCulture, out var id) ? id : default, comment));
            }

            if (step.TextOrNull("cancel") is { } service)
            {
                return simulation.Assignment(who, service, act => AssignmentPlanner.Cancel(act, comment ?? ""));
            }

            return simulation.Edit(who, Values(catalogue.Type(simulation.Item!.Type), step, "edit"));
        }

        private Properties Values(TypeDefinition type, MapReader map, string key)
            => map.Free(key).Aggregate(Properties.Empty, (bag, member) => bag.With(member.Key.Text!, simulation.Value(type.Field(member.Key.Text!), map.Json(member.Value))));

        private bool Judge(Origin at, string? expected, IReadOnlyList<Failure> failures, string? field = null)
        {
            var codes = string.Join(", ", failures.Select(f => f.ToString()));
            if (expected is null)
            {
                if (failures.Count > 0)
                {
                    differences.Add($"{at.File}:{at.Line} refusé : {codes}");
                }

                return failures.Count == 0;
            }

            checks++;
            if (!failures.Any(f => string.Equals(f.Code, expected, StringComparison.Ordinal) && (field is null || string.Equals(f.Field, field, StringComparison.Ordinal))))
            {
                differences.Add($"{at.File}:{at.Line} aurait dû être refusé par {expected} ; {(failures.Count == 0 ? "a été accepté" : "refusé par " + codes)}");
            }

            return true;
        }

        private static void Function(string text, Action<string, string> take)
        {
            var parts = text.Split('/', 2);
            take(parts[0], parts.Length > 1 ? parts[1] : "");
        }
    }
}
