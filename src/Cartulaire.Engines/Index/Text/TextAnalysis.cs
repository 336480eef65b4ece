using System.Text;
using Cartulaire.Kernel.Query;
using Lucene.Net.Analysis;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Analysis.Fr;
using Lucene.Net.Analysis.Miscellaneous;
using Lucene.Net.Analysis.Standard;
using Lucene.Net.Analysis.TokenAttributes;
using Lucene.Net.Analysis.Util;
using Lucene.Net.Util;

namespace Cartulaire.Engines.Index.Text;

/// <summary>A word found by an analyzer.</summary>
internal readonly record struct Word(string Term, int Start, int End, int Position);

/// <summary>How texts become terms: folded only, or folded and stemmed. Folding comes before stemming, so that a word finds itself whether its accents were typed or not.</summary>
internal sealed class TextAnalysis : AnalyzerWrapper
{
    /// <summary>Changes whenever the terms of a same text, or what an entry holds, would change; indexes of another version are rebuilt.</summary>
    public const string CurrentVersion = "3";

    private TextAnalysis()
        : base(PER_FIELD_REUSE_STRATEGY)
    {
    }

    /// <summary>Chooses the analyzer by the field's name.</summary>
    public static TextAnalysis PerField { get; } = new();

    /// <summary>Elision, lower case, folding.</summary>
    public static Analyzer Flat { get; } = NewAnonymous((_, reader) => Components(reader, stem: false));

    /// <summary>The same, then French light stemming.</summary>
    public static Analyzer Stemmed { get; } = NewAnonymous((_, reader) => Components(reader, stem: true));

    /// <summary>Cuts a text into words.</summary>
    public static List<Word> Words(Analyzer analyzer, string text)
    {
        var words = new List<Word>();
        using var stream = analyzer.GetTokenStream("x", text);
        var term = stream.AddAttribute<ICharTermAttribute>();
        var offset = stream.AddAttribute<IOffsetAttribute>();
        var step = stream.AddAttribute<IPositionIncrementAttribute>();
        var position = -1;
        stream.Reset();
        while (stream.IncrementToken())
        {
            position += step.PositionIncrement;
            words.Add(new(term.ToString(), offset.StartOffset, offset.EndOffset, position));
        }

        stream.End();
        return words;
    }

    /// <summary>The whole value in one form, for keywords and references.</summary>
    public static string FoldWhole(string value) => Folding.Fold(value.Trim());

    /// <summary>Groups of letters or digits of a number, digits also without their leading zeros.</summary>
    public static List<string> Groups(string folded)
    {
        var groups = new List<string>();
        var group = new StringBuilder();
        for (var i = 0; i <= folded.Length; i++)
        {
            var c = i < folded.Length ? folded[i] : ' ';
            var boundary = group.Length > 0 && (!char.IsLetterOrDigit(c) || char.IsDigit(c) != char.IsDigit(group[^1]));
            if (boundary)
            {
                groups.Add(group.ToString());
                group.Clear();
            }

            if (char.IsLetterOrDigit(c))
            {
                group.Append(c);
            }
        }

        return groups;
    }

    /// <summary>A group of digits without its leading zeros; other groups unchanged.</summary>
    public static string Bare(string group) => char.IsDigit(group[0]) && group.TrimStart('0') is { Length: > 0 } bare ? bare : group;

    /// <inheritdoc/>
    protected override Analyzer GetWrappedAnalyzer(string fieldName) => fieldName is Slots.Stem or Slots.Copied || fieldName.StartsWith(Slots.OwnStem, StringComparison.Ordinal) ? Stemmed : Flat;

    private static TokenStreamComponents Components(TextReader reader, bool stem)
    {
        var tokens = new StandardTokenizer(LuceneVersion.LUCENE_48, reader);
        TokenStream stream = new LowerCaseFilter(LuceneVersion.LUCENE_48, tokens);
        stream = new ElisionFilter(stream, FrenchAnalyzer.DEFAULT_ARTICLES);
        stream = new ASCIIFoldingFilter(stream);
        return new TokenStreamComponents(tokens, stem ? new FrenchLightStemFilter(stream) : stream);
    }
}
