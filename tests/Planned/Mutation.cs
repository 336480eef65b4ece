using System.Text.RegularExpressions;

namespace Cartulaire.Tests.Planned;

/// <summary>How an invoice is spoilt by one change, the rules that must catch it, and those that may follow from it.</summary>
/// <param name="Name">What is wrong.</param>
/// <param name="Spoil">The change.</param>
/// <param name="Must">Rules, between blanks. <c>u:</c> in UBL only, <c>c:</c> in CII only, <c>p:</c> in UBL under Peppol only; <c>*</c> stands for any letters. A syntax for which there is none is not tried.</param>
/// <param name="May">Other rules that may be broken by the same change, written so.</param>
internal sealed record Mutation(string Name, Spoil Spoil, string Must, string May = "")
{
    public Func<Plan, bool> When { get; init; } = _ => true;

    /// <summary>Every mutation.</summary>
    public static IReadOnlyList<Mutation> All { get; } = [.. OfSums.All, .. OfTerms.All, .. OfCodes.All, .. OfVat.All, .. OfPeppol.All];

    /// <summary>The invoice of a plan, spoilt; null when this syntax is not concerned, or the plan has nothing to spoil.</summary>
    public Written? Write(Plan plan, bool ubl)
    {
        if (!When(plan) || !Rules(Must, plan, ubl).Any())
        {
            return null;
        }

        var invoice = ubl ? UblWriting.Write(plan) : CiiWriting.Write(plan);
        return Spoil(invoice, new Random(plan.Seed)) ? invoice : null;
    }

    /// <summary>Rules that must have been broken and were not.</summary>
    public IEnumerable<string> Missed(Plan plan, bool ubl, IReadOnlyCollection<string> broken) => Rules(Must, plan, ubl).Where(rule => !broken.Any(b => Is(b, rule)));

    /// <summary>Rules that were broken and do not follow from the change.</summary>
    public IEnumerable<string> Unexplained(Plan plan, bool ubl, IReadOnlyCollection<string> broken)
        => Rules($"{Must} {May}", plan, ubl).ToList() is var told ? broken.Where(b => !told.Exists(rule => Is(b, rule))) : [];

    public override string ToString() => Name;

    private static IEnumerable<string> Rules(string written, Plan plan, bool ubl)
        => written.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Where(rule => rule[..2] switch { "u:" => ubl, "c:" => !ubl, "p:" => ubl && plan.IsPeppol, _ => true })
            .Select(rule => rule[1] == ':' ? rule[2..] : rule);

    private static bool Is(string rule, string pattern)
        => pattern.Contains('*', StringComparison.Ordinal) ? Regex.IsMatch(rule, $"^{pattern.Replace("*", "[A-Z0-9-]+", StringComparison.Ordinal)}$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)) : rule == pattern;
}
