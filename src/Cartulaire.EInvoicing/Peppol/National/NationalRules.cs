using Cartulaire.EInvoicing.Rules;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Peppol.National;

/// <summary>Rules of a country.</summary>
/// <param name="Concern">Whether they concern an invoice.</param>
/// <param name="Pattern">The rules.</param>
/// <typeparam name="TInvoice">What rules ask of a whole invoice, in one syntax.</typeparam>
internal sealed record NationalRules<TInvoice>(Func<TInvoice, bool> Concern, Pattern<TInvoice> Pattern)
{
    /// <summary>Checks a document that they concern.</summary>
    public void Run(Document document, TInvoice invoice, List<Finding> findings)
    {
        if (Concern(invoice))
        {
            Pattern.Run(document, invoice, findings);
        }
    }
}
