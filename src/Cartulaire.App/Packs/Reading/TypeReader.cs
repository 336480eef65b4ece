using Cartulaire.Kernel.Access;
using Cartulaire.Kernel.Packs;
using Cartulaire.Kernel.Types;

namespace Cartulaire.App.Packs.Reading;

/// <summary>Reads a type.</summary>
internal static class TypeReader
{
    public static TypeDefinition Read(MapReader map)
    {
        var access = map.Take("access");
        var type = new TypeDefinition
        {
            Id = map.Text("id"),
            At = map.At,
            Version = map.Integer("version") ?? 1,
            Base = map.Integer("base"),
            Fingerprint = map.Fingerprint,
            Labels = map.Labels(),
            Kind = map.Word("kind", ItemKind.Folder),
            Fields = [.. map.Maps("fields").Select(FieldReader.Read)],
            Capabilities = [.. map.Free("capabilities").Select(m => Capability(map, m.Key, m.Value)).OfType<CapabilityBinding>()],
            Workflow = map.RefOrNull("workflow"),
            Children = map.Refs("children"),
            Title = map.RefOrNull("title"),
            Filing = map.RefOrNull("filing"),
            Access = access is { Members: not null } ? [] : [.. map.Maps("access").Select(Rule)],
            InheritAtMost = access is { Members: not null } ? Inherited(new MapReader(access, map.Faults)) : null,
            Create = RelationReader.Relations(map, "create"),
            List = map.RefOrNull("list"),
        };
        map.Done();
        return type;
    }

    private static CapabilityBinding? Capability(MapReader map, YamlValue key, YamlValue value)
    {
        if (!Capabilities.Known.TryGetValue(key.Text!, out var slots))
        {
            map.Word(key, Capabilities.Known, slots!);
            return null;
        }

        var inner = new MapReader(value, map.Faults);
        var bound = slots.Keys.Select(slot => (slot, Bound: inner.RefOrNull(slot))).Where(p => p.Bound is not null)
            .ToDictionary(p => p.slot, p => p.Bound!.Value, StringComparer.Ordinal);
        inner.Done();
        return new CapabilityBinding(key.Text!, key.At, bound);
    }

    private static AccessRule Rule(MapReader map)
    {
        var rule = new AccessRule(map.At, map.Refs("states"), RelationReader.Relations(map, "to"), RightsOf(map, "rights"), map.Flag("need-to-know"));
        if (!map.Has("to"))
        {
            map.Faults.Add(new Fault(FaultCodes.KeyMissing, map.At, "to"));
        }

        map.Done();
        return rule;
    }

    private static Rights Inherited(MapReader map)
    {
        var rights = RightsOf(map, "inherit");
        map.Done();
        return rights;
    }

    private static Rights RightsOf(MapReader map, string key)
    {
        if (!map.Has(key))
        {
            map.Faults.Add(new Fault(FaultCodes.KeyMissing, map.At, key));
        }

        return map.Values(key).Aggregate(Rights.None, (sum, word) => sum | map.Word(word, RightsText.Words, Rights.None));
    }
}
