using System.Text.RegularExpressions;
using Cartulaire.EInvoicing.Rules;
using Cartulaire.EInvoicing.Ubl;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Peppol.National;

/// <summary>Rules for Greek sellers (GR-R, GR-S).</summary>
internal static class Greece
{
    private const string Mark = "##M.AR.K##";
    private const string Url = "##INVOICE|URL##";

    private static readonly Regex DayForm = new(@"^(0?[1-9]|[12][0-9]|3[01])[-\\/ ]?(0?[1-9]|1[0-2])[-\\/ ]?(19|20)[0-9]{2}", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant);

    /// <summary>The rules: for every Greek seller, for those with an address or a VAT number there, and for those who sell in Greece.</summary>
    public static NationalRules<PeppolInvoice>[] Ubl { get; } =
    [
        new(invoice => IsGreek(invoice.Seller), OfSellers()),
        new(invoice => IsGreek(invoice.Seller) && invoice.Root.Says("GR", Cac.AccountingSupplierParty, Cac.Party, Cac.PostalAddress, Cac.Country, Cbc.IdentificationCode), Marks()),
        new(invoice => IsGreek(invoice.SellersOwn), Endpoint(Cac.AccountingSupplierParty, "GR-R-009", new Pattern<PeppolInvoice>())),
        new(invoice => IsGreek(invoice.Seller) && IsGreek(invoice.Buyer), AtHome()),
    ];

    private static Pattern<PeppolInvoice> OfSellers()
    {
        var pattern = new Pattern<PeppolInvoice>();
        pattern.On(Place.FromRoot(Names.Invoice, Cbc.ID), Place.FromRoot(Names.CreditNote, Cbc.ID))
            .Fatal("GR-R-001-1", e => e.Text.Split('|').Length == 6)
            .Fatal("GR-R-001-2", (e, invoice) => Segment(e, 1) is var number && Blank.Normalize(number).Length == 9 && CheckDigits.IsGreek(number) && invoice.Issuers.Exists(id => id.Text.From(3, 9) == number))
            .Fatal("GR-R-001-3", (e, invoice) => IsDayOfIssue(Segment(e, 2), invoice.IssueDate))
            .Fatal("GR-R-001-4", e => Segment(e, 3) is var number && number.IsInteger() && number.Number() >= 0)
            .Fatal("GR-R-001-5", e => Segment(e, 4) is "1.1" or "1.6" or "2.1" or "2.4" or "5.1" or "5.2")
            .Fatal("GR-R-001-6", e => Segment(e, 5).Length > 0)
            .Fatal("GR-R-001-7", e => Segment(e, 6).Length > 0);
        pattern.On(Place.Of(Cac.AccountingSupplierParty, Cac.Party))
            .Fatal("GR-R-002", e => e.Raw(Cac.PartyName, Cbc.Name).Length > 0)
            .Warning("GR-S-011", HasOneVatNumber);
        pattern.On(Place.Of(Cac.AccountingSupplierParty, Cac.Party, Cac.PartyTaxScheme, Cbc.CompanyID).Where(e => e.Parent!.Of(Cac.TaxScheme, Cbc.ID) == "VAT"))
            .Fatal("GR-R-003", IsVatNumber);
        pattern.On(Place.Of(Cac.AdditionalDocumentReference).Where(e => e.Says(Url, Cbc.DocumentDescription)))
            .Fatal("GR-R-008-3", e => e.Of(Cac.Attachment, Cac.ExternalReference, Cbc.URI).Length > 0);
        pattern.On(Place.Of(Cac.AccountingCustomerParty, Cac.Party)).Fatal("GR-R-005", e => e.Raw(Cac.PartyName, Cbc.Name).Length > 0);
        return pattern;
    }

    private static Pattern<PeppolInvoice> Marks()
    {
        var pattern = new Pattern<PeppolInvoice>();
        pattern.On(Place.FromRoot(Names.Invoice), Place.FromRoot(Names.CreditNote))
            .Fatal("GR-R-004-1", e => References(e, Mark) == 1)
            .Warning("GR-S-008-1", e => References(e, Url) == 1)
            .Fatal("GR-R-008-2", e => References(e, Url) <= 1);
        pattern.On(Place.Of(Cac.AdditionalDocumentReference, Cbc.ID).Where(e => e.Parent!.Says(Mark, Cbc.DocumentDescription)))
            .Fatal("GR-R-004-2", e => e.Text is [>= '1' and <= '9', ..]);
        return pattern;
    }

    private static Pattern<PeppolInvoice> AtHome()
    {
        var pattern = new Pattern<PeppolInvoice>();
        pattern.On(Place.Of(Cac.AccountingCustomerParty, Cac.Party)).Fatal("GR-R-006", HasOneVatNumber);
        return Endpoint(Cac.AccountingCustomerParty, "GR-R-010", pattern);
    }

    private static Pattern<PeppolInvoice> Endpoint(Name role, string rule, Pattern<PeppolInvoice> pattern)
    {
        pattern.On(Place.Of(role, Cac.Party, Cbc.EndpointID)).Fatal(rule, e => e.Attribute("schemeID") == "9933" && CheckDigits.IsGreek(e.Text));
        return pattern;
    }

    private static bool IsGreek(string country) => country is "GR" or "EL";

    // The invoice number (BT-1) is of six segments, counted from 1.
    private static string Segment(Element id, int number) => id.Text.Split('|') is var all && number <= all.Length ? all[number - 1] : string.Empty;

    // DD/MM/YYYY against YYYY-MM-DD.
    private static bool IsDayOfIssue(string segment, string issued)
        => DayForm.IsMatch(segment) && segment.Split('/') is [var day, var month, var year, ..] && issued.Split('-') is [var y, var m, var d, ..] && day == d && month == m && year == y;

    private static bool HasOneVatNumber(Element party) => party.TrimmedTaxIds("VAT").ToList() is [var id] && IsVatNumber(id);

    private static bool IsVatNumber(Element id) => id.Text.From(1, 2) == "EL" && CheckDigits.IsGreek(id.Text.From(3));

    private static int References(Element invoice, string description) => invoice.All(Cac.AdditionalDocumentReference).Count(r => r.Says(description, Cbc.DocumentDescription));
}
