using Cartulaire.EInvoicing.Arithmetic;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Rules;

/// <summary>
/// Rules in groups, each with the elements that it looks at. As in Schematron (ISO/IEC 19757-3, 6.5) an element is looked at by the first group of a pattern that names it, and by no other.
/// </summary>
/// <typeparam name="TInvoice">What of the whole invoice rules ask for more than once.</typeparam>
/// <param name="everyGroup">Every group looks at all its elements: as if each were a pattern of its own.</param>
internal sealed class Pattern<TInvoice>(bool everyGroup = false)
{
    /// <summary>Findings after which a document is looked at no further: whoever mends it begins with the first ones.</summary>
    internal const int MostFindings = 10_000;

    // The same in characters of their places: in a document of sixty levels ten thousand would fill a hundred megabytes.
    private const int MostCharacters = 8 << 20;

    private readonly List<Group> groups = [];

    // One reference: invoices are checked side by side, and a nullable tuple is written piece by piece.
    private Table? table;

    /// <summary>Begins a group.</summary>
    /// <param name="paths">The elements that it looks at.</param>
    public Group On(params Place[] paths)
    {
        var group = new Group(paths);
        groups.Add(group);
        return group;
    }

    /// <summary>Begins a group for elements of any name that satisfies a condition.</summary>
    public Group OnNames(Func<Name, bool> names, Func<Element, bool> condition)
    {
        var group = new Group([]) { Names = names, Condition = condition };
        groups.Add(group);
        return group;
    }

    /// <summary>Every rule, in order, but those that forbid a path.</summary>
    public IEnumerable<Check<TInvoice>> Checks => groups.SelectMany(g => g.Checks);

    /// <summary>Identifiers of every rule, in order.</summary>
    public IEnumerable<string> Ids => groups.SelectMany(g => g.Ids);

    /// <summary>Looks at every element of a document, in order, until there are <see cref="MostFindings"/>, or their places are too long to be kept.</summary>
    public void Run(Document document, TInvoice invoice, List<Finding> findings)
    {
        var (byName, ofAnyName) = table ??= MakeTable();
        var characters = findings.Sum(f => f.Location.Length);
        foreach (var element in document.Elements)
        {
            var candidates = element.Name.Number is >= 0 and var number && number < byName.Length ? byName[number] : ofAnyName;
            foreach (var group in candidates)
            {
                if (!group.LooksAt(element))
                {
                    continue;
                }

                group.Forbidden?.Run(element, findings);
                foreach (var check in group.Checks)
                {
                    if (!check.Holds(element, invoice))
                    {
                        findings.Add(check.Broken(element, invoice));
                        characters += findings[^1].Location.Length;
                    }
                }

                if (!everyGroup)
                {
                    break;
                }
            }

            if (findings.Count >= MostFindings || characters >= MostCharacters)
            {
                return;
            }
        }
    }

    private Table MakeTable()
    {
        var names = groups.SelectMany(g => g.Paths).Select(p => p.Last).Concat(Name.All).Distinct().ToList();
        var byName = new Group[names.Max(n => n.Number) + 1][];
        Array.Fill(byName, []);
        foreach (var name in names)
        {
            byName[name.Number] = [.. groups.Where(g => g.Paths.Any(p => ReferenceEquals(p.Last, name)) || (g.Names?.Invoke(name) ?? false))];
        }

        return new Table(byName, [.. groups.Where(g => g.Names is not null)]);
    }

    /// <summary>Who looks at an element.</summary>
    /// <param name="ByName">By the number of a name the groups that may look at such elements, in order.</param>
    /// <param name="OfAnyName">Those that may look at any other.</param>
    private sealed record Table(Group[][] ByName, Group[] OfAnyName);

    /// <summary>Rules that look at the same elements.</summary>
    internal sealed class Group(Place[] paths)
    {
        private readonly List<Check<TInvoice>> checks = [];

        public Place[] Paths => paths;

        public Func<Name, bool>? Names { get; init; }

        public Func<Element, bool>? Condition { get; init; }

        public ForbiddenPaths? Forbidden { get; private set; }

        public IReadOnlyList<Check<TInvoice>> Checks => checks;

        public IEnumerable<string> Ids => [.. Forbidden?.Paths.Select(p => p.Rule) ?? [], .. checks.Select(c => c.Rule)];

        public bool LooksAt(Element element)
        {
            if (Names is not null)
            {
                return Names(element.Name) && Condition!(element);
            }

            foreach (var path in paths)
            {
                if (path.Matches(element))
                {
                    return true;
                }
            }

            return false;
        }

        /// <summary>A rule whose breach makes the invoice invalid.</summary>
        public Group Fatal(string rule, Func<Element, bool> holds) => Add(new Check<TInvoice>(rule, Severity.Fatal, (e, _) => holds(e)));

        /// <summary>The same, with what is asked of the whole invoice.</summary>
        public Group Fatal(string rule, Func<Element, TInvoice, bool> holds) => Add(new Check<TInvoice>(rule, Severity.Fatal, holds));

        /// <summary>A rule whose breach should be mended.</summary>
        public Group Warning(string rule, Func<Element, bool> holds) => Add(new Check<TInvoice>(rule, Severity.Warning, (e, _) => holds(e)));

        /// <summary>The same, with what is asked of the whole invoice.</summary>
        public Group Warning(string rule, Func<Element, TInvoice, bool> holds) => Add(new Check<TInvoice>(rule, Severity.Warning, holds));

        /// <summary>A fatal rule that tells what it found and expected.</summary>
        public Group Fatal(string rule, Func<Element, bool> holds, Func<Element, Told> tell) => Add(new Check<TInvoice>(rule, Severity.Fatal, (e, _) => holds(e), (e, _) => tell(e)));

        /// <summary>The same, with what is asked of the whole invoice.</summary>
        public Group Fatal(string rule, Func<Element, TInvoice, bool> holds, Func<Element, TInvoice, Told> tell) => Add(new Check<TInvoice>(rule, Severity.Fatal, holds, tell));

        /// <summary>A fatal rule that computes.</summary>
        public Group Fatal(string rule, Func<Element, Outcome> compute) => Add(new Check<TInvoice>(rule, Severity.Fatal, (e, _) => compute(e).Holds, (e, _) => compute(e).Told));

        /// <summary>The same, with what is asked of the whole invoice.</summary>
        public Group Fatal(string rule, Func<Element, TInvoice, Outcome> compute) => Add(new Check<TInvoice>(rule, Severity.Fatal, (e, i) => compute(e, i).Holds, (e, i) => compute(e, i).Told));

        /// <summary>A fatal rule: an amount has two decimals at most.</summary>
        public Group Cents(string rule, Func<Element, Element?> amount)
            => Fatal(rule, e => Figure.HasTwoDecimals(amount(e)), e => Told.Cents(amount(e)));

        /// <summary>A fatal rule: at the end of a path stands one element at most.</summary>
        public Group Once(string rule, params Name[] path) => Once(rule, (e, _) => e.Count(path));

        /// <summary>A rule: of something there is one at most.</summary>
        public Group Once(string rule, Func<Element, int> count, Severity severity = Severity.Fatal) => Once(rule, (e, _) => count(e), severity);

        /// <summary>The same, with what is asked of the whole invoice.</summary>
        public Group Once(string rule, Func<Element, TInvoice, int> count, Severity severity = Severity.Fatal)
            => Add(new Check<TInvoice>(rule, severity, (e, i) => count(e, i) <= 1, (e, i) => Told.Count(count(e, i), 1)));

        /// <summary>A fatal rule: at the end of a path stands one element.</summary>
        public Group ExactlyOnce(string rule, params Name[] path) => ExactlyOnce(rule, e => e.Count(path));

        /// <summary>A rule: of something there is one.</summary>
        public Group ExactlyOnce(string rule, Func<Element, int> count, Severity severity = Severity.Fatal)
            => Add(new Check<TInvoice>(rule, severity, (e, _) => count(e) == 1, (e, _) => Told.Count(count(e), 1)));

        /// <summary>A rule that tells what it found and expected, whose breach should be mended.</summary>
        public Group Warning(string rule, Func<Element, bool> holds, Func<Element, Told> tell) => Add(new Check<TInvoice>(rule, Severity.Warning, (e, _) => holds(e), (e, _) => tell(e)));

        /// <summary>Rules that forbid what may stand below the elements; they come before the others.</summary>
        public Group Add(ForbiddenPaths paths)
        {
            Forbidden = paths;
            return this;
        }

        /// <summary>Rules of a table.</summary>
        public Group Add(params IEnumerable<Check<TInvoice>> more)
        {
            checks.AddRange(more);
            return this;
        }
    }
}
