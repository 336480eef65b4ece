using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Cartulaire.Kernel.Types;

/// <summary>The values of an item: field id to JSON value. Never changes; an edit makes another bag.</summary>
/// <remarks>Equality is that of the canonical text, so that the order of keys and spaces never count as a change.</remarks>
public sealed class Properties : IEquatable<Properties>
{
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly ImmutableSortedDictionary<string, JsonElement> values;
    private string? canonical;

    private Properties(ImmutableSortedDictionary<string, JsonElement> values) => this.values = values;

    /// <summary>No value at all.</summary>
    public static Properties Empty { get; } = new(ImmutableSortedDictionary.Create<string, JsonElement>(StringComparer.Ordinal));

    /// <summary>Ids of the fields that have a value, in ordinal order.</summary>
    public IEnumerable<string> Fields => values.Keys;

    /// <summary>How many fields have a value.</summary>
    public int Count => values.Count;

    /// <summary>Reads one JSON object.</summary>
    /// <exception cref="JsonException">The text is not a JSON object.</exception>
    public static Properties Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return From(document.RootElement);
    }

    /// <summary>Takes the members of one JSON object; null members are kept, for they mean "clear" in a submission.</summary>
    /// <exception cref="JsonException">The value is not an object.</exception>
    public static Properties From(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("Properties are one JSON object.");
        }

        var builder = Empty.values.ToBuilder();
        foreach (var member in element.EnumerateObject())
        {
            builder[member.Name] = member.Value.Clone();
        }

        return new Properties(builder.ToImmutable());
    }

    /// <summary>Whether the field says something (an empty list or blank text does not).</summary>
    public bool Has(string field) => values.TryGetValue(field, out var value) && !JsonValues.IsEmpty(value);

    /// <summary>The raw value, or null.</summary>
    public JsonElement? Get(string field) => values.TryGetValue(field, out var value) ? value : null;

    /// <summary>The text of a field of one value, or null.</summary>
    public string? Text(string field) => Get(field) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    /// <summary>All texts of a field, repeatable or not; empty when it has none.</summary>
    public IReadOnlyList<string> Texts(string field) => Get(field) switch
    {
        { ValueKind: JsonValueKind.String } value => [value.GetString()!],
        { ValueKind: JsonValueKind.Array } value => [.. value.EnumerateArray().Where(v => v.ValueKind == JsonValueKind.String).Select(v => v.GetString()!)],
        _ => [],
    };

    /// <summary>The number of a field, or null.</summary>
    public decimal? Number(string field) => Get(field) is { ValueKind: JsonValueKind.Number } value && value.TryGetDecimal(out var number) ? number : null;

    /// <summary>The date of a field, or null.</summary>
    public DateOnly? Date(string field)
        => DateOnly.TryParseExact(Text(field), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    /// <summary>Whether a boolean field is true; absent reads as false.</summary>
    public bool Flag(string field) => Get(field) is { ValueKind: JsonValueKind.True };

    /// <summary>The same bag with one value set.</summary>
    public Properties With(string field, JsonElement value) => new(values.SetItem(field, value.Clone()));

    /// <summary>The same bag without one field.</summary>
    public Properties Without(string field) => values.ContainsKey(field) ? new Properties(values.Remove(field)) : this;

    /// <summary>The canonical text: keys sorted at every level, no spaces. It is what is stored and hashed.</summary>
    public string ToJson()
    {
        if (canonical is not null)
        {
            return canonical;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Writing))
        {
            writer.WriteStartObject();
            foreach (var (field, value) in values)
            {
                writer.WritePropertyName(field);
                WriteSorted(writer, value);
            }

            writer.WriteEndObject();
        }

        return canonical = Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>The canonical text of one value.</summary>
    public static string Canonical(JsonElement value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Writing))
        {
            WriteSorted(writer, value);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <inheritdoc/>
    public bool Equals(Properties? other) => other is not null && string.Equals(ToJson(), other.ToJson(), StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Properties);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToJson());

    /// <inheritdoc/>
    public override string ToString() => ToJson();

    private static void WriteSorted(Utf8JsonWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in value.EnumerateObject().OrderBy(m => m.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(member.Name);
                    WriteSorted(writer, member.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var entry in value.EnumerateArray())
                {
                    WriteSorted(writer, entry);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(value.GetString());
                break;
            case JsonValueKind.Undefined:
                writer.WriteNullValue();
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }
}
