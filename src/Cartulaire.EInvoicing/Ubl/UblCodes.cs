using Cartulaire.EInvoicing.CodeLists;
using Cartulaire.EInvoicing.Rules;
using Cartulaire.EInvoicing.Xml;
using static Cartulaire.EInvoicing.Rules.CodeRules;

namespace Cartulaire.EInvoicing.Ubl;

/// <summary>Where UBL holds a code, and of which list it must be (BR-CL): one row each.</summary>
internal static class UblCodes
{
    /// <summary>The rules.</summary>
    public static Pattern<UblInvoice> Pattern { get; } = Build();

    private static Pattern<UblInvoice> Build()
    {
        var pattern = new Pattern<UblInvoice>();
        pattern.On(Place.Of(Cbc.InvoiceTypeCode), Place.Of(Cbc.CreditNoteTypeCode))
            .Fatal("BR-CL-01", e => Types(e).Has(e.Trimmed), e => new Told(e.Text, Types(e).Described));
        pattern.On([.. Amounts.Select(a => Place.Of(a))]).Fatal("BR-CL-03", e => Codes.Currencies.Has(Scheme(e, "currencyID")), e => new Told(e.Attribute("currencyID"), Codes.Currencies.Described));
        Text(pattern, "BR-CL-04", () => Codes.Currencies, Place.Of(Cbc.DocumentCurrencyCode));
        Text(pattern, "BR-CL-05", () => Codes.Currencies, Place.Of(Cbc.TaxCurrencyCode));
        Text(pattern, "BR-CL-06", () => Codes.TaxPointDates, Place.Of(Cac.InvoicePeriod, Cbc.DescriptionCode));
        Attribute(pattern, "BR-CL-07", "schemeID", () => Codes.References, Place.Of(Cac.AdditionalDocumentReference, Cbc.ID).Where(IsOfObject), Place.Of(Cac.DocumentReference, Cbc.ID).Where(IsOfObject));
        pattern.On(Place.Of(Cac.PartyIdentification, Cbc.ID).Where(e => e.Attribute("schemeID") is not null))
            .Fatal("BR-CL-10", e => Scheme(e, "schemeID") is var scheme && (Codes.IdentifierSchemes.Has(scheme) || (scheme == "SEPA" && IsOfCreditor(e))), e => new Told(e.Attribute("schemeID"), Codes.IdentifierSchemes.Described));
        Attribute(pattern, "BR-CL-11", "schemeID", () => Codes.IdentifierSchemes, Place.Of(Cac.PartyLegalEntity, Cbc.CompanyID));
        Attribute(pattern, "BR-CL-13", "listID", () => Codes.ItemClassifications, Place.Of(Cac.CommodityClassification, Cbc.ItemClassificationCode));
        Text(pattern, "BR-CL-14", () => Codes.Countries, Place.Of(Cac.Country, Cbc.IdentificationCode));
        Text(pattern, "BR-CL-15", () => Codes.Countries, Place.Of(Cac.OriginCountry, Cbc.IdentificationCode));
        Text(pattern, "BR-CL-16", () => Codes.PaymentMeans, Place.Of(Cac.PaymentMeans, Cbc.PaymentMeansCode));
        Text(pattern, "BR-CL-17", () => Codes.VatCategories, Place.Of(Cac.TaxCategory, Cbc.ID));
        Text(pattern, "BR-CL-18", () => Codes.VatCategories, Place.Of(Cac.ClassifiedTaxCategory, Cbc.ID));
        Text(pattern, "BR-CL-19", () => Codes.AllowanceReasons, Place.Of(Cac.AllowanceCharge, Cbc.AllowanceChargeReasonCode).Where(e => UblInvoice.IsAllowance(e.Parent!)));
        Text(pattern, "BR-CL-20", () => Codes.ChargeReasons, Place.Of(Cac.AllowanceCharge, Cbc.AllowanceChargeReasonCode).Where(e => UblInvoice.IsCharge(e.Parent!)));
        Attribute(pattern, "BR-CL-21", "schemeID", () => Codes.IdentifierSchemes, Place.Of(Cac.StandardItemIdentification, Cbc.ID));
        pattern.On(Place.Of(Cbc.TaxExemptionReasonCode)).Fatal("BR-CL-22", e => Codes.Exemptions.Has(e.Trimmed.ToUpperInvariant()), e => new Told(e.Text, Codes.Exemptions.Described));
        Attribute(pattern, "BR-CL-23", "unitCode", () => Codes.Units, Place.Of(Cbc.InvoicedQuantity), Place.Of(Cbc.BaseQuantity), Place.Of(Cbc.CreditedQuantity));
        pattern.On(Place.Of(Cbc.EmbeddedDocumentBinaryObject).Where(e => e.Attribute("mimeCode") is not null)).Fatal("BR-CL-24", e => Codes.Attachments.Has(e.Attribute("mimeCode")), e => new Told(e.Attribute("mimeCode"), Codes.Attachments.Described));
        Attribute(pattern, "BR-CL-25", "schemeID", () => Codes.Addresses, Place.Of(Cbc.EndpointID));
        Attribute(pattern, "BR-CL-26", "schemeID", () => Codes.IdentifierSchemes, Place.Of(Cac.DeliveryLocation, Cbc.ID));
        return pattern;
    }

    private static Name[] Amounts =>
    [
        Cbc.Amount, Cbc.BaseAmount, Cbc.PriceAmount, Cbc.TaxAmount, Cbc.TaxableAmount, Cbc.LineExtensionAmount, Cbc.TaxExclusiveAmount, Cbc.TaxInclusiveAmount,
        Cbc.AllowanceTotalAmount, Cbc.ChargeTotalAmount, Cbc.PrepaidAmount, Cbc.PayableRoundingAmount, Cbc.PayableAmount,
    ];

    private static CodeList Types(Element type) => ReferenceEquals(type.Name, Cbc.InvoiceTypeCode) ? Codes.InvoiceTypes : Codes.CreditNoteTypes;

    // The creditor identifier of a direct debit (BT-90) stands among those of the seller or the payee.
    private static bool IsOfCreditor(Element e) => Place.IsWithin(e, Cac.AccountingSupplierParty) || Place.IsWithin(e, Cac.PayeeParty);

    private static string Scheme(Element e, string attribute) => Blank.Normalize(e.Attribute(attribute) ?? "");

    private static bool IsOfObject(Element id) => id.Parent!.All(Cbc.DocumentTypeCode).Exists(c => c.Text == "130");
}
