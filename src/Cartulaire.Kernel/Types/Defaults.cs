using System.Text.Json;
using Cartulaire.Kernel.Packs;

namespace Cartulaire.Kernel.Types;

/// <summary>Fills what nobody said.</summary>
public static class Defaults
{
    /// <summary>Gives every field without a value its default, in the order of the type; what was said is never touched.</summary>
    /// <param name="catalogue">Gives code lists and parameters.</param>
    /// <param name="type">The type.</param>
    /// <param name="properties">What was said.</param>
    /// <param name="person">Who makes the item; null for a machine.</param>
    /// <param name="today">The day.</param>
    public static Properties Apply(Catalogue catalogue, TypeDefinition type, Properties properties, PersonId? person, DateOnly today)
    {
        foreach (var field in type.Fields)
        {
            if (field.Default is { } rule && !properties.Has(field.Id) && Value(catalogue, type, properties, rule, person, today) is { } value)
            {
                properties = properties.With(field.Id, field.Repeatable && value.ValueKind != JsonValueKind.Array ? JsonValues.Of([value]) : value);
            }
        }

        return Computations.Apply(catalogue, type, properties);
    }

    private static JsonElement? Value(Catalogue catalogue, TypeDefinition type, Properties properties, DefaultRule rule, PersonId? person, DateOnly today)
    {
        if (rule.Literal is { } literal)
        {
            return person is null && literal.ValueKind == JsonValueKind.String && literal.ValueEquals("@me") ? null : Macros.Resolve(literal, person, today);
        }

        if (rule is not { OfCode: { } codeField, Attribute: { } name } || properties.Text(codeField.Id) is not { } code || type.Field(codeField.Id)?.List is not { } list
            || catalogue.CodeList(list.Id).Code(code)?.Attributes.GetValueOrDefault(name) is not { ValueKind: not JsonValueKind.Undefined } attribute)
        {
            return null;
        }

        if (rule.FromDate is not { } from)
        {
            return attribute;
        }

        return properties.Date(from.Id) is { } date && attribute.ValueKind == JsonValueKind.String && catalogue.AddParameter(date, attribute.GetString()!) is { } day
            ? JsonValues.Of(day) : null;
    }
}
