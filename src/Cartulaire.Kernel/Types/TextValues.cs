using System.Text;
using System.Text.Json;

namespace Cartulaire.Kernel.Types;

/// <summary>Judges texts: length, control characters, shape.</summary>
internal static class TextValues
{
    /// <summary>Trimmed, in normal form C, line ends as LF; or what is wrong.</summary>
    public static Outcome<JsonElement> Normalise(FieldDefinition field, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            return FieldValues.Fail(field, "field.text-expected");
        }

        var raw = value.GetString()!;
        // Counted before normalising: a million characters are refused without being worked on.
        if (raw.Length > field.LengthCap * 4)
        {
            return FieldValues.Fail(field, "field.too-long", field.LengthCap, raw.Length);
        }

        if (HasLoneSurrogate(raw))
        {
            return FieldValues.Fail(field, "field.text-malformed");
        }

        var text = raw.Normalize(NormalizationForm.FormC).ReplaceLineEndings("\n").Trim();
        if (text.Length > field.LengthCap)
        {
            return FieldValues.Fail(field, "field.too-long", field.LengthCap, text.Length);
        }

        if (text.Any(c => char.IsControl(c) && !(field.Kind == FieldKind.LongText && c is '\n' or '\t')))
        {
            return FieldValues.Fail(field, field.Kind == FieldKind.Text && text.Contains('\n', StringComparison.Ordinal) ? "field.one-line" : "field.text-malformed");
        }

        return field.Pattern is { } pattern && !Fits(pattern, text) ? FieldValues.Fail(field, "field.pattern", pattern) : JsonValues.Of(text);
    }

    /// <summary>Whether a text has the shape: <c>#</c> a digit, <c>@</c> a letter, <c>*</c> either, else the character itself.</summary>
    public static bool Fits(string pattern, string text)
    {
        if (pattern.Length != text.Length)
        {
            return false;
        }

        return !pattern.Where((mask, i) => !(mask switch
        {
            '#' => char.IsAsciiDigit(text[i]),
            '@' => char.IsLetter(text[i]),
            '*' => char.IsLetterOrDigit(text[i]),
            _ => mask == text[i],
        })).Any();
    }

    private static bool HasLoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return true;
            }
        }

        return false;
    }
}
