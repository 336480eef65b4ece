using System.Text.RegularExpressions;

namespace Cartulaire.Kernel.Proposals;

/// <summary>A word or group of words of a letter that something can be learnt from.</summary>
/// <param name="Hash">What is learnt.</param>
/// <param name="Extract">As it is written, for the reason shown.</param>
public readonly record struct Feature(long Hash, string Extract);

/// <summary>A letter, cut into the zones where things are looked for.</summary>
public sealed partial class LetterText
{
    private const int MostLines = 400;
    private const int FootLines = 5;
    private const int HeadLines = 14;

    private LetterText(string text)
    {
        Text = text;
        Lines = [.. text.Split('\n', MostLines + 1).Take(MostLines).Select(l => l.Trim()).Where(l => l.Length > 0)];
        Identifiers = IdentifierFinder.Find(text);
        var subject = LabelledLines.SubjectLine(Lines);
        BodyStart = subject ?? Math.Min(Lines.Count, HeadLines);
        var foot = Foot();
        Edges = Features([.. Lines.Take(BodyStart), .. Lines.Skip(foot)], pairs: true);
        Body = Features([.. Lines.Take(foot).Skip(BodyStart)], pairs: false);
        Marks = [.. Identifiers.Where(i => i.Kind != IdentifierKind.StructuredCommunication).Select(Mark).DistinctBy(f => f.Hash)];
    }

    /// <summary>The whole text, lines separated by line feeds.</summary>
    public string Text { get; }

    /// <summary>Lines that say something, without the spaces around them.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>Index of the line where the body begins: the subject's, or the end of the head.</summary>
    public int BodyStart { get; }

    /// <summary>Identifiers whose form and check hold.</summary>
    public IReadOnlyList<FoundIdentifier> Identifiers { get; }

    /// <summary>Identifiers as features.</summary>
    public IReadOnlyList<Feature> Marks { get; }

    /// <summary>Words and pairs of words of the head and the foot, where senders name themselves.</summary>
    public IReadOnlyList<Feature> Edges { get; }

    /// <summary>Words from the subject on.</summary>
    public IReadOnlyList<Feature> Body { get; }

    /// <summary>Cuts a text.</summary>
    /// <param name="text">Pages in order, lines separated by line feeds.</param>
    public static LetterText Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new LetterText(text.Length > 100_000 ? text[..100_000] : text);
    }

    // What follows the last formula of politeness; without one, the last lines that are no sentences.
    private int Foot()
    {
        for (var i = Lines.Count - 1; i >= BodyStart; i--)
        {
            if (Closing().IsMatch(Lines[i]))
            {
                return i + 1;
            }
        }

        var foot = Lines.Count;
        while (foot > Math.Max(BodyStart + 1, Lines.Count - FootLines) && !Lines[foot - 1].EndsWith('.'))
        {
            foot--;
        }

        return foot;
    }

    private static Feature Mark(FoundIdentifier found)
        => new(Skeleton.Hash($"{found.Kind}:{(found.Kind == IdentifierKind.Email ? Skeleton.Of(found.Value) : found.Value)}"), found.Extract);

    private static List<Feature> Features(IReadOnlyList<string> lines, bool pairs)
    {
        var features = new List<Feature>();
        var seen = new HashSet<long>();
        (string Line, string Shape, Match Word)? last = null;
        foreach (var (line, word) in lines.SelectMany(line => Words().Matches(line).Select(word => (line, word))))
        {
            var shape = Skeleton.Of(word.Value);
            if (shape.Length >= 2 || char.IsAsciiDigit(word.ValueSpan[0]))
            {
                Add(shape, word.Value);
                if (pairs && last is { } before)
                {
                    // As it stands on one line (« l'attention »); across two lines only the words are there.
                    Add($"{before.Shape} {shape}", ReferenceEquals(line, before.Line) ? line[before.Word.Index..(word.Index + word.Length)] : $"{before.Word.Value} {word.Value}");
                }
            }

            last = (line, shape, word);
        }

        return features;

        void Add(string shape, string extract)
        {
            var hash = Skeleton.Hash(shape);
            if (seen.Add(hash))
            {
                features.Add(new Feature(hash, extract));
            }
        }
    }

    [GeneratedRegex(
        @"\b(?:salutations?|cordialement|bien à vous|sentiments distingués|considération|hoogachtend|hoogachting|groeten?|hochachtungsvoll|gr(?:ü|ue)(?:ß|ss)en|regards|sincerely|faithfully)\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 2000)]
    private static partial Regex Closing();

    [GeneratedRegex(@"[\p{L}\p{Nd}]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Words();
}
