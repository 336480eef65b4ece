using Cartulaire.EInvoicing.Arithmetic;
using Cartulaire.EInvoicing.CodeLists;
using Cartulaire.EInvoicing.Rules;
using Cartulaire.EInvoicing.Ubl;
using Cartulaire.EInvoicing.Xml;
using static Cartulaire.EInvoicing.Rules.CodeRules;

namespace Cartulaire.EInvoicing.Peppol;

/// <summary>Codes and dates of Peppol BIS Billing 3.0 (PEPPOL-EN16931-CL, -P and -F).</summary>
internal static class PeppolCodes
{
    /// <summary>Reasons of exemption that have a VAT category of their own.</summary>
    private static readonly (string Rule, string Reason, string Category)[] Exemptions =
    [
        ("PEPPOL-EN16931-P0104", "VATEX-EU-G", "G"),
        ("PEPPOL-EN16931-P0105", "VATEX-EU-O", "O"),
        ("PEPPOL-EN16931-P0106", "VATEX-EU-IC", "K"),
        ("PEPPOL-EN16931-P0107", "VATEX-EU-AE", "AE"),
        ("PEPPOL-EN16931-P0108", "VATEX-EU-D", "E"),
        ("PEPPOL-EN16931-P0109", "VATEX-EU-F", "E"),
        ("PEPPOL-EN16931-P0110", "VATEX-EU-I", "E"),
        ("PEPPOL-EN16931-P0111", "VATEX-EU-J", "E"),
    ];

    /// <summary>The rules.</summary>
    public static Pattern<PeppolInvoice> Pattern { get; } = Build();

    private static Pattern<PeppolInvoice> Build()
    {
        var pattern = new Pattern<PeppolInvoice>();
        pattern.On(With("mimeCode", Cbc.EmbeddedDocumentBinaryObject)).Fatal("PEPPOL-EN16931-CL001", e => Codes.Attachments.Has(e.Attribute("mimeCode")), e => new Told(e.Attribute("mimeCode"), Codes.Attachments.Described));
        Text(pattern, "PEPPOL-EN16931-CL002", () => Codes.AllowanceReasons, ReasonWhen("false"));
        Text(pattern, "PEPPOL-EN16931-CL003", () => Codes.ChargeReasons, ReasonWhen("true"));
        Text(pattern, "PEPPOL-EN16931-CL006", () => Codes.TaxPointDates, Place.Of(Cac.InvoicePeriod, Cbc.DescriptionCode));
        pattern.On([.. PeppolModel.Amounts, Place.Of(Cbc.TaxAmount)]).Fatal("PEPPOL-EN16931-CL007", e => Codes.PeppolCurrencies.Has(e.Attribute("currencyID")), e => new Told(e.Attribute("currencyID"), Codes.PeppolCurrencies.Described));
        pattern.On(Place.Of(Cbc.InvoiceTypeCode))
            .Fatal("PEPPOL-EN16931-P0100", (e, invoice) => !invoice.IsOfProcess || Codes.PeppolInvoiceTypes.Has(e.Trimmed), (e, _) => new Told(e.Text, Codes.PeppolInvoiceTypes.Described))
            .Fatal("PEPPOL-EN16931-P0112", (e, invoice) => e.Trimmed is not ("326" or "384") || invoice.IsGerman);
        pattern.On(Place.Of(Cbc.CreditNoteTypeCode)).Fatal("PEPPOL-EN16931-P0101", (e, invoice) => !invoice.IsOfProcess || Codes.PeppolCreditNoteTypes.Has(e.Trimmed), (e, _) => new Told(e.Text, Codes.PeppolCreditNoteTypes.Described));
        pattern.On(Place.Of(Cbc.IssueDate), Place.Of(Cbc.DueDate), Place.Of(Cbc.TaxPointDate), Place.Of(Cbc.StartDate), Place.Of(Cbc.EndDate), Place.Of(Cbc.ActualDeliveryDate))
            .Fatal("PEPPOL-EN16931-F001", e => e.Text.Length == 10 && Day.Of(e) is not null);
        pattern.On(With("schemeID", Cbc.EndpointID)).Fatal("PEPPOL-EN16931-CL008", e => Codes.PeppolAddresses.Has(e.Attribute("schemeID")), e => new Told(e.Attribute("schemeID"), Codes.PeppolAddresses.Described));
        foreach (var (rule, reason, category) in Exemptions)
        {
            pattern.On(Place.Of(Cac.TaxCategory).Where(e => string.Equals(e.Raw(Cbc.TaxExemptionReasonCode), reason, StringComparison.OrdinalIgnoreCase))).Fatal(rule, e => UblInvoice.Is(e, category), e => new Told(e.First(Cbc.ID)?.Text, category));
        }

        return pattern;
    }

    private static Place With(string attribute, Name name) => Place.Of(name).Where(e => e.Attribute(attribute) is not null);

    private static Place ReasonWhen(string charge) => Place.Of(Cac.AllowanceCharge, Cbc.AllowanceChargeReasonCode).Where(e => e.Parent!.Says(charge, Cbc.ChargeIndicator));
}
