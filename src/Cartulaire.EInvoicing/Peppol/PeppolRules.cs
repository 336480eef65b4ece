using Cartulaire.EInvoicing.Peppol.National;
using Cartulaire.EInvoicing.Rules;
using Cartulaire.EInvoicing.Ubl;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Peppol;

/// <summary>The rules of Peppol BIS Billing 3.0 for UBL 2.1 (release 2026.5, May 2026): common ones and those of countries. They come on top of those of EN 16931.</summary>
internal sealed class PeppolRules
{
    private readonly Pattern<PeppolInvoice>[] common = [.. PeppolModel.Patterns, PeppolCodes.Pattern];

    private readonly NationalRules<PeppolInvoice>[] national =
    [
        Norway.Ubl, .. Denmark.Ubl, Italy.Ubl, .. Sweden.Ubl, .. Greece.Ubl, .. Iceland.Ubl, .. Netherlands.Ubl, Germany.Ubl,
    ];

    /// <summary>The rules. To be asked for before a document is read: their names must be known by then (<see cref="Name.Met"/>).</summary>
    public static PeppolRules All { get; } = new();

    /// <summary>Identifiers of every rule.</summary>
    public IEnumerable<string> Ids => common.Concat(national.Select(n => n.Pattern)).SelectMany(p => p.Ids);

    /// <summary>Whether an invoice says that it keeps these rules, in its specification identifier (BT-24).</summary>
    public static bool AreNamedBy(Element invoice) => Specification.IsNamed(invoice.Raw(Cbc.CustomizationID));

    /// <summary>Checks a document.</summary>
    public void Run(Document document, List<Finding> findings)
    {
        var invoice = new PeppolInvoice(document);
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
