using Cartulaire.EInvoicing.Cii;
using Cartulaire.EInvoicing.Peppol.National;
using Cartulaire.EInvoicing.Rules;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Peppol;

/// <summary>The rules of Peppol BIS Billing 3.0 for CII D16B (release 3.0.19, May 2025): common ones and those of countries. They come on top of those of EN 16931.</summary>
/// <remarks>No later release has rules for CII. Their code lists are those of UBL, which are younger.</remarks>
internal sealed class PeppolCiiRules
{
    private readonly Pattern<PeppolCiiInvoice>[] common = [PeppolCiiModel.Pattern, PeppolCiiCodes.Pattern];

    private readonly NationalRules<PeppolCiiInvoice>[] national = [Norway.Cii, .. Denmark.Cii, Italy.Cii, .. Sweden.Cii, .. Netherlands.Cii];

    /// <summary>The rules. To be asked for before a document is read: their names must be known by then (<see cref="Name.Met"/>).</summary>
    public static PeppolCiiRules All { get; } = new();

    /// <summary>Identifiers of every rule.</summary>
    public IEnumerable<string> Ids => common.Concat(national.Select(n => n.Pattern)).SelectMany(p => p.Ids);

    /// <summary>Whether an invoice says that it keeps these rules, in its specification identifier (BT-24).</summary>
    public static bool AreNamedBy(Element invoice) => Specification.IsNamed(invoice.Raw(Rsm.ExchangedDocumentContext, Ram.GuidelineSpecifiedDocumentContextParameter, Ram.ID));

    /// <summary>Checks a document.</summary>
    public void Run(Document document, List<Finding> findings)
    {
        var invoice = new PeppolCiiInvoice(document);
        foreach (var pattern in common)
        {
            pattern.Run(document, invoice, findings);
        }

        foreach (var rules in national)
        {
            rules.Run(document, invoice, findings);
        }
    }
}
