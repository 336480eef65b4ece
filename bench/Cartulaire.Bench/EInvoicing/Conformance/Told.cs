using System.Text.RegularExpressions;
using Cartulaire.EInvoicing;

namespace Cartulaire.Bench.EInvoicing.Conformance;

/// <summary>What a validator says of one place of an invoice; alike here and officially when nothing differs.</summary>
/// <param name="Rule">The rule broken.</param>
/// <param name="Severity">How grave.</param>
/// <param name="Location">XPath of the place.</param>
internal readonly partial record struct Told(string Rule, Severity Severity, string Location)
{
    /// <summary>As it is printed: the place without its namespaces.</summary>
    public override string ToString() => $"{Rule} {Severity} {Namespaces.Replace(Location, "")}";

    /// <summary>What is told in the first and not, or not as often, in the second.</summary>
    public static List<Told> Only(IEnumerable<Told> first, IEnumerable<Told> second)
    {
        var (left, only) = (second.CountBy(t => t).ToDictionary(), new List<Told>());
        foreach (var told in first)
        {
            if (left.GetValueOrDefault(told) is > 0 and var times)
            {
                left[told] = times - 1;
            }
            else
            {
                only.Add(told);
            }
        }

        return only;
    }

    [GeneratedRegex(@"\*:|\[namespace-uri\(\)='[^']*'\]", RegexOptions.NonBacktracking)]
    private static partial Regex Namespaces { get; }
}
