using Cartulaire.EInvoicing.Cii;
using Cartulaire.EInvoicing.Containers;
using Cartulaire.EInvoicing.FacturX;
using Cartulaire.EInvoicing.Peppol;
using Cartulaire.EInvoicing.Rules;
using Cartulaire.EInvoicing.Ubl;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing;

/// <summary>Checks invoices against the rules of EN 16931, and of Peppol BIS Billing 3.0 when they name it.</summary>
public static class InvoiceCheck
{
    /// <summary>Reads an invoice and checks it.</summary>
    /// <param name="stream">Its XML, alone, in an envelope (SBDH) or embedded in a PDF; read to the end, left open.</param>
    /// <param name="limits">What it may cost; null for the usual.</param>
    /// <param name="rules">Which rules; those that the invoice names unless said otherwise.</param>
    /// <returns>What was found; never an exception for what the file contains.</returns>
    /// <exception cref="IOException">The stream itself cannot be read.</exception>
    public static CheckedInvoice Check(Stream stream, ReadLimits? limits = null, RuleSet rules = RuleSet.AsDeclared)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var known = new AllRules(UblRules.All, CiiRules.All, PeppolRules.All, FacturXRules.All);
        limits ??= new ReadLimits();
        using var file = Container.Open(stream, limits);
        var (document, fault) = file.Read(limits);
        var container = file.IsPdf ? InvoiceContainer.Pdf : document is { IsEnveloped: true } ? InvoiceContainer.Envelope : InvoiceContainer.None;
        return (document is null ? new CheckedInvoice(InvoiceFormat.None, [], fault) : Check(document, known, rules, file.IsPdf)) with
        {
            Container = container,
            Envelope = document?.Header is { } header ? Envelope.Of(header) : null,
        };
    }

    private static CheckedInvoice Check(Document document, AllRules known, RuleSet rules, bool isInPdf)
    {
        var root = document.Root;
        var format = FormatOf(root.Name);
        if (format == InvoiceFormat.None)
        {
            return new CheckedInvoice(format, [], new ReadFault(ReadFaultKind.NotAnInvoice, root.Line, root.Column, root.Name.ToString()));
        }

        var isCii = format == InvoiceFormat.CiiInvoice;
        var profile = InvoiceProfiles.Of(isCii ? root.Of(Rsm.ExchangedDocumentContext, Ram.GuidelineSpecifiedDocumentContextParameter, Ram.ID) : root.Of(Cbc.CustomizationID));
        var findings = !isCii ? Check(document, known.Ubl, known.Peppol, rules, profile)
            : rules == RuleSet.FacturX || (rules == RuleSet.AsDeclared && IsFacturX(profile, isInPdf)) ? known.FacturX.Run(document, FacturXRules.ProfileOf(profile))
            : known.Cii.Run(document);
        return new CheckedInvoice(format, findings, null) { Profile = profile };
    }

    // The profile EN 16931 calls itself EN 16931, and nothing else: only the PDF tells that it is meant.
    private static bool IsFacturX(InvoiceProfile profile, bool isInPdf)
        => profile is InvoiceProfile.FacturXMinimum or InvoiceProfile.FacturXBasicWl or InvoiceProfile.FacturXBasic or InvoiceProfile.FacturXExtended
            || (profile == InvoiceProfile.En16931 && isInPdf);

    private static InvoiceFormat FormatOf(Name root)
        => ReferenceEquals(root, Names.Invoice) ? InvoiceFormat.UblInvoice
            : ReferenceEquals(root, Names.CreditNote) ? InvoiceFormat.UblCreditNote
            : ReferenceEquals(root, Rsm.CrossIndustryInvoice) ? InvoiceFormat.CiiInvoice
            : InvoiceFormat.None;

    // The rules of Peppol are bound to UBL only.
    private static List<Finding> Check(Document document, UblRules ubl, PeppolRules peppol, RuleSet rules, InvoiceProfile profile)
    {
        var findings = ubl.Run(document);
        if (rules == RuleSet.AsDeclared && profile == InvoiceProfile.UblBe)
        {
            findings.RemoveAll(f => !UblBe.Has(f.Rule));
        }

        if (rules == RuleSet.Peppol || (rules == RuleSet.AsDeclared && PeppolRules.AreNamedBy(document.Root)))
        {
            peppol.Run(document, findings);
        }

        return findings;
    }

    // Rules are asked for before a document is read: the names that they look at must be known by then.
    private sealed record AllRules(UblRules Ubl, CiiRules Cii, PeppolRules Peppol, FacturXRules FacturX);
}
