using System.Globalization;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.View;

/// <summary>Where on the page each finding belongs: beside the term, the group or the other data that it concerns; nowhere when it concerns the invoice as a whole.</summary>
internal sealed class Marks
{
    private readonly Dictionary<Element, List<Finding>> beside = [];
    private readonly Dictionary<Finding, (Element Element, List<string> Words)> places = new(ReferenceEqualityComparer.Instance);
    private readonly Terms terms;
    private readonly Language language;

    public Marks(Document document, Route start, Terms terms, IReadOnlyList<Finding> findings, Language language)
    {
        (this.terms, this.language) = (terms, language);
        var lines = findings.ToLookup(f => (f.Line, f.Column));
        var left = lines.Count;
        foreach (var element in document.Elements)
        {
            if (left > 0 && lines[(element.Line, element.Column)] is var here && here.Any())
            {
                left--;
                Place(element, start, here);
            }
        }
    }

    /// <summary>What was found and belongs beside an element; null when nothing.</summary>
    public IReadOnlyList<Finding>? Beside(Element element) => beside.GetValueOrDefault(element);

    /// <summary>Where a finding is shown, and in words; null when it stands nowhere but in the summary.</summary>
    public (string Id, string Words)? PlaceOf(Finding finding)
        => places.TryGetValue(finding, out var place) ? (Id(place.Element), string.Join(", ", place.Words)) : null;

    /// <summary>What links to an element name it by.</summary>
    public static string Id(Element element) => string.Create(CultureInfo.InvariantCulture, $"e{element.Line}-{element.Column}");

    private void Place(Element element, Route start, IEnumerable<Finding> findings)
    {
        var words = new List<string>();
        if (Shown(element, start, words) is not { } shown)
        {
            return;
        }

        if (!beside.TryGetValue(shown, out var all))
        {
            beside[shown] = all = [];
        }

        foreach (var finding in findings)
        {
            all.Add(finding);
            places[finding] = (shown, words);
        }
    }

    // The element itself when the page shows it; else the first thing within it that is shown; else the group that it stands in.
    private Element? Shown(Element element, Route start, List<string> words)
    {
        Element? last = null;
        var route = start;
        foreach (var step in Way(element))
        {
            var to = route.To(step);
            if (to is null)
            {
                var leaf = Leaf(element);
                if (terms.IsSign(leaf, null, leaf.Trimmed))
                {
                    return last;
                }

                words.Clear();
                words.Add(Words.Page("other", language));
                words.Add(Terms.Written(leaf.Name));
                return leaf;
            }

            route = to;
            if (route.Term is { } term)
            {
                last = step;
                words.Add(NameOf(term, step, route));
            }
        }

        return ReferenceEquals(last, element) || element.Parent is null ? last : Within(element, route, words) ?? last;
    }

    private static Element? Within(Element element, Route route, List<string> words, Language language)
    {
        foreach (var child in element.Children)
        {
            if (route.To(child) is not { } to)
            {
                continue;
            }

            if (to.Term is { } term)
            {
                words.Add(term.Name(language));
                return child;
            }

            if (Within(child, to, words, language) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private Element? Within(Element element, Route route, List<string> words) => Within(element, route, words, language);

    // A line is known by its number.
    private string NameOf(Term term, Element element, Route route) => term.Id != "BG-25" ? term.Name(language) : $"{term.Name(language)} {NumberOf(element, route)}".TrimEnd();

    private static string? NumberOf(Element element, Route route)
    {
        foreach (var child in element.Children)
        {
            if (route.To(child) is { } to && (to.Term?.Id == "BT-126" ? child.Trimmed : to.Term is null ? NumberOf(child, to) : null) is { } number)
            {
                return number;
            }
        }

        return null;
    }

    private static Element Leaf(Element element)
    {
        while (!element.Children.IsEmpty)
        {
            element = element.Children[0];
        }

        return element;
    }

    private static IEnumerable<Element> Way(Element element)
    {
        var way = new Stack<Element>();
        for (var at = element; at.Parent is not null; at = at.Parent)
        {
            way.Push(at);
        }

        return way;
    }
}
