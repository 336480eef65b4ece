using System.Globalization;

namespace Cartulaire.Kernel.Registers;

/// <summary>A piece of a format: plain text, or a placeholder.</summary>
/// <param name="Text">The plain text, or the placeholder's name.</param>
/// <param name="IsPlaceholder">Which of both.</param>
/// <param name="Width">Digits that <c>{number:00000}</c> asks for; 0 without.</param>
public readonly record struct FormatPart(string Text, bool IsPlaceholder, int Width);

/// <summary>What is wrong in a format.</summary>
/// <param name="Code"><c>format.brace</c>, <c>format.placeholder</c>, <c>format.width</c>, <c>format.empty</c>, <c>format.length</c> or <c>format.missing</c>.</param>
/// <param name="Position">Character, from 1.</param>
/// <param name="Text">What stands there.</param>
public sealed record FormatFault(string Code, int Position, string Text);

/// <summary>Reads formats made of placeholders only: no expression, no escape, nothing to run.</summary>
public static class Placeholders
{
    /// <summary>Characters of a format at most.</summary>
    public const int MaxLength = 200;

    /// <summary>Cuts a format into its parts.</summary>
    /// <param name="format">The text.</param>
    /// <param name="isKnown">Whether a placeholder exists.</param>
    /// <returns>The parts, and every fault with its position.</returns>
    public static (IReadOnlyList<FormatPart> Parts, IReadOnlyList<FormatFault> Faults) Parse(string format, Func<string, bool> isKnown)
    {
        List<FormatPart> parts = [];
        List<FormatFault> faults = [];
        if (string.IsNullOrWhiteSpace(format) || format.Length > MaxLength)
        {
            faults.Add(new FormatFault(string.IsNullOrWhiteSpace(format) ? "format.empty" : "format.length", 1, ""));
            return (parts, faults);
        }

        for (var i = 0; i < format.Length;)
        {
            var end = format[i] == '{' ? format.IndexOf('}', i) : format.AsSpan(i).IndexOfAny('{', '}');
            if (format[i] == '}' || (format[i] == '{' && (end < 0 || format.AsSpan(i + 1, end - i - 1).Contains('{'))))
            {
                faults.Add(new FormatFault("format.brace", i + 1, format[i].ToString()));
                i++;
            }
            else if (format[i] == '{')
            {
                Placeholder(format[(i + 1)..end], i + 1, isKnown, parts, faults);
                i = end + 1;
            }
            else
            {
                var length = end < 0 ? format.Length - i : end;
                parts.Add(new FormatPart(format.Substring(i, length), false, 0));
                i += length;
            }
        }

        return (parts, faults);
    }

    private static void Placeholder(string body, int position, Func<string, bool> isKnown, List<FormatPart> parts, List<FormatFault> faults)
    {
        var colon = body.IndexOf(':', StringComparison.Ordinal);
        var name = colon < 0 ? body : body[..colon];
        if (!isKnown(name))
        {
            faults.Add(new FormatFault("format.placeholder", position, name));
            return;
        }

        var mask = colon < 0 ? "" : body[(colon + 1)..];
        if (colon >= 0 && (!string.Equals(name, "number", StringComparison.Ordinal) || mask.Length is 0 or > 12 || mask.Any(c => c != '0')))
        {
            faults.Add(new FormatFault("format.width", position, body));
            return;
        }

        parts.Add(new FormatPart(name, true, mask.Length));
    }

    /// <summary>Writes a format.</summary>
    internal static string Write(IEnumerable<FormatPart> parts, Func<FormatPart, string> value) => string.Concat(parts.Select(p => p.IsPlaceholder ? value(p) : p.Text));

    /// <summary>The part of a date that a placeholder stands for, or null.</summary>
    internal static string? OfDate(string name, DateOnly date) => name switch
    {
        "year" => date.ToString("yyyy", CultureInfo.InvariantCulture),
        "month" => date.ToString("MM", CultureInfo.InvariantCulture),
        "day" => date.ToString("dd", CultureInfo.InvariantCulture),
        _ => null,
    };
}
