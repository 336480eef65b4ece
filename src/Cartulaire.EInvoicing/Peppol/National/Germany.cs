using System.Text.RegularExpressions;
using Cartulaire.EInvoicing.Rules;
using Cartulaire.EInvoicing.Ubl;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Peppol.National;

/// <summary>Rules for German sellers with a German buyer (DE-R), those of XRechnung.</summary>
internal static class Germany
{
    private static readonly string[] Taxed = ["S", "Z", "E", "AE", "K", "G", "L", "M"];

    private static readonly string[] Types = ["326", "380", "384", "389", "381", "875", "876", "877"];

    private static readonly Regex Discount = new(@"\A#SKONTO#TAGE=[0-9]+#PROZENT=[0-9]+\.[0-9]{2}(#BASISBETRAG=-?[0-9]+\.[0-9]{2})?#\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant);

    /// <summary>The rules.</summary>
    public static NationalRules<PeppolInvoice> Ubl { get; } = new(invoice => invoice.IsGerman, Build());

    private static Pattern<PeppolInvoice> Build()
    {
        var pattern = new Pattern<PeppolInvoice>();
        TheWhole(pattern);
        Parties(pattern);
        Payments(pattern);
        pattern.On(Each(Cac.AdditionalDocumentReference, Cac.Attachment, Cac.ExternalReference)).Warning("DE-R-T02", e => IsUrl(e.Raw(Cbc.URI)), e => new Told(e.First(Cbc.URI)?.Text));
        pattern.On(Each(Cac.TaxTotal, Cac.TaxSubtotal)).Fatal("DE-R-014", e => e.Fills(Cac.TaxCategory, Cbc.Percent));
        return pattern;
    }

    private static void TheWhole(Pattern<PeppolInvoice> pattern) => pattern.On(Each())
        .Fatal("DE-R-001", e => e.Has(Cac.PaymentMeans))
        .Fatal("DE-R-015", e => e.Fills(Cbc.BuyerReference))
        .Fatal("DE-R-016", e => !IsTaxed(e) || e.Has(Cac.TaxRepresentativeParty) || e.Fills(Cac.AccountingSupplierParty, Cac.Party, Cac.PartyTaxScheme, Cbc.CompanyID))
        .Warning("DE-R-017", e => Types.Contains(e.Of(Cbc.InvoiceTypeCode)) || Types.Contains(e.Of(Cbc.CreditNoteTypeCode)), e => new Told((e.First(Cbc.InvoiceTypeCode) ?? e.First(Cbc.CreditNoteTypeCode))?.Text))
        .Fatal("DE-R-018", e => e.All(Cac.PaymentTerms).Select(t => t.Raw(Cbc.Note)).All(IsDiscount))
        .Fatal("DE-R-022", AttachmentsDiffer)
        .Warning("DE-R-026", e => (e.Of(Cbc.InvoiceTypeCode) != "384" && e.Of(Cbc.CreditNoteTypeCode) != "384") || e.Has(Cac.BillingReference, Cac.InvoiceDocumentReference))
        .Fatal("DE-R-030", e => !e.Has(Cac.PaymentMeans, Cac.PaymentMandate)
            || e.Bears("schemeID", "SEPA", Cac.AccountingSupplierParty, Cac.Party, Cac.PartyIdentification, Cbc.ID) || e.Bears("schemeID", "SEPA", Cac.PayeeParty, Cac.PartyIdentification, Cbc.ID))
        .Fatal("DE-R-031", e => !e.Has(Cac.PaymentMeans, Cac.PaymentMandate) || e.Has(Cac.PaymentMeans, Cac.PaymentMandate, Cac.PayerFinancialAccount, Cbc.ID));

    private static void Parties(Pattern<PeppolInvoice> pattern)
    {
        pattern.On(Each(Cac.AccountingSupplierParty)).Fatal("DE-R-002", e => e.Has(Cac.Party, Cac.Contact));
        pattern.On(Each(Cac.AccountingSupplierParty, Cac.Party, Cac.PostalAddress))
            .Fatal("DE-R-003", e => e.Fills(Cbc.CityName))
            .Fatal("DE-R-004", e => e.Fills(Cbc.PostalZone));
        pattern.On(Each(Cac.AccountingSupplierParty, Cac.Party, Cac.Contact))
            .Fatal("DE-R-005", e => e.Fills(Cbc.Name))
            .Fatal("DE-R-006", e => e.Fills(Cbc.Telephone))
            .Fatal("DE-R-007", e => e.Fills(Cbc.ElectronicMail))
            .Warning("DE-R-027", e => e.Of(Cbc.Telephone).Count(char.IsAsciiDigit) >= 3, e => new Told(e.First(Cbc.Telephone)?.Text))
            .Warning("DE-R-028", e => IsMail(e.Of(Cbc.ElectronicMail)), e => new Told(e.First(Cbc.ElectronicMail)?.Text));
        pattern.On(Each(Cac.AccountingCustomerParty, Cac.Party, Cac.PostalAddress))
            .Fatal("DE-R-008", e => e.Fills(Cbc.CityName))
            .Fatal("DE-R-009", e => e.Fills(Cbc.PostalZone));
        pattern.On(Each(Cac.Delivery, Cac.DeliveryLocation, Cac.Address))
            .Fatal("DE-R-010", e => e.Fills(Cbc.CityName))
            .Fatal("DE-R-011", e => e.Fills(Cbc.PostalZone));
    }

    // Each way to pay has its own group, and none of the others.
    private static void Payments(Pattern<PeppolInvoice> pattern)
    {
        pattern.On(By("30", "58"))
            .Warning("DE-R-019", e => e.Of(Cbc.PaymentMeansCode) != "58" || CheckDigits.IsIban(e.Raw(Cac.PayeeFinancialAccount, Cbc.ID)), e => Iban(e.Raw(Cac.PayeeFinancialAccount, Cbc.ID)))
            .Fatal("DE-R-023-1", e => e.Has(Cac.PayeeFinancialAccount))
            .Fatal("DE-R-023-2", e => !e.Has(Cac.CardAccount) && !e.Has(Cac.PaymentMandate));
        pattern.On(By("48", "54", "55"))
            .Fatal("DE-R-024-1", e => e.Has(Cac.CardAccount))
            .Fatal("DE-R-024-2", e => !e.Has(Cac.PayeeFinancialAccount) && !e.Has(Cac.PaymentMandate));
        pattern.On(By("59"))
            .Warning("DE-R-020", e => CheckDigits.IsIban(e.Raw(Cac.PaymentMandate, Cac.PayerFinancialAccount, Cbc.ID)), e => Iban(e.Raw(Cac.PaymentMandate, Cac.PayerFinancialAccount, Cbc.ID)))
            .Fatal("DE-R-025-1", e => e.Has(Cac.PaymentMandate))
            .Fatal("DE-R-025-2", e => !e.Has(Cac.PayeeFinancialAccount) && !e.Has(Cac.CardAccount));
    }

    private static Place[] Each(params Name[] path) => [Place.FromRoot([Names.Invoice, .. path]), Place.FromRoot([Names.CreditNote, .. path])];

    private static Told Iban(string account) => new(account, CheckDigits.Mended(string.Concat(account.Split([' ', '\t', '\n', '\r'])), 2..4, CheckDigits.IsIban));

    private static Place[] By(params string[] codes) => [.. Each(Cac.PaymentMeans).Select(p => p.Where(e => codes.Contains(e.Of(Cbc.PaymentMeansCode))))];

    private static bool IsTaxed(Element invoice)
        => invoice.All(Cac.AllowanceCharge).Where(a => a.Says("false", Cbc.ChargeIndicator) || a.Says("true", Cbc.ChargeIndicator)).SelectMany(a => a.All(Cac.TaxCategory, Cbc.ID))
            .Concat(invoice.All(Cac.InvoiceLine, Cac.Item, Cac.ClassifiedTaxCategory, Cbc.ID))
            .Concat(invoice.All(Cac.CreditNoteLine, Cac.Item, Cac.ClassifiedTaxCategory, Cbc.ID))
            .Any(id => Taxed.Contains(id.Text));

    private static bool AttachmentsDiffer(Element invoice)
    {
        var before = new HashSet<string>(StringComparer.Ordinal);
        foreach (var reference in invoice.All(Cac.AdditionalDocumentReference))
        {
            var own = reference.All(Cac.Attachment, Cbc.EmbeddedDocumentBinaryObject).Select(e => e.Attribute("filename")).OfType<string>().ToList();
            if (own.Exists(before.Contains))
            {
                return false;
            }

            before.UnionWith(own);
        }

        return true;
    }

    /// <summary>Payment terms (BT-20): each line that begins with # is a discount (Skonto), and the last of them ends its line.</summary>
    private static bool IsDiscount(string note)
    {
        var lines = note.Split('\n');
        if (!lines.Any(IsMarked))
        {
            return true;
        }

        // What lies between two # is of the discount; after the last such line there must be one more line break, and nothing before it.
        var last = Array.FindLastIndex(lines, line => line.LastIndexOf('#') - line.IndexOf('#', StringComparison.Ordinal) > 1);
        return lines.Where(IsMarked).All(line => Discount.IsMatch(Blank.Normalize(line))) && (last < 0 ? IsBlankLine(lines, 0, lines[0]) : IsBlankLine(lines, last, lines[last][(lines[last].LastIndexOf('#') + 1)..]));
    }

    private static bool IsMarked(string line) => Blank.Normalize(line).StartsWith('#');

    private static bool IsBlankLine(string[] lines, int line, string rest) => line < lines.Length - 1 && Blank.Normalize(rest).Length == 0;

    /// <summary>An address of mail: one @ between words, and behind it labels divided by dots.</summary>
    private static bool IsMail(string text) => !text.Contains(' ', StringComparison.Ordinal) && text.Split('@') is [{ Length: > 0 }, var domain]
        && domain.Split('.') is { Length: > 1 } labels && labels.All(label => label.Length > 0);

    /// <summary>A web address: it begins with a scheme of two characters at least.</summary>
    private static bool IsUrl(string text) => text.IndexOf(':', StringComparison.Ordinal) is > 1 and var end
        && char.IsAsciiLetter(text[0]) && text[..end].All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '.' or '-');
}
