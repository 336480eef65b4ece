using System.Text.Json;
using Cartulaire.Kernel.Access;
using Cartulaire.Kernel.Packs;

namespace Cartulaire.Kernel.Types;

/// <summary>Around what a submission is judged.</summary>
/// <param name="Catalogue">What is in force.</param>
/// <param name="Type">The type of the item.</param>
/// <param name="Rights">The rights of who submits.</param>
/// <param name="State">The item's state; null while it is being made.</param>
/// <param name="Today">The day, in the administration's time zone.</param>
public sealed record FieldContext(Catalogue Catalogue, TypeDefinition Type, Rights Rights, string? State, DateOnly Today);

/// <summary>Judges submitted values and brings them into their normal form.</summary>
public static class FieldRules
{
    /// <summary>Validates a submission on top of the present values.</summary>
    /// <param name="context">Around what it is judged.</param>
    /// <param name="current">The present values; <see cref="Properties.Empty"/> for a new item.</param>
    /// <param name="submitted">The fields that are submitted; null clears, what is absent stays.</param>
    /// <returns>All values afterwards, computed ones included; or every failure, each with its field.</returns>
    public static Outcome<Properties> Validate(FieldContext context, Properties current, Properties submitted)
    {
        List<Failure> failures = [];
        var merged = current;
        foreach (var id in submitted.Fields)
        {
            if (context.Type.Field(id) is not { } field)
            {
                failures.Add(new Failure(Refusal.Invalid, "field.unknown", id));
            }
            else if (field.Kind == FieldKind.Computed)
            {
                failures.Add(new Failure(Refusal.Invalid, "field.computed", id));
            }
            else
            {
                merged = Take(context, field, merged, submitted.Get(id)!.Value, failures);
            }
        }

        failures.AddRange(Forbidden(context, current, merged));
        failures.AddRange(RequiredFields.Missing(context.Catalogue, context.Type, merged, context.State, null)
            .Where(missing => !failures.Any(f => string.Equals(f.Field, missing.Field, StringComparison.Ordinal))));
        return failures.Count > 0 ? Outcome<Properties>.Refused(failures) : Computations.Apply(context.Catalogue, context.Type, merged);
    }

    private static Properties Take(FieldContext context, FieldDefinition field, Properties bag, JsonElement value, List<Failure> failures)
    {
        if (JsonValues.IsEmpty(value))
        {
            return bag.Without(field.Id);
        }

        var normal = FieldValues.Normalise(new FieldValueContext(context.Catalogue, context.Today, bag.Get(field.Id)), field, value);
        if (!normal.IsSuccess)
        {
            failures.AddRange(normal.Failures);
            return bag;
        }

        return JsonValues.IsEmpty(normal.Value) ? bag.Without(field.Id) : bag.With(field.Id, normal.Value);
    }

    private static IEnumerable<Failure> Forbidden(FieldContext context, Properties before, Properties after)
        => PropertiesDiff.Between(before, after)
            .Select(change => context.Type.Field(change.Field))
            .Where(field => field is not null && !context.Rights.HasFlag(Needed(field.Write)))
            .Select(field => new Failure(Refusal.Forbidden, field!.Write switch
            {
                FieldWrite.Base => "field.base-only",
                FieldWrite.Route => "field.route-only",
                _ => "field.read-only",
            }, field.Id));

    private static Rights Needed(FieldWrite write) => write switch
    {
        FieldWrite.Base => Rights.EditBase,
        FieldWrite.Route => Rights.Route,
        _ => Rights.Edit,
    };
}
