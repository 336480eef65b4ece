using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.View;

/// <summary>Finds the terms of a document, and what no term covers. Lines are found, and looked into one at a time when they are written.</summary>
internal sealed class Gatherer(Terms terms)
{
    // Groups of which a line has one each: shown as part of it.
    private static readonly HashSet<string> PartsOfLine = ["BG-29", "BG-30", "BG-31"];

    /// <summary>The lines and the way on from them.</summary>
    public List<(Element Element, Route Route)> Lines { get; } = [];

    /// <summary>What no term covers, in the order in which it was met.</summary>
    public List<Other> Others { get; } = [];

    /// <summary>Signs of the syntax, and how often.</summary>
    public SortedDictionary<string, int> Signs { get; } = new(StringComparer.Ordinal);

    /// <summary>Everything of an invoice but its lines.</summary>
    public Group Gather(Element root, Route start)
    {
        var invoice = new Group(null, null);
        AddAttributes(root, null);
        Within(root, start, invoice);
        return invoice;
    }

    /// <summary>Everything of a line.</summary>
    public Group Gather((Element Element, Route Route) line)
    {
        var group = new Group(line.Route.Term, null);
        group.Elements.Add(line.Element);
        AddAttributes(line.Element, null);
        Within(line.Element, line.Route, group);
        return group;
    }

    private void Within(Element element, Route route, Group group)
    {
        foreach (var child in element.Children)
        {
            if (route.To(child) is { } to)
            {
                Known(child, to, group);
            }
            else
            {
                Rest(child);
            }
        }
    }

    private void Known(Element element, Route route, Group group)
    {
        switch (route.Term)
        {
            case { Id: "BG-25" } when group.Term is null:
                Lines.Add((element, route));
                return;
            case { Kind: TermKind.Group } term:
                AddAttributes(element, route);
                AddText(element);
                Within(element, route, Begin(term, element, group));
                return;
            case { } term:
                var value = new Value(term, element, element.Text, []);
                Nearest(term, group).Values.Add(value);
                AddAttributes(element, route, value, group);
                Within(element, route, group);
                return;
            default:
                AddAttributes(element, route);
                AddText(element);
                Within(element, route, group);
                return;
        }
    }

    private static Group Begin(Term term, Element element, Group group)
    {
        var parent = Nearest(term, group);
        if (PartsOfLine.Contains(term.Id))
        {
            parent.Elements.Add(element);
            return parent;
        }

        var begun = new Group(term, parent);
        begun.Elements.Add(element);
        parent.Groups.Add(begun);
        return begun;
    }

    // What a syntax keeps within a group that is not its own stands with its own, or with what that is part of.
    private static Group Nearest(Term term, Group group)
    {
        var nearest = group;
        while (nearest.Parent is { } parent && !term.IsIn(nearest.Term))
        {
            nearest = parent;
        }

        return nearest;
    }

    private void AddAttributes(Element element, Route? route, Value? value = null, Group? group = null)
    {
        foreach (var (name, text) in element.Attributes)
        {
            if (route is not null && route.Has(name, out var term))
            {
                if (value is not null && ReferenceEquals(term.Parent, value.Term))
                {
                    value.Parts.Add((term, text));
                }
                else if (group is not null)
                {
                    Nearest(term, group).Values.Add(new Value(term, element, text, []));
                }
                else
                {
                    Others.Add(new Other(element, name));
                }
            }
            else if (terms.IsSign(element, name, text))
            {
                AddSign(element, name, text);
            }
            else if (!(name == "currencyID" && value?.Term.Kind is TermKind.Amount or TermKind.Price))
            {
                Others.Add(new Other(element, name));
            }
        }
    }

    private void AddText(Element element)
    {
        if (element.Trimmed.Length > 0)
        {
            Others.Add(new Other(element, null));
        }
    }

    private void Rest(Element element)
    {
        AddAttributes(element, null);
        if (!element.Children.IsEmpty)
        {
            AddText(element);
            foreach (var child in element.Children)
            {
                Rest(child);
            }
        }
        else if (terms.IsSign(element, null, element.Trimmed))
        {
            AddSign(element, null, element.Trimmed);
        }
        else
        {
            Others.Add(new Other(element, null));
        }
    }

    private void AddSign(Element element, string? attribute, string text)
    {
        var sign = $"{Terms.Written(element.Parent!.Name)}/{Terms.Written(element.Name)}{(attribute is null ? string.Empty : "/@" + attribute)} = {text}";
        Signs[sign] = Signs.GetValueOrDefault(sign) + 1;
    }
}
