using System.Text.Json;

namespace Cartulaire.Kernel.Types;

/// <summary>Makes the JSON values that properties hold, in their one normal form.</summary>
public static class JsonValues
{
    /// <summary>A string.</summary>
    public static JsonElement Of(string value) => JsonSerializer.SerializeToElement(value);

    /// <summary>A boolean.</summary>
    public static JsonElement Of(bool value) => JsonSerializer.SerializeToElement(value);

    /// <summary>A number without trailing zeros, so that 10.50 and 10.5 are one value.</summary>
    public static JsonElement Of(decimal value) => JsonSerializer.SerializeToElement(value / 1.000000000000000000000000000000000m);

    /// <summary>A date, written <c>2026-11-23</c>.</summary>
    public static JsonElement Of(DateOnly value) => Of(value.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>A list.</summary>
    public static JsonElement Of(IEnumerable<JsonElement> values) => JsonSerializer.SerializeToElement(values.ToArray());

    /// <summary>A list of strings.</summary>
    public static JsonElement Of(IEnumerable<string> values) => JsonSerializer.SerializeToElement(values.ToArray());

    /// <summary>A row of a table.</summary>
    public static JsonElement Of(IReadOnlyDictionary<string, JsonElement> row) => JsonSerializer.SerializeToElement(row);

    /// <summary>Whether a value says nothing: null, blank text, an empty list.</summary>
    public static bool IsEmpty(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => true,
        JsonValueKind.String => string.IsNullOrWhiteSpace(value.GetString()),
        JsonValueKind.Array => value.GetArrayLength() == 0,
        _ => false,
    };
}
