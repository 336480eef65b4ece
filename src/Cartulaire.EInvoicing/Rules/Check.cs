using Cartulaire.EInvoicing.Messages;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Rules;

/// <summary>One rule: what must hold of an element.</summary>
/// <param name="Rule">Its official identifier.</param>
/// <param name="Severity">How grave its breach is.</param>
/// <param name="Holds">Whether an element keeps it.</param>
/// <param name="Tell">What was found and expected, asked for only when it is broken; null for the text of the element.</param>
/// <param name="Wording">The sentence that it shares with others; null when it has one of its own.</param>
/// <typeparam name="TInvoice">What of the whole invoice rules ask for more than once.</typeparam>
internal sealed record Check<TInvoice>(string Rule, Severity Severity, Func<Element, TInvoice, bool> Holds, Func<Element, TInvoice, Told>? Tell = null, Wording? Wording = null)
{
    /// <summary>Identifier of the sentence that says what is wrong.</summary>
    public string Sentence => Wording?.Sentence ?? Rule;

    /// <summary>The finding of its breach.</summary>
    public Finding Broken(Element element, TInvoice invoice)
    {
        var (found, expected) = Tell?.Invoke(element, invoice) ?? Told.Of(element);
        return new Finding(Rule, Severity, Location.Of(element), element.Line, element.Column) { Found = Quote.Of(found), Expected = Quote.Of(expected), Wording = Wording };
    }
}
