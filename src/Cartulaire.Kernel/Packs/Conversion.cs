using System.Globalization;
using System.Text.Json;
using Cartulaire.Kernel.Types;

namespace Cartulaire.Kernel.Packs;

/// <summary>What one step of a conversion does, to the items of one type.</summary>
/// <param name="At">Where it is written.</param>
/// <param name="Type">The type, by its id after the conversion.</param>
public abstract record ConversionStep(Origin At, Ref Type);

/// <summary>A field has another id.</summary>
/// <param name="At">Where it is written.</param>
/// <param name="Type">The type.</param>
/// <param name="From">The former id.</param>
/// <param name="To">The new id.</param>
public sealed record RenameStep(Origin At, Ref Type, string From, Ref To) : ConversionStep(At, Type);

/// <summary>Values of a field become others.</summary>
/// <param name="At">Where it is written.</param>
/// <param name="Type">The type.</param>
/// <param name="Field">The field.</param>
/// <param name="Map">Former to new value; what is not named stays.</param>
public sealed record MapValuesStep(Origin At, Ref Type, Ref Field, IReadOnlyDictionary<string, string> Map) : ConversionStep(At, Type);

/// <summary>States become others.</summary>
/// <param name="At">Where it is written.</param>
/// <param name="Type">The type.</param>
/// <param name="Map">Former to new state.</param>
public sealed record MapStatesStep(Origin At, Ref Type, IReadOnlyDictionary<string, string> Map) : ConversionStep(At, Type);

/// <summary>A field without a value takes one.</summary>
/// <param name="At">Where it is written.</param>
/// <param name="Type">The type.</param>
/// <param name="Field">The field.</param>
/// <param name="Value">The value.</param>
public sealed record DefaultStep(Origin At, Ref Type, Ref Field, JsonElement Value) : ConversionStep(At, Type);

/// <summary>How items of one version of the pack become items of the next.</summary>
/// <param name="At">Where it is written.</param>
/// <param name="From">The version that is left; the one reached is the next.</param>
/// <param name="Steps">In order.</param>
public sealed record Conversion(Origin At, int From, IReadOnlyList<ConversionStep> Steps);

/// <summary>What a conversion works on.</summary>
/// <param name="State">The item's state.</param>
/// <param name="Properties">Its values.</param>
/// <param name="Trace">What steps did to it that they could not undo by themselves, by step (<c>version/place</c>) with what stood there before; null when nobody keeps it.</param>
public sealed record Convertible(string? State, Properties Properties, Properties? Trace = null);

/// <summary>Plays conversions: the job that converts all and the reader that meets an item not yet converted use the same function.</summary>
public static class Conversions
{
    private static readonly JsonElement Nothing = JsonSerializer.SerializeToElement<object?>(null);

    /// <summary>Brings an item from the version under which it was written to another, forward.</summary>
    /// <param name="chain">The pack's conversions.</param>
    /// <param name="type">The item's type.</param>
    /// <param name="from">The version under which it was written.</param>
    /// <param name="to">The version in force.</param>
    /// <param name="item">The item.</param>
    /// <remarks>A version without a conversion needed none. Playing it on an item already at <paramref name="to"/> changes nothing.</remarks>
    public static Convertible Forward(IReadOnlyList<Conversion> chain, string type, int from, int to, Convertible item)
        => Steps(chain, type, from, to).Aggregate(item, (current, step) => Traced(current, step.Key, step.Step));

    /// <summary>Brings an item back, where nothing was lost on the way or its trace tells what was.</summary>
    /// <returns>Refused as <c>conversion.not-reversible</c> with file, line and reason of every step that cannot be undone.</returns>
    public static Outcome<Convertible> Back(IReadOnlyList<Conversion> chain, string type, int from, int to, Convertible item)
    {
        List<Failure> refused = [];
        foreach (var (key, step) in Steps(chain, type, to, from).Reverse())
        {
            if (Undone(item, key, step) is { } undone)
            {
                item = undone;
            }
            else
            {
                refused.Add(new Failure(Refusal.Conflict, "conversion.not-reversible", null, step.At.File, step.At.Line, Loss(step)));
            }
        }

        return refused.Count > 0 ? refused.ToArray() : item;
    }

    /// <summary>The steps that concern a type between two versions, in order, each with its permanent name <c>version/place</c>.</summary>
    public static IReadOnlyList<(string Key, ConversionStep Step)> Steps(IReadOnlyList<Conversion> chain, string type, int from, int to)
        => [.. chain.Where(c => c.From >= from && c.From < to).OrderBy(c => c.From)
            .SelectMany(c => c.Steps.Select((step, place) => (string.Create(CultureInfo.InvariantCulture, $"{c.From}/{place}"), step))).Where(s => Is(s.step, type))];

    /// <summary>Why a step cannot be undone for every item, as a code; null when it can.</summary>
    public static string? Loss(ConversionStep step) => step switch
    {
        MapValuesStep map when Merges(map.Map) => "conversion.values-merged",
        MapStatesStep map when Merges(map.Map) => "conversion.states-merged",
        DefaultStep => "conversion.default-not-told-apart",
        _ => null,
    };

    // A target that already existed must be named in the map (the upgrade analysis sees to it), so a merge always shows as two keys of one value.
    private static bool Merges(IReadOnlyDictionary<string, string> map) => map.Values.Distinct(StringComparer.Ordinal).Count() < map.Count;

    private static Convertible Traced(Convertible before, string key, ConversionStep step)
    {
        var after = Play(before, step);
        if (before.Trace is not { } trace || Loss(step) is null || after == before)
        {
            return after;
        }

        var former = step switch
        {
            MapValuesStep map => before.Properties.Get(map.Field.Id),
            MapStatesStep => JsonValues.Of(before.State!),
            DefaultStep filled => before.Properties.Get(filled.Field.Id),
            _ => throw new InvalidOperationException($"Step {step.GetType().Name} loses nothing."),
        };
        return after with { Trace = trace.With(key, former ?? Nothing) };
    }

    // Null when what was lost is not known.
    private static Convertible? Undone(Convertible item, string key, ConversionStep step)
    {
        if (Loss(step) is null)
        {
            return Play(item, Reverse(step));
        }

        if (item.Trace is not { } trace)
        {
            return null;
        }

        var rest = item with { Trace = trace.Without(key) };
        return (step, trace.Get(key)) switch
        {
            (DefaultStep filled, { } former) => Unfilled(rest, filled, former),
            (DefaultStep, null) => rest,
            (MapStatesStep map, { } former) when Same(map.Map.GetValueOrDefault(former.GetString()!), item.State) => rest with { State = former.GetString() },
            (MapStatesStep map, _) => item.State is null ? rest : Former(item.State, map.Map) is { } state ? rest with { State = state } : null,
            (MapValuesStep map, { } former) when item.Properties.Get(map.Field.Id) is { } value && Same(Properties.Canonical(Mapped(former, map.Map)), Properties.Canonical(value))
                => rest with { Properties = item.Properties.With(map.Field.Id, former) },
            (MapValuesStep map, _) => item.Properties.Get(map.Field.Id) is not { } value ? rest
                : Unmapped(value, map.Map) is { } back ? rest with { Properties = item.Properties.With(map.Field.Id, back) } : null,
            _ => throw new InvalidOperationException($"Unknown step {step.GetType().Name}."),
        };
    }

    // What somebody has written over the default since is his and stays.
    private static Convertible Unfilled(Convertible item, DefaultStep step, JsonElement former)
        => item.Properties.Get(step.Field.Id) is not { } value || !Same(Properties.Canonical(value), Properties.Canonical(step.Value)) ? item
            : item with { Properties = former.ValueKind == JsonValueKind.Null ? item.Properties.Without(step.Field.Id) : item.Properties.With(step.Field.Id, former) };

    private static JsonElement? Unmapped(JsonElement value, IReadOnlyDictionary<string, string> map)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                return Former(value.GetString()!, map) is { } former ? JsonValues.Of(former) : null;
            case JsonValueKind.Array:
                var entries = value.EnumerateArray().Select(v => Unmapped(v, map)).ToList();
                return entries.Any(e => e is null) ? null : JsonValues.Of(entries.Select(e => e!.Value));
            default:
                return value;
        }
    }

    private static string? Former(string value, IReadOnlyDictionary<string, string> map)
    {
        var keys = map.Where(p => Same(p.Value, value)).Select(p => p.Key).ToList();
        return keys.Count switch
        {
            0 => value,
            1 => keys[0],
            _ => keys.Contains(value, StringComparer.Ordinal) ? value : null,
        };
    }

    private static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.Ordinal);

    private static bool Is(ConversionStep step, string type) => string.Equals(step.Type.Id, type, StringComparison.Ordinal);

    private static ConversionStep Reverse(ConversionStep step) => step switch
    {
        RenameStep rename => rename with { From = rename.To.Id, To = rename.To with { Id = rename.From } },
        MapValuesStep map => map with { Map = map.Map.ToDictionary(p => p.Value, p => p.Key, StringComparer.Ordinal) },
        MapStatesStep map => map with { Map = map.Map.ToDictionary(p => p.Value, p => p.Key, StringComparer.Ordinal) },
        _ => throw new InvalidOperationException($"Step {step.GetType().Name} has no reverse."),
    };

    private static Convertible Play(Convertible item, ConversionStep step) => step switch
    {
        RenameStep rename => item.Properties.Get(rename.From) is { } value
            ? item with { Properties = item.Properties.Without(rename.From).With(rename.To.Id, value) } : item,
        MapValuesStep map => item.Properties.Get(map.Field.Id) is { } value
            ? item with { Properties = item.Properties.With(map.Field.Id, Mapped(value, map.Map)) } : item,
        MapStatesStep map => item.State is { } state ? item with { State = map.Map.GetValueOrDefault(state, state) } : item,
        DefaultStep @default => item.Properties.Has(@default.Field.Id) ? item : item with { Properties = item.Properties.With(@default.Field.Id, @default.Value) },
        _ => throw new InvalidOperationException($"Unknown step {step.GetType().Name}."),
    };

    private static JsonElement Mapped(JsonElement value, IReadOnlyDictionary<string, string> map) => value.ValueKind switch
    {
        JsonValueKind.String => JsonValues.Of(map.GetValueOrDefault(value.GetString()!, value.GetString()!)),
        JsonValueKind.Array => JsonValues.Of(value.EnumerateArray().Select(v => Mapped(v, map)).DistinctBy(Properties.Canonical)),
        _ => value,
    };
}
