using System.Globalization;
using System.Text.Json;
using Cartulaire.Kernel.Packs;

namespace Cartulaire.Kernel.Types;

/// <summary>What the judgement of one value may look at.</summary>
/// <param name="Catalogue">Gives code lists.</param>
/// <param name="Today">The day.</param>
/// <param name="Former">The value that stands; a code that has expired since stays valid there.</param>
internal sealed record FieldValueContext(Catalogue Catalogue, DateOnly Today, JsonElement? Former);

/// <summary>Judges one value of one field.</summary>
internal static class FieldValues
{
    /// <summary>The normal form, or what is wrong with it.</summary>
    public static Outcome<JsonElement> Normalise(FieldValueContext context, FieldDefinition field, JsonElement value)
    {
        if (field.Kind == FieldKind.Table)
        {
            return Rows(context, field, value);
        }

        if (!field.Repeatable)
        {
            return One(context, field, value);
        }

        return Many(context, field, value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [value]);
    }

    private static Outcome<JsonElement> Many(FieldValueContext context, FieldDefinition field, IReadOnlyList<JsonElement> values)
    {
        if (values.Count > FieldLimits.Values)
        {
            return Fail(field, "field.too-many", FieldLimits.Values);
        }

        List<JsonElement> normal = [];
        List<Failure> failures = [];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in values.Where(v => !JsonValues.IsEmpty(v)))
        {
            var one = One(context, field, entry);
            failures.AddRange(one.Failures);
            if (one.IsSuccess && seen.Add(Properties.Canonical(one.Value)))
            {
                normal.Add(one.Value);
            }
        }

        if (failures.Count == 0 && IsCounted(field) && (normal.Count < field.Min || normal.Count > field.Max))
        {
            failures.Add(Fail(field, normal.Count < field.Min ? "field.too-few" : "field.too-many", normal.Count < field.Min ? field.Min : field.Max));
        }

        return failures.Count > 0 ? Outcome<JsonElement>.Refused(failures) : JsonValues.Of(normal);
    }

    private static bool IsCounted(FieldDefinition field) => field.Kind is not (FieldKind.Number or FieldKind.Amount);

    private static Outcome<JsonElement> Rows(FieldValueContext context, FieldDefinition field, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Any(r => r.ValueKind != JsonValueKind.Object))
        {
            return Fail(field, "field.table-expected");
        }

        if (value.GetArrayLength() > FieldLimits.Rows)
        {
            return Fail(field, "field.too-many", FieldLimits.Rows);
        }

        List<Failure> failures = [];
        List<JsonElement> rows = [];
        foreach (var (row, index) in value.EnumerateArray().Select((r, i) => (r, i)))
        {
            if (Row(context, field, row, $"{field.Id}[{index.ToString(CultureInfo.InvariantCulture)}]", failures) is { Count: > 0 } normal)
            {
                rows.Add(JsonValues.Of(normal));
            }
        }

        return failures.Count > 0 ? Outcome<JsonElement>.Refused(failures) : JsonValues.Of(rows);
    }

    private static Dictionary<string, JsonElement> Row(FieldValueContext context, FieldDefinition table, JsonElement row, string path, List<Failure> failures)
    {
        var normal = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var cell in row.EnumerateObject().Where(c => !JsonValues.IsEmpty(c.Value)))
        {
            var column = table.Columns.FirstOrDefault(c => string.Equals(c.Id, cell.Name, StringComparison.Ordinal));
            if (column is null)
            {
                failures.Add(new Failure(Refusal.Invalid, "field.unknown", $"{path}.{cell.Name}"));
                continue;
            }

            var value = One(context with { Former = null }, column, cell.Value);
            failures.AddRange(value.Failures.Select(f => f with { Field = $"{path}.{cell.Name}" }));
            if (value.IsSuccess)
            {
                normal[cell.Name] = value.Value;
            }
        }

        if (normal.Count > 0)
        {
            failures.AddRange(table.Columns.Where(c => c.Required.Always && !row.TryGetProperty(c.Id, out _))
                .Select(c => new Failure(Refusal.Invalid, "field.required", $"{path}.{c.Id}")));
        }

        return normal;
    }

    private static Outcome<JsonElement> One(FieldValueContext context, FieldDefinition field, JsonElement value) => field.Kind switch
    {
        FieldKind.Text or FieldKind.LongText => TextValues.Normalise(field, value),
        FieldKind.Number or FieldKind.Amount => NumberOf(field, value),
        FieldKind.Date => DateOf(context, field, value),
        FieldKind.Boolean => BooleanOf(field, value),
        FieldKind.Choice => value.ValueKind == JsonValueKind.String && field.Options.Any(o => value.ValueEquals(o.Id)) ? value.Clone() : Fail(field, "field.option-unknown", Shown(value)),
        FieldKind.Code => CodeOf(context, field, value),
        FieldKind.Contact => IdOf<ContactId>(field, value),
        FieldKind.Service => IdOf<ServiceId>(field, value),
        FieldKind.User => IdOf<PersonId>(field, value),
        FieldKind.Link => IdOf<ItemId>(field, value),
        _ => Fail(field, "field.computed"),
    };

    private static Outcome<JsonElement> NumberOf(FieldDefinition field, JsonElement value)
    {
        decimal number;
        var read = value.ValueKind == JsonValueKind.Number
            ? value.TryGetDecimal(out number)
            : decimal.TryParse(value.ValueKind == JsonValueKind.String ? value.GetString() : null, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
        if (!read || Math.Abs(number) > FieldLimits.Number)
        {
            return Fail(field, "field.number-expected", Shown(value));
        }

        if (field.Kind == FieldKind.Amount && decimal.Round(number, 2) != number)
        {
            return Fail(field, "field.cents", Shown(value));
        }

        return number < field.Min ? Fail(field, "field.too-small", field.Min) : number > field.Max ? Fail(field, "field.too-great", field.Max) : JsonValues.Of(number);
    }

    private static Outcome<JsonElement> DateOf(FieldValueContext context, FieldDefinition field, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String || !DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return Fail(field, "field.date-expected", Shown(value));
        }

        if (date < field.Earliest)
        {
            return Fail(field, "field.too-early", field.Earliest);
        }

        return field.LatestInDays is { } days && date > context.Today.AddDays(days) ? Fail(field, "field.too-late", context.Today.AddDays(days)) : JsonValues.Of(date);
    }

    private static Outcome<JsonElement> BooleanOf(FieldDefinition field, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => value.Clone(),
        JsonValueKind.String when value.ValueEquals("true") => JsonValues.Of(true),
        JsonValueKind.String when value.ValueEquals("false") => JsonValues.Of(false),
        _ => Fail(field, "field.boolean-expected", Shown(value)),
    };

    private static Outcome<JsonElement> CodeOf(FieldValueContext context, FieldDefinition field, JsonElement value)
    {
        var code = value.ValueKind == JsonValueKind.String ? context.Catalogue.CodeList(field.List!.Value.Id).Code(value.GetString()!) : null;
        if (code is null)
        {
            return Fail(field, "field.code-unknown", Shown(value));
        }

        var stood = context.Former is { } former && (former.ValueKind == JsonValueKind.Array
            ? former.EnumerateArray().Any(v => v.ValueEquals(code.Id))
            : former.ValueKind == JsonValueKind.String && former.ValueEquals(code.Id));
        return stood || code.IsInForce(context.Today) ? JsonValues.Of(code.Id) : Fail(field, "field.code-expired", code.Id);
    }

    private static Outcome<JsonElement> IdOf<T>(FieldDefinition field, JsonElement value)
        where T : struct, IIdentifier<T>
        => value.ValueKind == JsonValueKind.String && Identifier.TryRead<T>(value.GetString(), out var id)
            ? JsonValues.Of(Identifier.Format(id))
            : Fail(field, "field.id-expected", T.Prefix, Shown(value));

    private static string Shown(JsonElement value)
    {
        var text = value.ToString();
        return text.Length > 80 ? text[..80] : text;
    }

    internal static Failure Fail(FieldDefinition field, string code, params object?[] args) => new(Refusal.Invalid, code, field.Id, args);
}
