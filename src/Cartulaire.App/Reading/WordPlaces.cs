using Cartulaire.Engines.Conversion;
using Cartulaire.Engines.Index;

namespace Cartulaire.App.Reading;

/// <summary>Finds where the words of a page stand in its text, so that a range of the text becomes boxes on the image.</summary>
internal static class WordPlaces
{
    // Text and words come from the same reading, in the same order; a word that the text writes otherwise is passed over.
    private const int Ahead = 400;

    /// <summary>Indexes of the words that a range touches.</summary>
    /// <param name="text">The text of the page.</param>
    /// <param name="words">Its words in reading order.</param>
    /// <param name="marks">Ranges of the text, in order.</param>
    public static IReadOnlyList<int> Touched(string text, IReadOnlyList<PageWord> words, IReadOnlyList<TextRange> marks)
    {
        var touched = new List<int>();
        var (at, mark) = (0, 0);
        for (var i = 0; i < words.Count && mark < marks.Count; i++)
        {
            var word = words[i].Text;
            var start = word.Length == 0 ? -1 : text.IndexOf(word, at, Math.Min(Ahead + word.Length, text.Length - at), StringComparison.Ordinal);
            if (start < 0)
            {
                continue;
            }

            at = start + word.Length;
            while (mark < marks.Count && marks[mark].Start + marks[mark].Length <= start)
            {
                mark++;
            }

            if (mark < marks.Count && marks[mark].Start < at)
            {
                touched.Add(i);
            }
        }

        return touched;
    }
}
