using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Rules;

/// <summary>Which elements a rule looks at: those at the end of some steps, that satisfy a condition.</summary>
internal sealed class Place
{
    private readonly Name[] steps;
    private readonly bool fromRoot;
    private readonly Func<Element, bool>? condition;

    private Place(Name[] steps, bool fromRoot, Func<Element, bool>? condition) => (this.steps, this.fromRoot, this.condition) = (steps, fromRoot, condition);

    /// <summary>Name of the elements.</summary>
    public Name Last => steps[^1];

    /// <summary>Elements that stand at the end of these steps, wherever those begin.</summary>
    public static Place Of(params Name[] steps) => new(steps, false, null);

    /// <summary>Elements that stand at the end of these steps, the first of which is the document's own element.</summary>
    public static Place FromRoot(params Name[] steps) => new(steps, true, null);

    /// <summary>Whether an element stands somewhere within another.</summary>
    public static bool IsWithin(Element element, Name name)
    {
        for (var at = element.Parent; at is not null; at = at.Parent)
        {
            if (ReferenceEquals(at.Name, name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Only those of them that satisfy a condition.</summary>
    public Place Where(Func<Element, bool> also) => new(steps, fromRoot, condition is { } first ? e => first(e) && also(e) : also);

    /// <summary>Whether an element is one of them.</summary>
    public bool Matches(Element element)
    {
        Element? at = element;
        for (var i = steps.Length - 1; i >= 0; i--)
        {
            if (at is null || !ReferenceEquals(at.Name, steps[i]))
            {
                return false;
            }

            at = at.Parent;
        }

        return (!fromRoot || at is null) && (condition is null || condition(element));
    }
}
