using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Cartulaire.Kernel.Packs;
using Cartulaire.Kernel.Types;

namespace Cartulaire.App.Packs.Reading;

/// <summary>Reads the members of one map; reports what is missing or badly shaped, and at the end what was never asked for.</summary>
internal sealed class MapReader
{
    private readonly List<Fault> faults;
    private readonly IReadOnlyList<(YamlValue Key, YamlValue Value)> members;
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);

    public MapReader(YamlValue value, List<Fault> faults)
    {
        this.faults = faults;
        Node = value;
        members = value.Members ?? [];
        if (value.Members is null)
        {
            Shape(value, "map");
        }
    }

    public YamlValue Node { get; }

    public Origin At => Node.At;

    public List<Fault> Faults => faults;

    /// <summary>Hash of what is written.</summary>
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Node.Canonical())));

    public YamlValue? Take(string key)
    {
        asked.Add(key);
        return members.FirstOrDefault(m => string.Equals(m.Key.Text, key, StringComparison.Ordinal)).Value;
    }

    public bool Has(string key) => members.Any(m => string.Equals(m.Key.Text, key, StringComparison.Ordinal));

    public string Text(string key)
    {
        if (TextOrNull(key) is { } text)
        {
            return text;
        }

        if (!Has(key))
        {
            faults.Add(new Fault(FaultCodes.KeyMissing, At, key));
        }

        return "";
    }

    public string? TextOrNull(string key) => Take(key) is { } value ? value.Text ?? Shape<string?>(value, "text", null) : null;

    public Ref Ref(string key) => RefOrNull(key) ?? new Ref(Text(key), At);

    public Ref? RefOrNull(string key) => Take(key) is { Text: { } text } value ? new Ref(text, value.At) : null;

    public IReadOnlyList<Ref> Refs(string key) => Take(key) switch
    {
        null => [],
        { Text: { } text } value => [new Ref(text, value.At)],
        { Items: { } items } => [.. items.Where(i => i.Text is not null || Shape(i, "text", false)).Select(i => new Ref(i.Text!, i.At))],
        { } value => Shape<IReadOnlyList<Ref>>(value, "list", []),
    };

    public int? Integer(string key) => Take(key) switch
    {
        null => null,
        { Text: { } text, IsQuoted: false } when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        { } value => Shape<int?>(value, "integer", null),
    };

    public decimal? Number(string key) => Take(key) switch
    {
        null => null,
        { Text: { } text, IsQuoted: false } when decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) => number,
        { } value => Shape<decimal?>(value, "number", null),
    };

    public bool Flag(string key) => Take(key) switch
    {
        null => false,
        { Text: "true", IsQuoted: false } => true,
        { Text: "false", IsQuoted: false } => false,
        { } value => Shape(value, "boolean", false),
    };

    public DateOnly? Date(string key) => Take(key) switch
    {
        null => null,
        { Text: { } text } when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) => date,
        { } value => Shape<DateOnly?>(value, "date", null),
    };

    /// <summary>A word of an enumeration, in its kebab-case spelling.</summary>
    public T Word<T>(string key, T otherwise)
        where T : struct, Enum
        => Take(key) is not { } value ? otherwise : Word(value, Enum.GetValues<T>().ToDictionary(Words.Of, v => v, StringComparer.Ordinal), otherwise);

    /// <summary>A word of a closed list.</summary>
    public T Word<T>(YamlValue value, IReadOnlyDictionary<string, T> words, T otherwise)
    {
        if (value.Text is { } text && words.TryGetValue(text, out var found))
        {
            return found;
        }

        faults.Add(new Fault(FaultCodes.ValueUnknown, value.At, value.Shown, Nearest.To(value.Shown, words.Keys) ?? string.Join(", ", words.Keys)));
        return otherwise;
    }

    public Labels Labels(string key = "labels")
    {
        if (LabelsOrNull(key) is { } labels)
        {
            return labels;
        }

        faults.Add(new Fault(FaultCodes.KeyMissing, At, key));
        return new Labels("");
    }

    public Labels? LabelsOrNull(string key)
    {
        if (Map(key) is not { } map)
        {
            return null;
        }

        var labels = new Labels(map.Text("fr"), map.TextOrNull("nl"), map.TextOrNull("de"), map.TextOrNull("en"));
        map.Done();
        return labels;
    }

    public MapReader? Map(string key) => Take(key) is { } value ? new MapReader(value, faults) : null;

    public IEnumerable<MapReader> Maps(string key) => Values(key).Select(item => new MapReader(item, faults));

    public IReadOnlyList<YamlValue> Values(string key) => Take(key) switch
    {
        null => [],
        { Items: { } items } => items,
        { } value => Shape<IReadOnlyList<YamlValue>>(value, "list", []),
    };

    /// <summary>Members of a free map (attributes, mappings), as they are.</summary>
    public IReadOnlyList<(YamlValue Key, YamlValue Value)> Free(string key) => Take(key) switch
    {
        null => [],
        { Members: { } free } => free,
        { } value => Shape<IReadOnlyList<(YamlValue, YamlValue)>>(value, "map", []),
    };

    public IReadOnlyDictionary<string, string> Texts(string key) => Free(key).Where(m => m.Value.Text is not null || Shape(m.Value, "text", false))
        .ToDictionary(m => m.Key.Text!, m => m.Value.Text!, StringComparer.Ordinal);

    /// <summary>A plain value: text, number, boolean, or a list of them.</summary>
    public JsonElement Json(YamlValue value) => value switch
    {
        { Items: { } items } => JsonValues.Of(items.Select(Json)),
        { Text: { } text, IsQuoted: true } => JsonValues.Of(text),
        { Text: "true" } => JsonValues.Of(true),
        { Text: "false" } => JsonValues.Of(false),
        { Text: { } text } when decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) => JsonValues.Of(number),
        { Text: { } text } => JsonValues.Of(text),
        _ => Shape(value, "text", JsonValues.Of("")),
    };

    /// <summary>Reports the keys that nothing asked for.</summary>
    public void Done()
    {
        foreach (var (key, _) in members.Where(m => !asked.Contains(m.Key.Text!)))
        {
            faults.Add(new Fault(FaultCodes.KeyUnknown, key.At, key.Text!, Nearest.To(key.Text!, asked) ?? ""));
        }
    }

    private void Shape(YamlValue value, string expected) => faults.Add(new Fault(FaultCodes.ValueShape, value.At, expected, value.Shown));

    private T Shape<T>(YamlValue value, string expected, T otherwise)
    {
        Shape(value, expected);
        return otherwise;
    }
}
