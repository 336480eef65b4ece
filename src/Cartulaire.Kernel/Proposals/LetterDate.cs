using System.Globalization;
using System.Text.RegularExpressions;

namespace Cartulaire.Kernel.Proposals;

/// <summary>Chooses which of the dates in a letter is the letter's own.</summary>
public static partial class LetterDate
{
    private const double SureScore = 5;
    private const double LeastScore = 2;
    private const int Around = 40;

    /// <summary>The date of the letter, never later than the day of reception; null when none looks like it.</summary>
    /// <param name="letter">The letter.</param>
    /// <param name="received">Day of reception.</param>
    public static Proposal? Choose(LetterText letter, DateOnly received)
    {
        ArgumentNullException.ThrowIfNull(letter);
        var body = BodyOffset(letter);
        var ranked = DateFinder.Find(letter.Text)
            .Where(d => d.Date <= received)
            .Select(d => (Found: d, Score: Score(letter.Text, d, body, received)))
            .GroupBy(d => d.Found.Date)
            .Select(g => g.OrderByDescending(d => d.Score).First())
            .OrderByDescending(d => d.Score).ThenBy(d => d.Found.Start)
            .ToList();
        if (ranked.Count == 0 || ranked[0].Score < LeastScore)
        {
            return null;
        }

        var best = ranked[0];
        var margin = ranked.Count == 1 ? 3 : best.Score - ranked[1].Score;
        var confidence = Math.Clamp((best.Score + Math.Min(margin, 3)) / 11, 0.05, 0.99);
        var others = (ranked.Count - 1).ToString(CultureInfo.InvariantCulture);
        var reason = ranked.Count == 1
            ? new ProposalReason(ReasonCodes.Written, [best.Found.Extract])
            : new ProposalReason(ReasonCodes.LikeliestDate, [best.Found.Extract, others]);
        return new Proposal(
            ProposalSlots.MailDate, best.Found.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), confidence, best.Score >= SureScore && margin >= 2, reason);
    }

    private static int BodyOffset(LetterText letter)
        => letter.BodyStart < letter.Lines.Count ? letter.Text.IndexOf(letter.Lines[letter.BodyStart], StringComparison.Ordinal) : letter.Text.Length;

    private static double Score(string text, FoundDate date, int body, DateOnly received)
    {
        var before = text[Math.Max(0, date.Start - Around)..date.Start];
        var line = before[(before.LastIndexOf('\n') + 1)..];
        var end = date.Start + date.Extract.Length;
        var after = text[end..Math.Min(text.Length, end + Around)];
        var alone = after.TrimStart(' ', '.', ',').Length == 0 || after.TrimStart(' ', '.', ',', '\r')[0] == '\n';
        var score = date.Start < body ? 3.0 : 0;
        score += DateLabel().IsMatch(line) ? 4 : 0;
        score += alone && PlaceLine().IsMatch(line) ? 3 : 0;
        score += alone && line.Trim().Length == 0 ? 1.5 : 0;
        score += Done().IsMatch(line) ? 4 : 0;
        score -= Quoted().IsMatch(before) ? 4 : 0;
        score -= Other().IsMatch(line) ? 5 : 0;
        var age = received.DayNumber - date.Date.DayNumber;
        return score + (age <= 31 ? 1.5 : age <= 92 ? 0.5 : age <= 366 ? -1.5 : -4);
    }

    [GeneratedRegex(@"^\W*(?:[Dd]ate|DATE|[Dd]atum|DATUM)(?: (?:du courrier|de la lettre|d'envoi|d.envoi|de facture|facture|document))?\s*[:.]?\s*$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex DateLabel();

    // "Sart, le", "Namur, den", "le", "Le lundi": at most a few words, the last of them a comma or an article or a weekday.
    [GeneratedRegex(@"^\s*(?:\p{Lu}[\p{L}' -]{1,30}[,.]\s*)?(?:(?:le|1e|den|op|am|de)\s*)?(?:\p{L}{4,10},?\s+)?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 2000)]
    private static partial Regex PlaceLine();

    [GeneratedRegex(@"(?:fait|gedaan|geschehen|opgemaakt|ausgestellt)\s+(?:à|a|te|in|zu)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Done();

    [GeneratedRegex(
        @"\b(?:du|dès le|depuis le|depuis|avant le|après le|jusqu.au|jusqu.à|au|en date du|à partir du|van|tot|vóór|vanaf|sinds|uiterlijk|vom|bis zum|bis|seit|ab|zum)\s+(?:\p{L}{4,10}\s+)?$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Quoted();

    [GeneratedRegex(
        @"(?:\bné(?:e|\(e\))?\b|naissance|échéance|geboren|geboorte|vervaldag|geburt|fällig|valable|v[/.]? ?réf|vo(?:s|tre) |\buw |\bihr|payer|livraison|commande|décision|arrêté|réunion|séance|éd(?:ition|\.)|version|imprimé|mis à jour)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Other();
}
