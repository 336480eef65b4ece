namespace Cartulaire.Bench.Proposals;

/// <summary>What was proposed in one slot, against what was expected.</summary>
internal sealed class Tally
{
    /// <summary>Letters that count for the slot.</summary>
    public int Asked { get; private set; }

    public int Right { get; private set; }

    public int Sure { get; private set; }

    public int SureWrong { get; private set; }

    /// <summary>What the most frequent value so far would have got.</summary>
    public int MostFrequent { get; private set; }

    public double Share => Asked == 0 ? 0 : 100.0 * Right / Asked;

    public double SureWrongShare => Sure == 0 ? 0 : 100.0 * SureWrong / Sure;

    public void Take(bool asked, string? proposed, bool sure, string expected, string? mostFrequent)
    {
        var right = string.Equals(proposed, expected, StringComparison.Ordinal);
        if (asked)
        {
            Asked++;
            Right += right ? 1 : 0;
            MostFrequent += string.Equals(mostFrequent, expected, StringComparison.Ordinal) ? 1 : 0;
        }

        // A sure answer is wrong whether the letter printed the value or not.
        Sure += sure ? 1 : 0;
        SureWrong += sure && !right ? 1 : 0;
    }
}
