using System.Text.RegularExpressions;

namespace Cartulaire.Kernel.Proposals;

/// <summary>Finds what a letter announces by a label: its subject, the sender's reference. French, Dutch, German.</summary>
public static partial class LabelledLines
{
    private const int MostSubject = 200;

    // Shapes, so that a misread label is still a label.
    private static readonly HashSet<string> SubjectLabels = new(
        new[] { "objet", "concerne", "sujet", "betreft", "onderwerp", "betrifft", "betreff", "subject", "conc" }.Select(Skeleton.Of), StringComparer.Ordinal);

    /// <summary>The subject as written after its label, or null. A line that goes on in lower case is joined.</summary>
    public static string? Subject(IReadOnlyList<string> lines)
    {
        if (SubjectLine(lines) is not { } at)
        {
            return null;
        }

        var match = Label().Match(lines[at]);
        var subject = match.Groups["rest"].Value.Trim();
        var next = at + 1;
        if (subject.Length == 0 && next < lines.Count)
        {
            subject = lines[next++];
        }

        if (next < lines.Count && subject.Length is > 0 and < MostSubject && char.IsLower(lines[next][0]))
        {
            subject = $"{subject} {lines[next]}";
        }

        return subject.Length == 0 ? null : subject.Length > MostSubject ? subject[..MostSubject] : subject;
    }

    /// <summary>Index of the line that bears the subject's label, or null.</summary>
    public static int? SubjectLine(IReadOnlyList<string> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        for (var i = 0; i < lines.Count; i++)
        {
            var match = Label().Match(lines[i]);
            if (match.Success && SubjectLabels.Contains(Skeleton.Of(match.Groups["label"].Value)))
            {
                return i;
            }
        }

        return null;
    }

    /// <summary>The sender's own reference, or null; a reference of ours that the sender quotes ("vos réf.", "uw kenmerk") is not one.</summary>
    public static string? Reference(IReadOnlyList<string> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        foreach (var line in lines)
        {
            foreach (Match match in ReferenceForm().Matches(line))
            {
                if (!Ours().IsMatch(match.Groups["label"].Value) && match.Groups["value"].Value.Any(char.IsAsciiDigit))
                {
                    return match.Groups["value"].Value.TrimEnd('.', ',', ';');
                }
            }
        }

        return null;
    }

    [GeneratedRegex(@"^\W{0,3}(?<label>\p{L}[\p{L}\p{Nd}]{3,9}|0[\p{L}\p{Nd}]{4}|5[\p{L}\p{Nd}]{4,6})\.?\s*(?:[:;\-–.]\s*|$)(?<rest>.*)$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Label();

    [GeneratedRegex(
        @"(?<label>(?:\b(?:n(?:os|otre|/)|v(?:os|otre|/)|onze|ons|uw|unser|ihr|our|your)\s?/?\s*)?(?:\br[ée]f(?:[ée]rences?|erentie|erenz)?s?\b\.?|\bkenmerk\b|\bzeichen\b|\baktenzeichen\b|\bdossier n[°o]))\s*[:.]?\s*(?<value>[A-Za-z0-9][A-Za-z0-9./_\-]{2,39})",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 2000)]
    private static partial Regex ReferenceForm();

    [GeneratedRegex(@"^\s*(?:v(?:os|otre|/)|uw|ihr|your)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Ours();
}
