using Cartulaire.Kernel.Access;
using Cartulaire.Kernel.Packs;
using Cartulaire.Kernel.Workflows;

namespace Cartulaire.App.Packs.Reading;

/// <summary>Reads who: relations, and the conditions that may hold them.</summary>
internal static class RelationReader
{
    public static IReadOnlyList<Relation> Relations(MapReader map, string key)
        => [.. map.Maps(key).Select(m => Relation(m, last: true)).OfType<Relation>()];

    private static Relation? Relation(MapReader map, bool last)
    {
        var relation = Read(map);
        if (relation is null)
        {
            map.Faults.Add(new Fault(FaultCodes.KeyMissing, map.At, "role | functions | person | assignee | creator | everybody"));
        }

        if (last)
        {
            map.Done();
        }

        return relation;
    }

    private static Relation? Read(MapReader map)
    {
        if (map.RefOrNull("role") is { } role)
        {
            return new RoleRelation(role);
        }

        if (map.RefOrNull("person") is { } person)
        {
            return string.Equals(person.Id, "own", StringComparison.Ordinal) ? new OwnPersonRelation() : new PersonRelation(person);
        }

        if (map.RefOrNull("assignee") is { } assignee)
        {
            return new AssigneeRelation(assignee);
        }

        if (map.Flag("creator"))
        {
            return new CreatorRelation();
        }

        return map.Flag("everybody") ? new EverybodyRelation() : map.Take("functions") is null ? null : new FunctionRelation(Functions(map), Source(map));
    }

    private static IReadOnlyList<Ref> Functions(MapReader map)
        => map.Refs("functions") is [{ Id: "any" }] ? [] : map.Refs("functions");

    private static ServiceSource Source(MapReader map)
    {
        if (map.RefOrNull("assignments") is { } kind)
        {
            return new AssignmentServices(kind, map.Refs("while"));
        }

        var field = map.Ref("in");
        return string.Equals(field.Id, "own", StringComparison.Ordinal) ? new OwnService() : new FieldServices(field);
    }

    public static Condition? Condition(YamlValue? value, List<Fault> faults) => value is null ? null : Condition(new MapReader(value, faults));

    private static Condition Condition(MapReader map)
    {
        Condition condition;
        if (map.Take("all") is not null)
        {
            condition = new AllCondition(map.At, [.. map.Maps("all").Select(Condition)]);
        }
        else if (map.Take("any") is not null)
        {
            condition = new AnyCondition(map.At, [.. map.Maps("any").Select(Condition)]);
        }
        else if (map.Map("not") is { } inner)
        {
            condition = new NotCondition(map.At, Condition(inner));
        }
        else if (map.RefOrNull("field") is { } field)
        {
            condition = Comparison(map, field);
        }
        else if (map.Take("assignments") is { Members: not null })
        {
            condition = Assignments(map);
        }
        else
        {
            condition = new RelationCondition(map.At, Relation(map, last: false) ?? new EverybodyRelation());
        }

        map.Done();
        return condition;
    }

    private static FieldCondition Comparison(MapReader map, Ref field)
    {
        if (map.Take("is") is { } word)
        {
            var words = new Dictionary<string, Comparison>(StringComparer.Ordinal) { ["filled"] = Kernel.Workflows.Comparison.Filled, ["empty"] = Kernel.Workflows.Comparison.Empty };
            return new FieldCondition(map.At, field, map.Word(word, words, Kernel.Workflows.Comparison.Filled), []);
        }

        foreach (var (key, comparison) in new[] { ("equals", Kernel.Workflows.Comparison.Equals), ("greater", Kernel.Workflows.Comparison.Greater), ("less", Kernel.Workflows.Comparison.Less) })
        {
            if (map.Take(key) is { } value)
            {
                return new FieldCondition(map.At, field, comparison, [map.Json(value)]);
            }
        }

        if (!map.Has("in"))
        {
            map.Faults.Add(new Fault(FaultCodes.KeyMissing, map.At, "is | equals | in | greater | less"));
        }

        return new FieldCondition(map.At, field, Kernel.Workflows.Comparison.In, [.. map.Values("in").Select(map.Json)]);
    }

    private static AssignmentsCondition Assignments(MapReader map)
    {
        var inner = map.Map("assignments")!;
        var all = inner.Take("all") is not null;
        var condition = new AssignmentsCondition(map.At, inner.Ref("kind"), all, inner.Refs(all ? "all" : "any"));
        if (condition.States.Count == 0)
        {
            map.Faults.Add(new Fault(FaultCodes.KeyMissing, map.At, "all | any"));
        }

        inner.Done();
        return condition;
    }
}
