using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Cartulaire.EInvoicing.Identifiers;

/// <summary>
/// Structured communication of Belgian payments (OGM/VCS): ten digits and two that check them, the remainder of the ten by 97, or 97 where there is none.
/// </summary>
public static class StructuredCommunication
{
    /// <summary>Whether a text is such a communication.</summary>
    /// <param name="text">As people write it: <c>+++010/8068/17183+++</c>, <c>***010/8068/17183***</c>, <c>010806817183</c>.</param>
    public static bool IsValid([NotNullWhen(true)] string? text) => Normalize(text) is not null;

    /// <summary>The twelve digits, such as <c>010806817183</c>.</summary>
    /// <param name="text">As people write it.</param>
    /// <returns>Null when the text is no such communication.</returns>
    public static string? Normalize(string? text)
    {
        var digits = Written.Without(text, "+*/");
        return Written.IsDigits(digits, 12) && CheckOf(digits.AsSpan(0, 10)) == int.Parse(digits.AsSpan(10), CultureInfo.InvariantCulture) ? digits : null;
    }

    /// <summary>As it is printed: <c>+++010/8068/17183+++</c>.</summary>
    /// <param name="text">As people write it.</param>
    /// <returns>The text itself when it is no such communication.</returns>
    public static string Format(string text) => Normalize(text) is { } digits ? $"+++{digits[..3]}/{digits[3..7]}/{digits[7..]}+++" : text;

    /// <summary>What ten digits leave by 97; 97 where they leave nothing. Belgian account numbers have the same check.</summary>
    internal static int CheckOf(ReadOnlySpan<char> tenDigits) => (int)(long.Parse(tenDigits, CultureInfo.InvariantCulture) % 97) is var rest and not 0 ? rest : 97;
}
