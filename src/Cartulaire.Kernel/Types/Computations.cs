using System.Text.Json;
using Cartulaire.Kernel.Packs;

namespace Cartulaire.Kernel.Types;

/// <summary>Works out computed fields, in the order of the type (the checker forbids looking forward).</summary>
public static class Computations
{
    /// <summary>The values with every computed field set, or cleared where an operand is missing.</summary>
    public static Properties Apply(Catalogue catalogue, TypeDefinition type, Properties properties)
    {
        foreach (var field in type.Fields)
        {
            if (field is { Kind: FieldKind.Computed, Computation: { } computation })
            {
                properties = Compute(catalogue, computation, properties) is { } value ? properties.With(field.Id, value) : properties.Without(field.Id);
            }
        }

        return properties;
    }

    private static JsonElement? Compute(Catalogue catalogue, Computation computation, Properties properties)
    {
        switch (computation.Kind)
        {
            case ComputationKind.Count:
                return JsonValues.Of((decimal)computation.Operands.Sum(o => Count(properties, o.Id)));
            case ComputationKind.DatePlus:
                return properties.Date(computation.Operands[0].Id) is { } date && catalogue.AddParameter(date, computation.Parameter!.Value.Id) is { } day ? JsonValues.Of(day) : null;
            default:
                var numbers = computation.Operands.SelectMany(o => Numbers(properties, o.Id)).ToList();
                return numbers.Count == 0 ? null : Number(computation.Kind, numbers);
        }
    }

    // Out of a decimal's range the field stays empty: a wrong figure is worse than none.
    private static JsonElement? Number(ComputationKind kind, List<decimal> numbers)
    {
        var result = 0m;
        try
        {
            result = kind switch
            {
                ComputationKind.Sum => numbers.Sum(),
                ComputationKind.Difference => numbers[0] - numbers.Skip(1).Sum(),
                _ => numbers.Aggregate(1m, (product, n) => product * n),
            };
        }
        catch (OverflowException)
        {
            return null;
        }

        return Math.Abs(result) > FieldLimits.Number ? null : JsonValues.Of(result);
    }

    private static int Count(Properties properties, string field) => properties.Get(field) switch
    {
        null => 0,
        { ValueKind: JsonValueKind.Array } list => list.GetArrayLength(),
        _ => 1,
    };

    private static IEnumerable<decimal> Numbers(Properties properties, string operand)
    {
        var dot = operand.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0)
        {
            return properties.Get(operand) is { } value ? Flat(value) : [];
        }

        return properties.Get(operand[..dot]) is { ValueKind: JsonValueKind.Array } rows
            ? rows.EnumerateArray().SelectMany(row => row.ValueKind == JsonValueKind.Object && row.TryGetProperty(operand[(dot + 1)..], out var cell) ? Flat(cell) : []).ToList()
            : [];
    }

    private static IEnumerable<decimal> Flat(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => [value.GetDecimal()],
        JsonValueKind.Array => value.EnumerateArray().Where(v => v.ValueKind == JsonValueKind.Number).Select(v => v.GetDecimal()),
        _ => [],
    };
}
