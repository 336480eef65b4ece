using Cartulaire.EInvoicing.Cii;
using Cartulaire.EInvoicing.Peppol;
using Cartulaire.EInvoicing.Rules;
using Cartulaire.EInvoicing.Ubl;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing;

/// <summary>Checks invoices against the rules of EN 16931, and of Peppol BIS Billing 3.0 when they name it.</summary>
public static class InvoiceCheck
{
    /// <summary>Reads an invoice and checks it.</summary>
    /// <param name="stream">Its XML; read to the end, left open.</param>
    /// <param name="limits">What it may cost; null for the usual.</param>
    /// <param name="rules">Which rules; those that the invoice names unless said otherwise.</param>
    /// <returns>What was found; never an exception for what the file contains.</returns>
    /// <exception cref="IOException">The stream itself cannot be read.</exception>
    public static CheckedInvoice Check(Stream stream, ReadLimits? limits = null, RuleSet rules = RuleSet.AsDeclared)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var (ubl, cii, peppol) = (UblRules.All, CiiRules.All, PeppolRules.All);
        var (document, fault) = DocumentReader.Read(stream, limits ?? new ReadLimits());
        if (document is null)
        {
            return new CheckedInvoice(InvoiceFormat.None, [], fault);
        }

        var root = document.Root;
        var format = FormatOf(root.Name);
        return format switch
        {
            InvoiceFormat.None => new CheckedInvoice(format, [], new ReadFault(ReadFaultKind.NotAnInvoice, root.Line, root.Column, root.Name.ToString())),
            InvoiceFormat.CiiInvoice => new CheckedInvoice(format, cii.Run(document), null),
            _ => new CheckedInvoice(format, Check(document, ubl, peppol, rules), null),
        };
    }

    internal static InvoiceFormat FormatOf(Name root)
        => ReferenceEquals(root, Names.Invoice) ? InvoiceFormat.UblInvoice
            : ReferenceEquals(root, Names.CreditNote) ? InvoiceFormat.UblCreditNote
            : ReferenceEquals(root, Rsm.CrossIndustryInvoice) ? InvoiceFormat.CiiInvoice
            : InvoiceFormat.None;

    // The rules of Peppol are bound to UBL only.
    private static List<Finding> Check(Document document, UblRules ubl, PeppolRules peppol, RuleSet rules)
    {
        var findings = ubl.Run(document);
        if (rules == RuleSet.Peppol || (rules == RuleSet.AsDeclared && PeppolRules.AreNamedBy(document.Root)))
        {
            peppol.Run(document, findings);
        }

        return findings;
    }
}
