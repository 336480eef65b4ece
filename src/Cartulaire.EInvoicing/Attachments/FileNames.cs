using System.Globalization;
using System.Text;

namespace Cartulaire.EInvoicing.Attachments;

/// <summary>Names of files as others give them, made harmless.</summary>
internal static class FileNames
{
    private const int Longest = 120;
    private const string None = "attachment";

    private static readonly HashSet<string> Devices = new(StringComparer.OrdinalIgnoreCase)
    {
        "CON", "PRN", "AUX", "NUL", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9",
    };

    /// <summary>The last part of a path, without characters that file systems refuse or that are not seen (such as those that turn the direction of writing, behind which <c>exe</c> is hidden), without dots and blanks around.</summary>
    public static string Harmless(string name)
    {
        var text = new StringBuilder();
        foreach (var rune in name[(name.LastIndexOfAny(['/', '\\']) + 1)..].EnumerateRunes())
        {
            var isSeen = Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse);
            if (isSeen && rune != Rune.ReplacementChar)
            {
                text.Append("<>:\"|?*".Contains(rune.ToString(), StringComparison.Ordinal) ? "_" : rune.ToString());
            }
        }

        var kept = Shortened(text.ToString().Trim(' ', '.'));
        return kept.Length == 0 ? None : Devices.Contains(kept.Split('.')[0].TrimEnd()) ? "_" + kept : kept;
    }

    private static string Shortened(string name)
    {
        if (name.Length <= Longest)
        {
            return name;
        }

        var extension = Path.GetExtension(name) is { Length: < 10 } written ? written : "";
        var end = Longest - extension.Length;
        return name[..(char.IsHighSurrogate(name[end - 1]) ? end - 1 : end)] + extension;
    }
}
