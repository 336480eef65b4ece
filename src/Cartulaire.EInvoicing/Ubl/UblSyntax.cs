using Cartulaire.EInvoicing.Arithmetic;
using Cartulaire.EInvoicing.Rules;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Ubl;

/// <summary>The rules of the syntax binding to UBL 2.1: UBL-SR (how often something occurs), UBL-DT (data types) and those UBL-CR that <see cref="NotUsed"/> cannot say.</summary>
internal static class UblSyntax
{
    /// <summary>The rules.</summary>
    public static Pattern<UblInvoice> Pattern { get; } = Build();

    private static Pattern<UblInvoice> Build()
    {
        var pattern = new Pattern<UblInvoice>();
        pattern.On(Place.Of(Cac.PostalAddress), Place.Of(Cac.Address)).Fatal("UBL-SR-51", e => e.Count(Cac.AddressLine) <= 1);
        pattern.On(Place.Of(Cac.AccountingSupplierParty, Cac.Party)).Fatal("UBL-SR-42", e => e.Count(Cac.PartyTaxScheme) <= 2);
        pattern.On(Place.Of(Cac.AdditionalDocumentReference))
            .Fatal("UBL-SR-33", e => e.Count(Cbc.DocumentDescription) <= 1)
            .Fatal("UBL-SR-43", IsInvoicedObjectOrHasNoScheme);
        pattern.OnNames(
                name => name.Local.EndsWith("Amount", StringComparison.Ordinal) && !name.Local.EndsWith("PriceAmount", StringComparison.Ordinal),
                e => !IsOfPrice(e))
            .Fatal("UBL-DT-01", e => Figure.HasTwoDecimals(e));
        pattern.OnNames(name => name.Local.EndsWith("BinaryObject", StringComparison.Ordinal), _ => true)
            .Fatal("UBL-DT-06", e => e.Attribute("mimeCode") is not null)
            .Fatal("UBL-DT-07", e => e.Attribute("filename") is not null);
        pattern.On(Place.Of(Cac.Delivery)).Fatal("UBL-SR-25", e => e.Count(Cac.DeliveryParty, Cac.PartyName, Cbc.Name) <= 1);
        pattern.On(Place.Of(Cac.AllowanceCharge).Where(UblInvoice.IsAllowance)).Fatal("UBL-SR-30", e => e.Count(Cbc.AllowanceChargeReason) <= 1);
        pattern.On(Place.Of(Cac.AllowanceCharge).Where(UblInvoice.IsCharge)).Fatal("UBL-SR-31", e => e.Count(Cbc.AllowanceChargeReason) <= 1);
        pattern.On(Place.Of(Cac.PartyTaxScheme)).Fatal("UBL-SR-53", e => e.Has(Cac.TaxScheme, Cbc.ID) && e.Has(Cbc.CompanyID));
        TheWhole(pattern);
        pattern.On(Place.Of(Cac.InvoiceLine), Place.Of(Cac.CreditNoteLine))
            .Fatal("UBL-SR-34", e => e.Count(Cbc.Note) <= 1)
            .Fatal("UBL-SR-35", e => e.Count(Cac.OrderLineReference, Cbc.LineID) <= 1)
            .Fatal("UBL-SR-36", e => e.Count(Cac.InvoicePeriod) <= 1)
            .Fatal("UBL-SR-37", e => e.Count(Cac.Price, Cac.AllowanceCharge, Cbc.Amount) <= 1)
            .Fatal("UBL-SR-48", e => e.Count(Cac.Item, Cac.ClassifiedTaxCategory) == 1)
            .Fatal("UBL-SR-50", e => e.Count(Cac.Item, Cbc.Description) <= 1)
            .Fatal("UBL-SR-52", e => e.Count(Cac.DocumentReference) <= 1);
        pattern.On(Place.Of(Cac.PayeeParty))
            .Fatal("UBL-SR-19", e => e.Count(Cac.PartyName, Cbc.Name) <= 1 && IsNotTheSeller(e))
            .Fatal("UBL-SR-20", e => e.All(Cac.PartyIdentification, Cbc.ID).Count(id => !IsSepa(id.Attribute("schemeID"))) <= 1 && IsNotTheSeller(e))
            .Fatal("UBL-SR-21", e => e.Count(Cac.PartyLegalEntity, Cbc.CompanyID) <= 1 && IsNotTheSeller(e));
        pattern.On(Place.Of(Cac.PaymentMeans))
            .Fatal("UBL-SR-26", e => e.Count(Cbc.PaymentID) <= 1)
            .Fatal("UBL-SR-27", e => e.Count(Cbc.PaymentMeansCode) <= 1)
            .Fatal("UBL-SR-28", e => e.Count(Cac.PaymentMandate, Cbc.ID) <= 1);
        pattern.On(Place.Of(Cac.BillingReference))
            .Fatal("UBL-SR-06", e => e.Count(Cac.InvoiceDocumentReference) <= 1)
            .Fatal("UBL-SR-07", e => e.Has(Cac.InvoiceDocumentReference, Cbc.ID));
        pattern.On(Place.Of(Cac.TaxRepresentativeParty))
            .Fatal("UBL-SR-22", e => e.Count(Cac.PartyName, Cbc.Name) <= 1)
            .Fatal("UBL-SR-23", e => e.Count(Cac.PartyTaxScheme, Cbc.CompanyID) <= 1);
        pattern.On(Place.Of(Cac.TaxSubtotal)).Fatal("UBL-SR-32", e => e.Count(Cac.TaxCategory, Cbc.TaxExemptionReason) <= 1);
        return pattern;
    }

    private static void TheWhole(Pattern<UblInvoice> pattern) => pattern.On(Place.FromRoot(Names.Invoice), Place.FromRoot(Names.CreditNote))
        .Warning("UBL-CR-002", e => !e.Has(Cbc.UBLVersionID) || e.All(Cbc.UBLVersionID).Exists(v => v.Text == "2.1"))
        .Warning("UBL-CR-412", e => !e.Has(Cac.PaymentMeans, Cbc.PaymentDueDate) || ReferenceEquals(e.Name, Names.CreditNote))
        .Warning("UBL-CR-665", (_, invoice) => !Supporting(invoice).Any(d => !IsObject(d) && d.All(Cbc.ID).Exists(id => id.Attribute("schemeID") is not null)))
        .Fatal("UBL-CR-666", (_, invoice) => !Supporting(invoice).Any(d => IsObject(d) && d.Has(Cac.Attachment)))
        .Fatal("UBL-CR-673", (_, invoice) => !Supporting(invoice).Any(d => IsObject(d) && d.Has(Cbc.DocumentDescription)))
        .Warning("UBL-DT-18", (_, invoice) => invoice.Document.Elements.All(e => e.Attribute("name") is null || ReferenceEquals(e.Name, Cbc.PaymentMeansCode)))
        .Fatal("UBL-SR-01", e => e.Count(Cac.ContractDocumentReference, Cbc.ID) <= 1)
        .Fatal("UBL-SR-02", e => e.Count(Cac.ReceiptDocumentReference, Cbc.ID) <= 1)
        .Fatal("UBL-SR-03", e => e.Count(Cac.DespatchDocumentReference, Cbc.ID) <= 1)
        .Fatal("UBL-SR-04", e => e.All(Cac.AdditionalDocumentReference).Where(IsObject).Sum(d => d.Count(Cbc.ID)) <= 1)
        .Fatal("UBL-SR-05", e => e.Count(Cac.PaymentTerms, Cbc.Note) <= 1)
        .Fatal("UBL-SR-08", e => e.Count(Cac.InvoicePeriod) <= 1)
        .Fatal("UBL-SR-09", e => e.Count(Cac.AccountingSupplierParty, Cac.Party, Cac.PartyLegalEntity, Cbc.RegistrationName) <= 1)
        .Fatal("UBL-SR-10", e => e.Count(Cac.AccountingSupplierParty, Cac.Party, Cac.PartyName, Cbc.Name) <= 1)
        .Fatal("UBL-SR-11", e => e.Count(Cac.AccountingSupplierParty, Cac.Party, Cac.PartyLegalEntity, Cbc.CompanyID) <= 1)
        .Fatal("UBL-SR-12", e => TaxIds(e, Cac.AccountingSupplierParty, vat: true) <= 1)
        .Fatal("UBL-SR-13", e => TaxIds(e, Cac.AccountingSupplierParty, vat: false) <= 1)
        .Fatal("UBL-SR-14", e => e.Count(Cac.AccountingSupplierParty, Cac.Party, Cac.PartyLegalEntity, Cbc.CompanyLegalForm) <= 1)
        .Fatal("UBL-SR-15", e => e.Count(Cac.AccountingCustomerParty, Cac.Party, Cac.PartyLegalEntity, Cbc.RegistrationName) <= 1)
        .Fatal("UBL-SR-16", e => e.Count(Cac.AccountingCustomerParty, Cac.Party, Cac.PartyIdentification, Cbc.ID) <= 1)
        .Fatal("UBL-SR-17", e => e.Count(Cac.AccountingCustomerParty, Cac.Party, Cac.PartyLegalEntity, Cbc.CompanyID) <= 1)
        .Fatal("UBL-SR-18", e => TaxIds(e, Cac.AccountingCustomerParty, vat: true) <= 1)
        .Fatal("UBL-SR-24", e => e.Count(Cac.Delivery) <= 1)
        .Fatal("UBL-SR-29", (_, invoice) => invoice.Document.Anywhere(Cac.PartyIdentification).SelectMany(p => p.All(Cbc.ID)).Count(id => IsSepa(id.Attribute("schemeID"))) <= 1)
        .Fatal("UBL-SR-39", e => e.Count(Cac.ProjectReference, Cbc.ID) <= 1)
        .Fatal("UBL-SR-40", e => e.Count(Cac.AccountingCustomerParty, Cac.Party, Cac.PartyName, Cbc.Name) <= 1)
        .Fatal("UBL-SR-44", (_, invoice) => Different(invoice, Cbc.PaymentID) <= 1)
        .Fatal("UBL-SR-45", e => e.Count(Cac.PaymentMeans, Cbc.PaymentDueDate) <= 1)
        .Fatal("UBL-SR-46", e => e.All(Cac.PaymentMeans, Cbc.PaymentMeansCode).Count(c => c.Attribute("name") is not null) <= 1)
        .Fatal("UBL-SR-47", (_, invoice) => Different(invoice, Cbc.PaymentMeansCode) <= 1)
        .Fatal("UBL-SR-49", e => e.Count(Cac.InvoicePeriod, Cbc.DescriptionCode) <= 1)
        .Fatal("UBL-SR-54", e => e.Count(Cac.PaymentMeans, Cac.CardAccount) <= 1)
        .Fatal("UBL-SR-55", e => e.Count(Cac.PaymentMeans, Cac.PaymentMandate) <= 1)
        .Fatal("UBL-SR-56", e => e.Count(Cac.OriginatorDocumentReference, Cbc.ID) <= 1);

    private static IEnumerable<Element> Supporting(UblInvoice invoice) => invoice.Document.Anywhere(Cac.AdditionalDocumentReference);

    private static bool IsObject(Element reference) => reference.All(Cbc.DocumentTypeCode).Exists(c => c.Text == "130");

    // The object invoiced (BT-18) is told by its type code: 130, in a credit note 50 too; nothing else has a scheme or a type.
    private static bool IsInvoicedObjectOrHasNoScheme(Element e)
        => IsObject(e)
            || (e.Root.Name.Local == "CreditNote" && e.All(Cbc.DocumentTypeCode).Exists(c => c.Text == "50"))
            || (!e.All(Cbc.ID).Exists(id => id.Attribute("schemeID") is not null) && !e.Has(Cbc.DocumentTypeCode));

    private static bool IsOfPrice(Element e)
    {
        for (var at = e; at is not null; at = at.Parent)
        {
            if (ReferenceEquals(at.Name, Cac.AllowanceCharge) && ReferenceEquals(at.Parent?.Name, Cac.Price) && !ReferenceEquals(at, e))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsSepa(string? scheme) => string.Equals(scheme, "SEPA", StringComparison.OrdinalIgnoreCase);

    private static bool IsNotTheSeller(Element payee)
    {
        var sellers = payee.Parent!.All(Cac.AccountingSupplierParty, Cac.Party, Cac.PartyLegalEntity, Cbc.RegistrationName);
        return payee.All(Cac.PartyName, Cbc.Name).Exists(name => sellers.Exists(seller => seller.Text != name.Text));
    }

    private static int TaxIds(Element invoice, Name party, bool vat)
        => invoice.All(party, Cac.Party, Cac.PartyTaxScheme)
            .Where(s => s.All(Cac.TaxScheme).Exists(t => string.Equals(t.Find(Cbc.ID)?.Text, "VAT", StringComparison.OrdinalIgnoreCase) == vat))
            .Sum(s => s.Count(Cbc.CompanyID));

    private static int Different(UblInvoice invoice, Name name) => invoice.Document.Anywhere(name).Select(e => e.Text).Distinct(StringComparer.Ordinal).Count();
}
