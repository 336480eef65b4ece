using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cartulaire.Kernel.Types;
using Microsoft.AspNetCore.Http;

namespace Cartulaire.App.Desk;

/// <summary>Values of fields between a form, where all is text, and properties.</summary>
internal static class FormValues
{
    /// <summary>Name of the hidden inputs that say which fields the form shows: a box that is not ticked sends nothing.</summary>
    public const string Shown = "_f";

    /// <summary>Reads what was sent: every field that the form showed; an empty one clears.</summary>
    /// <param name="type">The type.</param>
    /// <param name="form">The form.</param>
    /// <param name="isNew">Whether the record is being made: then a box that stood ticked by default and was unticked says no.</param>
    /// <param name="culture">How people write numbers and dates.</param>
    /// <param name="present">What the record holds: a box that stands unticked on a no leaves the no.</param>
    public static Properties Read(TypeDefinition type, IFormCollection form, bool isNew, CultureInfo culture, Properties? present = null)
    {
        var bag = Properties.Empty;
        foreach (var field in form[Shown].OfType<string>().Select(type.Field).OfType<FieldDefinition>())
        {
            var value = field.Kind == FieldKind.Table ? Rows(field, form, culture) : Values(field, form[field.Id].OfType<string>(), culture);
            value ??= field.Kind == FieldKind.Boolean && ((isNew && field.Default?.Literal is not null) || present?.Get(field.Id) is not null) ? JsonValue.Create(false) : null;
            bag = bag.With(field.Id, JsonSerializer.SerializeToElement(value));
        }

        return bag;
    }

    /// <summary>The texts that a form shows for a value.</summary>
    public static IReadOnlyList<string> Texts(FieldDefinition field, JsonElement? value, CultureInfo culture) => value switch
    {
        null or { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined or JsonValueKind.Object } => [],
        { ValueKind: JsonValueKind.Array } many => [.. many.EnumerateArray().SelectMany(v => Texts(field, v, culture))],
        { ValueKind: JsonValueKind.True } => ["true"],
        { ValueKind: JsonValueKind.False } => ["false"],
        { ValueKind: JsonValueKind.Number } number => [number.TryGetDecimal(out var read) ? read.ToString(field.Kind == FieldKind.Amount ? "0.00" : "0.##########", culture) : number.GetRawText()],
        { } text => [text.GetString() ?? string.Empty],
    };

    private static JsonNode? Values(FieldDefinition field, IEnumerable<string> sent, CultureInfo culture)
    {
        // One line of a repeatable text is one value.
        var texts = (field is { Repeatable: true, Kind: FieldKind.Text } ? sent.SelectMany(s => s.ReplaceLineEndings("\n").Split('\n')) : sent)
            .Select(s => s.Trim()).Where(s => s.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        return texts.Count == 0 ? null : field.Repeatable ? new JsonArray([.. texts.Select(t => One(field, t, culture))]) : One(field, texts[0], culture);
    }

    private static JsonNode One(FieldDefinition field, string text, CultureInfo culture) => field.Kind switch
    {
        FieldKind.Boolean => JsonValue.Create(string.Equals(text, "true", StringComparison.Ordinal)),
        FieldKind.Number or FieldKind.Amount => Number(text, culture) is { } number ? JsonValue.Create(number) : JsonValue.Create(text),
        FieldKind.Date => JsonValue.Create(
            !DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) && DateOnly.TryParse(text, culture, out var day)
                ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : text),
        _ => JsonValue.Create(text),
    };

    // People write 1 234,56 or 1.234,56 or 1234.56: a last mark followed by one or two digits is the decimal one.
    private static decimal? Number(string text, CultureInfo culture)
    {
        var plain = text.Replace(" ", "", StringComparison.Ordinal).Replace("\u00a0", "", StringComparison.Ordinal).Replace("\u202f", "", StringComparison.Ordinal).Replace("€", "", StringComparison.Ordinal);
        var mark = plain.LastIndexOfAny([',', '.']);
        if (mark >= 0 && plain.Length - mark - 1 is 1 or 2)
        {
            plain = string.Concat(plain[..mark].Replace(".", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal), ".", plain.AsSpan(mark + 1));
            return decimal.TryParse(plain, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var money) ? money : null;
        }

        return decimal.TryParse(plain, NumberStyles.Number, culture, out var number) ? number : null;
    }

    private static JsonArray? Rows(FieldDefinition table, IFormCollection form, CultureInfo culture)
    {
        var rows = new JsonArray();
        for (var i = 0; i < FieldLimits.Rows && form.ContainsKey(string.Create(CultureInfo.InvariantCulture, $"{table.Id}[{i}]")); i++)
        {
            var row = new JsonObject();
            foreach (var column in table.Columns)
            {
                if (Values(column, form[string.Create(CultureInfo.InvariantCulture, $"{table.Id}[{i}].{column.Id}")].OfType<string>(), culture) is { } cell)
                {
                    row[column.Id] = cell;
                }
            }

            if (row.Count > 0)
            {
                rows.Add(row);
            }
        }

        return rows.Count == 0 ? null : rows;
    }
}
