using Cartulaire.EInvoicing.Messages;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Rules;

/// <summary>Rules of a table that forbid elements and attributes by their paths. All are looked for in one walk, however many they are.</summary>
/// <param name="parse">The names that a step of a path stands for.</param>
internal sealed class ForbiddenPaths(Func<string, Name[]> parse)
{
    private readonly List<(string Rule, Severity Severity, string Path)> rules = [];
    private readonly Step below = new();

    // From the last step of a path to its first.
    private readonly Step anywhere = new();

    /// <summary>What each rule forbids, in order.</summary>
    public IEnumerable<(string Rule, string Path)> Paths => rules.Select(r => (r.Rule, r.Path));

    /// <summary>Adds a rule.</summary>
    /// <param name="rule">Its official identifier.</param>
    /// <param name="severity">How grave its breach is.</param>
    /// <param name="path">What must not stand below the element that is looked at; after <c>//</c> anywhere in the document. <c>@</c> is an attribute.</param>
    public void Add(string rule, Severity severity, string path)
    {
        var written = path.TrimStart('/');
        var steps = written.Split('/');
        var (names, attribute) = steps[^1].StartsWith('@') ? (steps[..^1], steps[^1][1..]) : (steps, null);
        if (written.Length == path.Length)
        {
            below.Add(names, attribute, parse, rules.Count);
        }
        else
        {
            anywhere.Add([.. Enumerable.Reverse(names)], attribute, parse, rules.Count);
        }

        rules.Add((rule, severity, written));
    }

    /// <summary>Says which rules are broken below an element, each once.</summary>
    public void Run(Element element, List<Finding> findings)
    {
        SortedDictionary<int, Told>? broken = null;
        below.Down(element, ref broken);
        Report(broken, element, findings);
    }

    /// <summary>Says which rules a document does not keep, each once: all look at its own element.</summary>
    public void Run(Document document, List<Finding> findings)
    {
        SortedDictionary<int, Told>? broken = null;
        below.Down(document.Root, ref broken);
        foreach (var element in document.Elements)
        {
            anywhere.Up(element, element, ref broken);
        }

        Report(broken, document.Root, findings);
    }

    private void Report(SortedDictionary<int, Told>? broken, Element element, List<Finding> findings)
    {
        if (broken is null)
        {
            return;
        }

        var location = Location.Of(element);
        foreach (var (rule, told) in broken)
        {
            findings.Add(new Finding(rules[rule].Rule, rules[rule].Severity, location, element.Line, element.Column) { Found = Quote.Of(told.Found) });
        }
    }

    // A place on the way of paths: the numbers of the rules that forbid what stands there, or an attribute of it.
    private sealed class Step
    {
        private readonly Dictionary<Name, Step> next = [];
        private readonly Dictionary<string, int> attributes = new(StringComparer.Ordinal);
        private readonly List<int> rules = [];

        public void Add(ReadOnlySpan<string> path, string? attribute, Func<string, Name[]> parse, int rule)
        {
            if (!path.IsEmpty)
            {
                foreach (var name in parse(path[0]))
                {
                    next.TryAdd(name, new Step());
                    next[name].Add(path[1..], attribute, parse, rule);
                }
            }
            else if (attribute is null)
            {
                rules.Add(rule);
            }
            else
            {
                attributes.Add(attribute, rule);
            }
        }

        /// <summary>Follows the paths from an element inwards.</summary>
        public void Down(Element element, ref SortedDictionary<int, Told>? broken)
        {
            Look(element, ref broken);
            foreach (var child in element.Children)
            {
                if (next.TryGetValue(child.Name, out var step))
                {
                    step.Down(child, ref broken);
                }
            }
        }

        /// <summary>Follows the paths that end in an element outwards.</summary>
        public void Up(Element element, Element? around, ref SortedDictionary<int, Told>? broken)
        {
            Look(element, ref broken);
            if (around is not null && next.TryGetValue(around.Name, out var step))
            {
                step.Up(element, around.Parent, ref broken);
            }
        }

        private void Look(Element element, ref SortedDictionary<int, Told>? broken)
        {
            foreach (var rule in rules)
            {
                (broken ??= []).TryAdd(rule, Told.Of(element));
            }

            foreach (var (name, value) in element.Attributes)
            {
                if (attributes.TryGetValue(name, out var rule))
                {
                    (broken ??= []).TryAdd(rule, new Told(value));
                }
            }
        }
    }
}
