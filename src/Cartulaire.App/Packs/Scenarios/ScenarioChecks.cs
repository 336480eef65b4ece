using System.Text.Json;
using Cartulaire.App.Items;
using Cartulaire.App.Packs.Reading;
using Cartulaire.Kernel.Access;
using Cartulaire.Kernel.Assignments;
using Cartulaire.Kernel.Packs;
using Cartulaire.Kernel.Workflows;

namespace Cartulaire.App.Packs.Scenarios;

/// <summary>Compares what is told under <c>then</c> with what is.</summary>
internal static class ScenarioChecks
{
    public static void Check(Simulation simulation, MapReader then, List<string> differences)
    {
        void Same(Origin at, string what, string told, string actual)
        {
            if (!string.Equals(told, actual, StringComparison.Ordinal))
            {
                differences.Add($"{at.File}:{at.Line} {what} : attendu « {told} », obtenu « {actual} »");
            }
        }

        Text("state", simulation.Item!.State ?? "");
        Text("number", simulation.Number ?? "");
        Text("title", simulation.Title());
        Text("filing", simulation.Filing());
        foreach (var (key, value) in then.Free("values"))
        {
            Same(key.At, key.Text!, Words(then, value), Shown(simulation, key.Text!));
        }

        foreach (var field in then.Refs("empty").Where(f => simulation.Item.Properties.Has(f.Id)))
        {
            Same(field.At, field.Id, "", Shown(simulation, field.Id));
        }

        Assignments("assignments", a => a.State);
        Assignments("assigned-to", a => a.Person is { } person ? simulation.NameOf(person) : "");
        Assignments("due", a => a.Due?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) ?? "");
        PerUser("offered", user => Offered(simulation, user).Where(o => o.IsOpen).Select(o => o.Transition.Id));
        PerUser("blocked", user => Offered(simulation, user).Where(o => !o.IsOpen).Select(o => $"{o.Transition.Id}={string.Join('+', o.Blockers.Select(b => b.Code).Distinct(StringComparer.Ordinal))}"));
        PerUser("can", user => RightsText.Words.Where(w => simulation.RightsOf(user).HasFlag(w.Value)).Select(w => w.Key));
        PerUser("can-with-file", user => RightsText.Words.Where(w => simulation.ChildRightsOf(user, MainDocuments.TypeOf(simulation.Catalogue.Type(simulation.Item.Type))!).HasFlag(w.Value)).Select(w => w.Key));
        PerUser("dashboards", user => simulation.Catalogue.Dashboards.Where(d => DashboardMatch.Shows(simulation, d, user)).Select(d => d.Id));

        void Text(string key, string actual)
        {
            if (then.RefOrNull(key) is { } told)
            {
                Same(told.At, key, told.Id, actual);
            }
        }

        void Assignments(string key, Func<AssignmentFacts, string> shown)
        {
            if (!then.Has(key))
            {
                return;
            }

            var told = string.Join(", ", then.Free(key).Select(m => $"{m.Key.Text}={m.Value.Text}").Order(StringComparer.Ordinal));
            var live = simulation.Item!.Assignments.Where(a => simulation.Catalogue.Phase(a) != AssignmentPhase.Cancelled);
            Same(then.At, key, told, string.Join(", ", live.Select(a => $"{simulation.NameOf(a.Service ?? "")}={shown(a)}").Order(StringComparer.Ordinal)));
        }

        void PerUser(string key, Func<string, IEnumerable<string>> actual)
        {
            foreach (var (user, value) in then.Free(key))
            {
                var told = (value.Items ?? []).Select(i => i.Text ?? "").Order(StringComparer.Ordinal);
                Same(user.At, $"{key} {user.Text}", string.Join(", ", told), string.Join(", ", actual(user.Text!).Order(StringComparer.Ordinal)));
            }
        }
    }

    private static IReadOnlyList<OfferedTransition> Offered(Simulation simulation, string user)
        => new Workflow(simulation.Catalogue).Offered(simulation.Item!, Simulation.Person(user), simulation.Organisation, simulation.Today);

    private static string Words(MapReader map, YamlValue value) => Text(map.Json(value), text => text);

    private static string Shown(Simulation simulation, string field) => simulation.Item!.Properties.Get(field) is { } value ? Text(value, simulation.NameOf) : "";

    private static string Text(JsonElement value, Func<string, string> name) => value.ValueKind switch
    {
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(v => Text(v, name))),
        JsonValueKind.String => name(value.GetString()!),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => value.ToString(),
    };
}
