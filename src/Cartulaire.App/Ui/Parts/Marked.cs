namespace Cartulaire.App.Ui.Parts;

/// <summary>Texts in which some words are marked.</summary>
internal static class Marked
{
    /// <summary>Cuts a text into pieces, marked and not.</summary>
    /// <param name="text">The text.</param>
    /// <param name="marks">Ranges to mark; what overlaps or lies outside is left.</param>
    public static IEnumerable<(string Piece, bool Marked)> Pieces(string text, IEnumerable<(int Start, int Length)> marks)
    {
        var at = 0;
        foreach (var (start, length) in marks.OrderBy(m => m.Start))
        {
            if (start >= at && start + length <= text.Length)
            {
                yield return (text[at..start], false);
                yield return (text.Substring(start, length), true);
                at = start + length;
            }
        }

        yield return (text[at..], false);
    }
}
