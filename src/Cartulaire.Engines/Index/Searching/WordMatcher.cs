using Cartulaire.Engines.Index.Text;
using Cartulaire.Kernel.Query;

namespace Cartulaire.Engines.Index.Searching;

/// <summary>Finds in a text the words that made it a hit, with the same analyzers.</summary>
internal sealed class WordMatcher
{
    private readonly List<(int Clause, string Stem)> stems = [];
    private readonly List<(int Clause, string[] Terms, TextMatch Last)> runs = [];

    public WordMatcher(IReadOnlyList<TextNode> words)
    {
        for (var clause = 0; clause < words.Count; clause++)
        {
            var (text, match) = (words[clause].Text, words[clause].Match);
            var flat = TextAnalysis.Words(TextAnalysis.Flat, text).Select(w => w.Term).ToArray();
            if (flat.Length == 1 && match == TextMatch.Word)
            {
                stems.Add((clause, TextAnalysis.Words(TextAnalysis.Stemmed, text)[0].Term));
            }
            else if (flat.Length > 0)
            {
                runs.Add((clause, flat, match is TextMatch.Prefix or TextMatch.Fuzzy1 or TextMatch.Fuzzy2 ? match : TextMatch.Exact));
            }
        }
    }

    /// <summary>Ranges, in order, each with the clause that it answers.</summary>
    public List<(int Clause, TextRange Range)> Find(string text)
    {
        var found = new List<(int, TextRange)>();
        if (stems.Count > 0)
        {
            foreach (var word in TextAnalysis.Words(TextAnalysis.Stemmed, text))
            {
                foreach (var (clause, stem) in stems)
                {
                    if (string.Equals(stem, word.Term, StringComparison.Ordinal))
                    {
                        found.Add((clause, new(word.Start, word.End - word.Start)));
                    }
                }
            }
        }

        if (runs.Count > 0)
        {
            var words = TextAnalysis.Words(TextAnalysis.Flat, text);
            foreach (var (clause, terms, last) in runs)
            {
                for (var at = 0; at + terms.Length <= words.Count; at++)
                {
                    if (Runs(words, at, terms, last))
                    {
                        for (var i = at; i < at + terms.Length; i++)
                        {
                            found.Add((clause, new(words[i].Start, words[i].End - words[i].Start)));
                        }
                    }
                }
            }
        }

        return [.. found.DistinctBy(f => (f.Item2.Start, f.Item2.Length)).OrderBy(f => f.Item2.Start)];
    }

    private static bool Runs(List<Word> words, int at, string[] terms, TextMatch last)
    {
        for (var i = 0; i < terms.Length - 1; i++)
        {
            if (!string.Equals(words[at + i].Term, terms[i], StringComparison.Ordinal))
            {
                return false;
            }
        }

        var (word, term) = (words[at + terms.Length - 1].Term, terms[^1]);
        return last switch
        {
            TextMatch.Prefix => word.StartsWith(term, StringComparison.Ordinal),
            TextMatch.Fuzzy1 => Math.Abs(word.Length - term.Length) <= 1 && Folding.Distance(word, term) <= 1,
            TextMatch.Fuzzy2 => Math.Abs(word.Length - term.Length) <= 2 && Folding.Distance(word, term) <= 2,
            _ => string.Equals(word, term, StringComparison.Ordinal),
        };
    }
}
