namespace Cartulaire.Tests.Architecture;

/// <summary>What a rule found.</summary>
/// <param name="Looked">How many things it looked at: a rule that looked at nothing proves nothing.</param>
/// <param name="Faults">One sentence for each fault, with its place.</param>
internal sealed record Finding(int Looked, IReadOnlyList<string> Faults);

/// <summary>How a rule is held: on the real thing it looked at something and found nothing; on its sample it finds exactly what was put there.</summary>
internal static class Rule
{
    public static void Holds(Finding finding)
    {
        Assert.True(finding.Looked > 0, "The rule looked at nothing: it would pass whatever the code.");
        Assert.True(finding.Faults.Count == 0, string.Join('\n', finding.Faults));
    }

    public static void Finds(Finding finding, params string[] expected)
    {
        Assert.Equal(expected.Length, finding.Faults.Count);
        Assert.All(expected.Zip(finding.Faults), pair => Assert.Contains(pair.First, pair.Second, StringComparison.Ordinal));
    }
}
