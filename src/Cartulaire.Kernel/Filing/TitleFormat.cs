using Cartulaire.Kernel.Registers;
using Cartulaire.Kernel.Types;

namespace Cartulaire.Kernel.Filing;

/// <summary>How a title is made: <c>{number}</c> and ids of fields. What a user typed is a value, never read again as a format.</summary>
public sealed class TitleFormat
{
    private readonly IReadOnlyList<FormatPart> parts;

    private TitleFormat(IReadOnlyList<FormatPart> parts) => this.parts = parts;

    /// <summary>Characters of a title at most.</summary>
    public const int MaxLength = 300;

    /// <summary>Reads a format.</summary>
    /// <param name="text">The format.</param>
    /// <param name="isField">Whether a field may be quoted.</param>
    /// <param name="faults">Everything wrong with it.</param>
    public static TitleFormat? Parse(string text, Func<string, bool> isField, out IReadOnlyList<FormatFault> faults)
    {
        (var parts, faults) = Placeholders.Parse(text, name => string.Equals(name, "number", StringComparison.Ordinal) || isField(name));
        return faults.Count == 0 ? new TitleFormat(parts) : null;
    }

    /// <summary>Writes the title; empty values leave no dangling separators.</summary>
    /// <param name="properties">The item's values.</param>
    /// <param name="number">Its number, when it has one.</param>
    /// <param name="shown">Writes a value as people read it (a contact's name, a code's label); null takes the text as it is.</param>
    public string Format(Properties properties, string? number, Func<string, string?>? shown = null)
    {
        var text = Placeholders.Write(parts, part => string.Equals(part.Text, "number", StringComparison.Ordinal)
            ? number ?? ""
            : shown?.Invoke(part.Text) ?? string.Join(", ", properties.Texts(part.Text)));
        text = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Trim(' ', '-', '–', ',', ':', '/');
        if (text.Length <= MaxLength)
        {
            return text;
        }

        var cut = char.IsHighSurrogate(text[MaxLength - 2]) ? MaxLength - 2 : MaxLength - 1;
        return text[..cut] + "…";
    }
}
