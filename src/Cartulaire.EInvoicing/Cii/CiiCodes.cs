using Cartulaire.EInvoicing.CodeLists;
using Cartulaire.EInvoicing.Rules;
using static Cartulaire.EInvoicing.Rules.CodeRules;

namespace Cartulaire.EInvoicing.Cii;

/// <summary>Where CII holds a code, and of which list it must be (BR-CL): one row each.</summary>
internal static class CiiCodes
{
    /// <summary>The rules.</summary>
    public static Pattern<CiiInvoice> Pattern { get; } = Build();

    private static Pattern<CiiInvoice> Build()
    {
        var pattern = new Pattern<CiiInvoice>();
        pattern.On(Place.Of(Rsm.ExchangedDocument, Ram.TypeCode)).Fatal("BR-CL-01", e => e.Trimmed is var type && (Codes.InvoiceTypes.Has(type) || Codes.CreditNoteTypes.Has(type)), e => new Told(e.Text, Codes.InvoiceTypes.Described));
        Attribute(pattern, "BR-CL-03", "currencyID", () => Codes.Currencies, Place.Of(Ram.TaxTotalAmount));
        Text(pattern, "BR-CL-04", () => Codes.Currencies, Place.Of(Ram.InvoiceCurrencyCode));
        Text(pattern, "BR-CL-05", () => Codes.Currencies, Place.Of(Ram.TaxCurrencyCode));
        Text(pattern, "BR-CL-06", () => Codes.CiiTaxPointDates, Place.Of(Ram.DueDateTypeCode));
        Text(pattern, "BR-CL-07", () => Codes.References, Place.Of(Ram.ReferenceTypeCode));
        Text(pattern, "BR-CL-08", () => Codes.CiiNoteSubjects, Place.Of(Ram.SubjectCode));
        Attribute(pattern, "BR-CL-10", "schemeID", () => Codes.IdentifierSchemes, Place.Of(Ram.GlobalID).Where(e => !Place.IsWithin(e, Ram.SpecifiedTradeProduct) && !Place.IsWithin(e, Ram.ShipToTradeParty)));
        Attribute(pattern, "BR-CL-11", "schemeID", () => Codes.IdentifierSchemes, Place.Of(Ram.ID).Where(e => !Place.IsWithin(e, Ram.SpecifiedTaxRegistration)));
        Attribute(pattern, "BR-CL-13", "listID", () => Codes.ItemClassifications, Place.Of(Ram.ClassCode));
        Text(pattern, "BR-CL-14", () => Codes.CiiCountries, Place.Of(Ram.CountryID));
        Text(pattern, "BR-CL-15", () => Codes.CiiCountries, Place.Of(Ram.OriginTradeCountry, Ram.ID));
        Text(pattern, "BR-CL-16", () => Codes.PaymentMeans, Place.Of(Ram.SpecifiedTradeSettlementPaymentMeans, Ram.TypeCode));
        Text(pattern, "BR-CL-17", () => Codes.VatCategories, Place.Of(Ram.CategoryTradeTax, Ram.CategoryCode));
        Text(pattern, "BR-CL-18", () => Codes.VatCategories, Place.Of(Ram.ApplicableTradeTax, Ram.CategoryCode));
        Text(pattern, "BR-CL-19", () => Codes.AllowanceReasons, Place.Of(Ram.SpecifiedTradeAllowanceCharge, Ram.ReasonCode).Where(e => CiiInvoice.IsAllowance(e.Parent!)));
        Text(pattern, "BR-CL-20", () => Codes.ChargeReasons, Place.Of(Ram.SpecifiedTradeAllowanceCharge, Ram.ReasonCode).Where(e => CiiInvoice.IsCharge(e.Parent!)));
        Attribute(pattern, "BR-CL-21", "schemeID", () => Codes.IdentifierSchemes, Place.Of(Ram.SpecifiedTradeProduct, Ram.GlobalID));
        pattern.On(Place.Of(Ram.ExemptionReasonCode)).Fatal("BR-CL-22", e => Codes.Exemptions.Has(e.Trimmed.ToUpperInvariant()), e => new Told(e.Text, Codes.Exemptions.Described));
        Attribute(pattern, "BR-CL-23", "unitCode", () => Codes.Units, Place.Of(Ram.BasisQuantity), Place.Of(Ram.BilledQuantity));
        pattern.On(Place.Of(Ram.AttachmentBinaryObject).Where(e => e.Attribute("mimeCode") is not null)).Fatal("BR-CL-24", e => Codes.Attachments.Has(e.Attribute("mimeCode")), e => new Told(e.Attribute("mimeCode"), Codes.Attachments.Described));
        Attribute(pattern, "BR-CL-25", "schemeID", () => Codes.Addresses, Place.Of(Ram.URIUniversalCommunication, Ram.URIID));
        Attribute(pattern, "BR-CL-26", "schemeID", () => Codes.IdentifierSchemes, Place.Of(Ram.ApplicableHeaderTradeDelivery, Ram.ShipToTradeParty, Ram.GlobalID));
        return pattern;
    }
}
