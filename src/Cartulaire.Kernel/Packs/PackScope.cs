using Cartulaire.Kernel.Types;

namespace Cartulaire.Kernel.Packs;

/// <summary>The faults found so far, and the names that may be used. One check, one scope.</summary>
internal sealed class PackScope(Pack pack)
{
    private readonly Dictionary<string, HashSet<string>> names = pack.Things.GroupBy(t => t.What, StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => g.Select(t => t.Thing.Id).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);

    public Pack Pack => pack;

    public List<Fault> Faults { get; } = [];

    public void Add(string code, Origin at, params string[] args) => Faults.Add(new Fault(code, at, args));

    /// <summary>Reports a name that is not declared.</summary>
    public bool Knows(string what, Ref name) => Among(what, name, names.GetValueOrDefault(what) ?? []);

    /// <summary>Reports a name that is not in a list.</summary>
    public bool Among(string what, Ref name, IEnumerable<string> known)
    {
        var list = known as IReadOnlyCollection<string> ?? [.. known];
        if (list.Contains(name.Id, StringComparer.Ordinal))
        {
            return true;
        }

        Add(FaultCodes.RefUnknown, name.At, what, name.Id, Nearest.To(name.Id, list) ?? "");
        return false;
    }

    /// <summary>Reports a field that a type does not have, or that has another kind.</summary>
    public FieldDefinition? Field(TypeDefinition type, Ref name, params FieldKind[] kinds)
    {
        if (!Among("field", name, type.Fields.Select(f => f.Id)))
        {
            return null;
        }

        var field = type.Field(name.Id)!;
        if (kinds.Length > 0 && !kinds.Contains(field.Kind))
        {
            Add(FaultCodes.FieldKindMismatch, name.At, field.Id, Words.Of(field.Kind), string.Join(", ", kinds.Select(Words.Of)));
            return null;
        }

        return field;
    }

    /// <summary>Reports ids that are badly written or declared twice.</summary>
    public void Ids(string what, IEnumerable<(string Id, Origin At)> ids)
    {
        var seen = new Dictionary<string, Origin>(StringComparer.Ordinal);
        foreach (var (id, at) in ids)
        {
            if (!Words.IsId(id))
            {
                Add(FaultCodes.IdInvalid, at, id);
            }

            if (!seen.TryAdd(id, at))
            {
                Add(FaultCodes.IdTwice, at, what, id, $"{seen[id].File}:{seen[id].Line.ToString(System.Globalization.CultureInfo.InvariantCulture)}");
            }
        }
    }
}

/// <summary>How the words of a pack are spelt.</summary>
public static class Words
{
    /// <summary>The kebab-case spelling of a member of an enumeration.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum
        => string.Concat(value.ToString().Select((c, i) => char.IsUpper(c) ? (i > 0 ? "-" : "") + char.ToLowerInvariant(c) : c.ToString()));

    /// <summary>Whether a text is an id: lower-case letters and digits in groups joined by single hyphens, 64 characters at most, a letter first.</summary>
    public static bool IsId(string text)
        => text.Length is > 0 and <= 64 && char.IsAsciiLetterLower(text[0]) && text[^1] != '-' && !text.Contains("--", StringComparison.Ordinal)
            && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
