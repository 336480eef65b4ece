using System.Text.Json;

namespace Cartulaire.Kernel.Types;

/// <summary>The two words that a pack may write in place of a value.</summary>
public static class Macros
{
    /// <summary>Replaces <c>@today</c> and <c>@me</c>.</summary>
    public static JsonElement Resolve(JsonElement value, PersonId? person, DateOnly today)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            return value;
        }

        return value.GetString() switch
        {
            "@today" => JsonValues.Of(today),
            "@me" when person is { } me => JsonValues.Of(me.ToString()),
            _ => value,
        };
    }
}
