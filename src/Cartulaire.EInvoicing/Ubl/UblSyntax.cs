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
        pattern.On(Place.Of(Cac.PostalAddress), Place.Of(Cac.Address)).Once("UBL-SR-51", Cac.AddressLine);
        pattern.On(Place.Of(Cac.AccountingSupplierParty, Cac.Party)).Fatal("UBL-SR-42", e => e.Count(Cac.PartyTaxScheme) <= 2, e => Told.Count(e.Count(Cac.PartyTaxScheme), 2));
        pattern.On(Place.Of(Cac.AdditionalDocumentReference))
            .Once("UBL-SR-33", Cbc.DocumentDescription)
            .Fatal("UBL-SR-43", IsInvoicedObjectOrHasNoScheme);
        pattern.OnNames(
                name => name.Local.EndsWith("Amount", StringComparison.Ordinal) && !name.Local.EndsWith("PriceAmount", StringComparison.Ordinal),
                e => !IsOfPrice(e))
            .Cents("UBL-DT-01", e => e);
        pattern.OnNames(name => name.Local.EndsWith("BinaryObject", StringComparison.Ordinal), _ => true)
            .Fatal("UBL-DT-06", e => e.Attribute("mimeCode") is not null, _ => default)
            .Fatal("UBL-DT-07", e => e.Attribute("filename") is not null, _ => default);
        pattern.On(Place.Of(Cac.Delivery)).Once("UBL-SR-25", Cac.DeliveryParty, Cac.PartyName, Cbc.Name);
        pattern.On(Place.Of(Cac.AllowanceCharge).Where(UblInvoice.IsAllowance)).Once("UBL-SR-30", Cbc.AllowanceChargeReason);
        pattern.On(Place.Of(Cac.AllowanceCharge).Where(UblInvoice.IsCharge)).Once("UBL-SR-31", Cbc.AllowanceChargeReason);
        pattern.On(Place.Of(Cac.PartyTaxScheme)).Fatal("UBL-SR-53", e => e.Has(Cac.TaxScheme, Cbc.ID) && e.Has(Cbc.CompanyID));
        TheWhole(pattern);
        pattern.On(Place.Of(Cac.InvoiceLine), Place.Of(Cac.CreditNoteLine))
            .Once("UBL-SR-34", Cbc.Note)
            .Once("UBL-SR-35", Cac.OrderLineReference, Cbc.LineID)
            .Once("UBL-SR-36", Cac.InvoicePeriod)
            .Once("UBL-SR-37", Cac.Price, Cac.AllowanceCharge, Cbc.Amount)
            .ExactlyOnce("UBL-SR-48", Cac.Item, Cac.ClassifiedTaxCategory)
            .Once("UBL-SR-50", Cac.Item, Cbc.Description)
            .Once("UBL-SR-52", Cac.DocumentReference);
        pattern.On(Place.Of(Cac.PayeeParty))
            .Fatal("UBL-SR-19", e => e.Count(Cac.PartyName, Cbc.Name) <= 1 && IsNotTheSeller(e))
            .Fatal("UBL-SR-20", e => e.All(Cac.PartyIdentification, Cbc.ID).Count(id => !IsSepa(id.Attribute("schemeID"))) <= 1 && IsNotTheSeller(e))
            .Fatal("UBL-SR-21", e => e.Count(Cac.PartyLegalEntity, Cbc.CompanyID) <= 1 && IsNotTheSeller(e));
        pattern.On(Place.Of(Cac.PaymentMeans))
            .Once("UBL-SR-26", Cbc.PaymentID)
            .Once("UBL-SR-27", Cbc.PaymentMeansCode)
            .Once("UBL-SR-28", Cac.PaymentMandate, Cbc.ID);
        pattern.On(Place.Of(Cac.BillingReference))
            .Once("UBL-SR-06", Cac.InvoiceDocumentReference)
            .Fatal("UBL-SR-07", e => e.Has(Cac.InvoiceDocumentReference, Cbc.ID));
        pattern.On(Place.Of(Cac.TaxRepresentativeParty))
            .Once("UBL-SR-22", Cac.PartyName, Cbc.Name)
            .Once("UBL-SR-23", Cac.PartyTaxScheme, Cbc.CompanyID);
        pattern.On(Place.Of(Cac.TaxSubtotal)).Once("UBL-SR-32", Cac.TaxCategory, Cbc.TaxExemptionReason);
        return pattern;
    }

    private static void TheWhole(Pattern<UblInvoice> pattern) => pattern.On(Place.FromRoot(Names.Invoice), Place.FromRoot(Names.CreditNote))
        .Warning("UBL-CR-002", e => !e.Has(Cbc.UBLVersionID) || e.All(Cbc.UBLVersionID).Exists(v => v.Text == "2.1"), e => new Told(e.First(Cbc.UBLVersionID)?.Text, "2.1"))
        .Warning("UBL-CR-412", e => !e.Has(Cac.PaymentMeans, Cbc.PaymentDueDate) || ReferenceEquals(e.Name, Names.CreditNote))
        .Warning("UBL-CR-665", (_, invoice) => !Supporting(invoice).Any(d => !IsObject(d) && d.All(Cbc.ID).Exists(id => id.Attribute("schemeID") is not null)))
        .Fatal("UBL-CR-666", (_, invoice) => !Supporting(invoice).Any(d => IsObject(d) && d.Has(Cac.Attachment)))
        .Fatal("UBL-CR-673", (_, invoice) => !Supporting(invoice).Any(d => IsObject(d) && d.Has(Cbc.DocumentDescription)))
        .Warning("UBL-DT-18", (_, invoice) => invoice.Document.Elements.All(e => e.Attribute("name") is null || ReferenceEquals(e.Name, Cbc.PaymentMeansCode)))
        .Once("UBL-SR-01", Cac.ContractDocumentReference, Cbc.ID)
        .Once("UBL-SR-02", Cac.ReceiptDocumentReference, Cbc.ID)
        .Once("UBL-SR-03", Cac.DespatchDocumentReference, Cbc.ID)
        .Once("UBL-SR-04", Objects)
        .Once("UBL-SR-05", Cac.PaymentTerms, Cbc.Note)
        .Once("UBL-SR-08", Cac.InvoicePeriod)
        .Once("UBL-SR-09", Cac.AccountingSupplierParty, Cac.Party, Cac.PartyLegalEntity, Cbc.RegistrationName)
        .Once("UBL-SR-10", Cac.AccountingSupplierParty, Cac.Party, Cac.PartyName, Cbc.Name)
        .Once("UBL-SR-11", Cac.AccountingSupplierParty, Cac.Party, Cac.PartyLegalEntity, Cbc.CompanyID)
        .Once("UBL-SR-12", e => TaxIds(e, Cac.AccountingSupplierParty, vat: true))
        .Once("UBL-SR-13", e => TaxIds(e, Cac.AccountingSupplierParty, vat: false))
        .Once("UBL-SR-14", Cac.AccountingSupplierParty, Cac.Party, Cac.PartyLegalEntity, Cbc.CompanyLegalForm)
        .Once("UBL-SR-15", Cac.AccountingCustomerParty, Cac.Party, Cac.PartyLegalEntity, Cbc.RegistrationName)
        .Once("UBL-SR-16", Cac.AccountingCustomerParty, Cac.Party, Cac.PartyIdentification, Cbc.ID)
        .Once("UBL-SR-17", Cac.AccountingCustomerParty, Cac.Party, Cac.PartyLegalEntity, Cbc.CompanyID)
        .Once("UBL-SR-18", e => TaxIds(e, Cac.AccountingCustomerParty, vat: true))
        .Once("UBL-SR-24", Cac.Delivery)
        .Once("UBL-SR-29", (_, invoice) => Creditors(invoice))
        .Once("UBL-SR-39", Cac.ProjectReference, Cbc.ID)
        .Once("UBL-SR-40", Cac.AccountingCustomerParty, Cac.Party, Cac.PartyName, Cbc.Name)
        .Once("UBL-SR-44", (_, invoice) => Different(invoice, Cbc.PaymentID))
        .Once("UBL-SR-45", Cac.PaymentMeans, Cbc.PaymentDueDate)
        .Once("UBL-SR-46", NamedMeans)
        .Once("UBL-SR-47", (_, invoice) => Different(invoice, Cbc.PaymentMeansCode))
        .Once("UBL-SR-49", Cac.InvoicePeriod, Cbc.DescriptionCode)
        .Once("UBL-SR-54", Cac.PaymentMeans, Cac.CardAccount)
        .Once("UBL-SR-55", Cac.PaymentMeans, Cac.PaymentMandate)
        .Once("UBL-SR-56", Cac.OriginatorDocumentReference, Cbc.ID);

    private static IEnumerable<Element> Supporting(UblInvoice invoice) => invoice.Document.Anywhere(Cac.AdditionalDocumentReference);

    private static bool IsObject(Element reference) => reference.All(Cbc.DocumentTypeCode).Exists(c => c.Text == "130");

    private static int Objects(Element invoice) => invoice.All(Cac.AdditionalDocumentReference).Where(IsObject).Sum(d => d.Count(Cbc.ID));

    private static int Creditors(UblInvoice invoice) => invoice.Document.Anywhere(Cac.PartyIdentification).SelectMany(p => p.All(Cbc.ID)).Count(id => IsSepa(id.Attribute("schemeID")));

    private static int NamedMeans(Element invoice) => invoice.All(Cac.PaymentMeans, Cbc.PaymentMeansCode).Count(c => c.Attribute("name") is not null);

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
