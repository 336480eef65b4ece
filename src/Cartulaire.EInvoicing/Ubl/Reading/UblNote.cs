using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Ubl.Reading;

/// <summary>A note of UBL (BG-1): a subject stands before the text between two signs, <c>#AAI#the text</c>.</summary>
internal static class UblNote
{
    private const int Length = 5;

    /// <summary>Its subject (BT-21); null when it has none.</summary>
    public static string? Subject(string note)
        => note.Length >= Length && note[0] == '#' && note[4] == '#' && IsSubject(note.AsSpan(1, 3)) ? note[1..4] : null;

    /// <summary>Its text (BT-22), of a note with a subject; null when there is none.</summary>
    public static string? Rest(string note) => Blank.Trim(note[Length..]) is { Length: > 0 } text ? text : null;

    /// <summary>Whether UBL can write a subject so that it is read again.</summary>
    public static bool IsSubject(ReadOnlySpan<char> code) => code.Length == 3 && code.IndexOfAnyExceptInRange('A', 'Z') < 0;
}
