using System.Diagnostics.CodeAnalysis;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.View;

/// <summary>A place on the way from the outermost element to terms: which term stands here, and which way each child goes.</summary>
internal sealed class Route
{
    private readonly Dictionary<Name, List<(Condition? Condition, Route Route)>> ways = [];
    private readonly Dictionary<string, Term> attributes = new(StringComparer.Ordinal);

    /// <summary>The term that stands here; null when it is only on the way to one.</summary>
    public Term? Term { get; private set; }

    /// <summary>Where a child of an element at this place is; null when no term is there or below.</summary>
    public Route? To(Element child)
    {
        if (ways.TryGetValue(child.Name, out var all))
        {
            foreach (var (condition, route) in all)
            {
                if (condition is null || condition.Holds(child))
                {
                    return route;
                }
            }
        }

        return null;
    }

    /// <summary>The term that an attribute holds.</summary>
    public bool Has(string attribute, [NotNullWhen(true)] out Term? term) => attributes.TryGetValue(attribute, out term);

    /// <summary>Lays the way to a term.</summary>
    /// <param name="path">As <c>Terms.txt</c> writes it, from the document.</param>
    /// <param name="term">The term.</param>
    internal void Lay(string path, Term term)
    {
        var route = this;
        foreach (var step in Steps(path))
        {
            if (step[0] == '@')
            {
                route.attributes.TryAdd(step[1..], term);
                return;
            }

            var bracket = step.IndexOf('[', StringComparison.Ordinal);
            route = route.Way(Terms.Parse(bracket < 0 ? step : step[..bracket]), bracket < 0 ? null : Condition.Parse(step[(bracket + 1)..^1]));
        }

        route.Term ??= term;
    }

    private Route Way(Name name, Condition? condition)
    {
        if (!ways.TryGetValue(name, out var all))
        {
            ways[name] = all = [];
        }

        foreach (var way in all)
        {
            if (Equals(way.Condition, condition))
            {
                return way.Route;
            }
        }

        var route = new Route();
        all.Insert(condition is null ? all.Count : all.TakeWhile(w => w.Condition is not null).Count(), (condition, route));
        return route;
    }

    // Slashes within conditions do not part steps.
    private static IEnumerable<string> Steps(string path)
    {
        var (start, within) = (1, 0);
        for (var i = 1; i <= path.Length; i++)
        {
            if (i == path.Length || (path[i] == '/' && within == 0))
            {
                yield return path[start..i];
                start = i + 1;
                continue;
            }

            within += path[i] switch { '[' => 1, ']' => -1, _ => 0 };
        }
    }

    /// <summary>What an element must hold for a way to be its own.</summary>
    private sealed record Condition(string Path, bool Equal, string Value)
    {
        private readonly (Name[] Names, string? Attribute) left = Split(Path);
        private readonly Name[]? right = Value[0] == '/' ? Split(Value[1..]).Names : null;

        public static Condition Parse(string written)
        {
            var sign = written.IndexOf('=', StringComparison.Ordinal);
            var equal = written[sign - 1] != '!';
            return new Condition(written[..(equal ? sign : sign - 1)], equal, written[(sign + 1)..]);
        }

        public bool Holds(Element element)
        {
            var found = element.Find(left.Names);
            var held = left.Attribute is { } attribute ? found?.Attribute(attribute) : found?.Trimmed;
            return held is not null && (held == (right is null ? Value : element.Root.Of(right))) == Equal;
        }

        public bool Equals(Condition? other) => other is not null && (Path, Equal, Value) == (other.Path, other.Equal, other.Value);

        public override int GetHashCode() => HashCode.Combine(Path, Equal, Value);

        private static (Name[] Names, string? Attribute) Split(string path)
        {
            var steps = path.Split('/');
            var attribute = steps[^1][0] == '@' ? steps[^1][1..] : null;
            return ([.. steps.Take(attribute is null ? steps.Length : steps.Length - 1).Select(Terms.Parse)], attribute);
        }
    }
}
