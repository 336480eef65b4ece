using System.Globalization;
using System.Text;

namespace Cartulaire.Kernel.Filing;

/// <summary>Names of received files. They are kept as they came, never become a path, and are shown and served without what deceives the eye (security X-06, P-01).</summary>
public static class FileNames
{
    /// <summary>Characters of a name at most.</summary>
    public const int Longest = 500;

    /// <summary>Refuses a name that is too long to be kept.</summary>
    public static Failure? Refusal(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length > Longest ? new Failure(Kernel.Refusal.Invalid, "reception.name-too-long", "fileName", Longest) : null;
    }

    /// <summary>The name for people: what turns the reading direction, breaks the line or cannot be seen is written out, such as <c>⟨U+202E⟩</c>.</summary>
    public static string Shown(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!name.EnumerateRunes().Any(Deceives))
        {
            return name;
        }

        var shown = new StringBuilder(name.Length + 16);
        foreach (var rune in name.EnumerateRunes())
        {
            shown.Append(Deceives(rune) ? string.Create(CultureInfo.InvariantCulture, $"⟨U+{rune.Value:X4}⟩") : rune.ToString());
        }

        return shown.ToString();
    }

    /// <summary>The name under which a file is handed out: without what deceives, and without what ends a name or a path elsewhere.</summary>
    public static string Served(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var kept = string.Concat(name.EnumerateRunes().Where(r => !Deceives(r) && r.Value is not ('/' or '\\' or '"' or ':' or '*' or '?' or '<' or '>' or '|'))).Trim(' ', '.');
        return kept.Length == 0 ? "document" : kept;
    }

    // A lone surrogate enumerates as U+FFFD.
    private static bool Deceives(Rune rune) => Rune.IsControl(rune)
        || rune.Value is 0xFFFD or 0x061C or 0x200B or (>= 0x200E and <= 0x200F) or (>= 0x2028 and <= 0x202E) or (>= 0x2060 and <= 0x206F) or 0xFEFF;
}
