using Cartulaire.EInvoicing;

namespace Cartulaire.Bench.EInvoicing.Conformance;

/// <summary>How two validators agree about a file.</summary>
internal enum Outcome
{
    /// <summary>They say the same.</summary>
    Equal,

    /// <summary>They do not.</summary>
    Different,

    /// <summary>They do not, and the official one left rules out because of an error in its own pattern.</summary>
    PassedOver,

    /// <summary>The official one ended in an error, and says nothing of the file.</summary>
    Aborted,
}

/// <summary>How often they agree.</summary>
internal sealed class ComparisonTally
{
    private readonly int[] outcomes = new int[Enum.GetValues<Outcome>().Length];

    private readonly HashSet<string> rules = new(StringComparer.Ordinal);

    private int findings;

    /// <summary>Nothing differs but what the official side could not judge.</summary>
    public bool IsSame => outcomes[(int)Outcome.Different] == 0;

    /// <summary>The word for it.</summary>
    public static string Word(Outcome outcome) => outcome switch
    {
        Outcome.Equal => "equal",
        Outcome.Different => "different",
        Outcome.PassedOver => "with rules left out officially (an error in their pattern)",
        _ => "aborted officially",
    };

    /// <summary>Counts a file.</summary>
    public Outcome Add(List<Told> ours, List<Told>? officially, string? error, ReadFault? fault)
    {
        var outcome = officially is null ? Outcome.Aborted
            : fault is null && ours.Count == officially.Count && Told.Only(ours, officially).Count == 0 ? Outcome.Equal
            : error is null || fault is not null ? Outcome.Different : Outcome.PassedOver;
        outcomes[(int)outcome]++;
        findings += officially?.Count ?? 0;
        rules.UnionWith(officially?.Select(t => t.Rule) ?? []);
        return outcome;
    }

    public override string ToString()
        => $"{outcomes.Sum():N0} compared, {string.Join(", ", outcomes.Select((count, outcome) => $"{count:N0} {Word((Outcome)outcome)}"))}; {findings:N0} findings of {rules.Count:N0} rules officially";
}
