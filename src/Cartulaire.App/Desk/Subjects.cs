using Cartulaire.App.Ui;

namespace Cartulaire.App.Desk;

/// <summary>What a record is about, beside its number: a title often begins with the number, or is nothing else.</summary>
internal static class Subjects
{
    /// <summary>The title without the number; a dash when nothing is left.</summary>
    public static string Of(Screen screen, string title, string? number)
        => number is null || !title.StartsWith(number, StringComparison.Ordinal) ? title
            : title[number.Length..].TrimStart(' ', '-', '–') is { Length: > 0 } rest ? rest : screen.Say("record.none");
}
