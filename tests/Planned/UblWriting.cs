using System.Xml.Linq;
using static Cartulaire.Tests.Planned.Building;
using static Cartulaire.Tests.Planned.UblParts;

namespace Cartulaire.Tests.Planned;

/// <summary>Writes a plan in UBL 2.1, elements in the order of its schema.</summary>
internal static class UblWriting
{
    public const string PeppolSpecification = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0";

    public const string CoreSpecification = "urn:cen.eu:en16931:2017";

    private const string PeppolProcess = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0";

    public static Written Write(Plan plan)
    {
        XNamespace space = $"urn:oasis:names:specification:ubl:schema:xsd:{(plan.IsCredit ? "CreditNote" : "Invoice")}-2";
        var root = new XElement(
            space + (plan.IsCredit ? "CreditNote" : "Invoice"), new XAttribute(XNamespace.Xmlns + "cac", Cac.NamespaceName), new XAttribute(XNamespace.Xmlns + "cbc", Cbc.NamespaceName),
            Heading(plan), References(plan), Parties(plan), Paying(plan), Sums(plan, new Totals(plan)),
            plan.Lines.Select(l => UblLines.Write(plan, l)));
        return new Written(new XDocument(root), isUbl: true);
    }

    private static IEnumerable<object?> Heading(Plan plan) =>
    [
        Text(Cbc + "CustomizationID", plan.IsPeppol ? PeppolSpecification : CoreSpecification, "BT-24"),
        Text(Cbc + "ProfileID", plan.IsPeppol ? PeppolProcess : null, "BT-23"),
        Text(Cbc + "ID", plan.Number, "BT-1"),
        Text(Cbc + "IssueDate", Day(plan.Issued), "BT-2"),
        plan.IsCredit ? Text(Cbc + "TaxPointDate", Day(plan.TaxPoint), "BT-7") : Text(Cbc + "DueDate", Day(plan.Due), "BT-9"),
        Text(Cbc + (plan.IsCredit ? "CreditNoteTypeCode" : "InvoiceTypeCode"), plan.Type, "BT-3"),
        plan.Notes.Select(n => Text(Cbc + "Note", n.Subject is null ? n.Text : $"#{n.Subject}#{n.Text}", "BT-22")),
        plan.IsCredit ? null : Text(Cbc + "TaxPointDate", Day(plan.TaxPoint), "BT-7"),
        Text(Cbc + "DocumentCurrencyCode", plan.Currency, "BT-5"),
        Text(Cbc + "TaxCurrencyCode", plan.Accounting?.Currency, "BT-6"),
        Text(Cbc + "AccountingCost", plan.CostCentre, "BT-19"),
        Text(Cbc + "BuyerReference", plan.BuyerReference, "BT-10"),
        Group(
            Cac + "InvoicePeriod",
            Text(Cbc + "StartDate", Day(plan.Period?.Start), "BT-73"), Text(Cbc + "EndDate", Day(plan.Period?.End), "BT-74"), Text(Cbc + "DescriptionCode", plan.TaxPointCode, "BT-8")).As("BG-14"),
    ];

    private static IEnumerable<object?> References(Plan plan)
    {
        var tender = Reference("OriginatorDocumentReference", plan.Tender, "BT-17");
        var contract = Reference("ContractDocumentReference", plan.Contract, "BT-12");
        var supporting = plan.Supporting.Select(Supports).Append(plan.Invoiced is { } o ? Group(Cac + "AdditionalDocumentReference", Text(Cbc + "ID", o.Id, "BT-18", "schemeID", o.Scheme), Text(Cbc + "DocumentTypeCode", "130")) : null);
        return
        [
            Group(Cac + "OrderReference", Text(Cbc + "ID", plan.Order, "BT-13"), Text(Cbc + "SalesOrderID", plan.SalesOrder, "BT-14")),
            plan.Preceding.Select(p => Group(Cac + "BillingReference", Group(Cac + "InvoiceDocumentReference", Text(Cbc + "ID", p.Number, "BT-25"), Text(Cbc + "IssueDate", Day(p.Issued), "BT-26")).As("BG-3"))),
            Reference("DespatchDocumentReference", plan.Despatch, "BT-16"),
            Reference("ReceiptDocumentReference", plan.Receipt, "BT-15"),

            // A credit note has no place for a project but among the supporting documents.
            plan.IsCredit ? contract : tender,
            plan.IsCredit ? supporting.Append(plan.Project is { } id ? Group(Cac + "AdditionalDocumentReference", Text(Cbc + "ID", id, "BT-11"), Text(Cbc + "DocumentTypeCode", "50")) : null) : contract,
            plan.IsCredit ? tender : supporting,
            plan.IsCredit ? null : Reference("ProjectReference", plan.Project, "BT-11"),
        ];
    }

    private static IEnumerable<object?> Parties(Plan plan) =>
    [
        new XElement(Cac + "AccountingSupplierParty", Party(plan.Seller, Seller, plan.Payee is null ? plan.Payment?.Mandate?.Creditor : null)),
        new XElement(Cac + "AccountingCustomerParty", Party(plan.Buyer, Buyer, null)),
        plan.Payee is not { } payee ? null : Group(
            Cac + "PayeeParty",
            Group(Cac + "PartyIdentification", Text(Cbc + "ID", plan.Payment?.Mandate?.Creditor, "BT-90", "schemeID", "SEPA")),
            Group(Cac + "PartyIdentification", Text(Cbc + "ID", payee.Id?.Id, "BT-60", "schemeID", payee.Id?.Scheme)),
            Group(Cac + "PartyName", Text(Cbc + "Name", payee.Name, "BT-59")),
            Group(Cac + "PartyLegalEntity", Text(Cbc + "CompanyID", payee.Legal?.Id, "BT-61", "schemeID", payee.Legal?.Scheme))).As("BG-10"),
        plan.Representative is not { } other ? null : Group(
            Cac + "TaxRepresentativeParty",
            Group(Cac + "PartyName", Text(Cbc + "Name", other.Name, "BT-62")),
            Place(Cac + "PostalAddress", other.Address, "BG-12", "BT-69"),
            TaxScheme(other.Vat, "VAT", "BT-63")).As("BG-11"),
        plan.Delivery is not { } delivery ? null : Group(
            Cac + "Delivery",
            Text(Cbc + "ActualDeliveryDate", Day(delivery.Day), "BT-72"),
            Group(
                Cac + "DeliveryLocation",
                Text(Cbc + "ID", delivery.Location?.Id, "BT-71", "schemeID", delivery.Location?.Scheme),
                delivery.Address is { } at ? Place(Cac + "Address", at, "BG-15", "BT-80") : null),
            Group(Cac + "DeliveryParty", Group(Cac + "PartyName", Text(Cbc + "Name", delivery.Name, "BT-70")))).As("BG-13"),
    ];

    private static IEnumerable<object?> Paying(Plan plan)
    {
        if (plan.Payment is { } payment)
        {
            for (var i = 0; i < Math.Max(1, payment.Accounts.Length); i++)
            {
                var account = payment.Accounts.ElementAtOrDefault(i);
                yield return Group(
                    Cac + "PaymentMeans",
                    Text(Cbc + "PaymentMeansCode", payment.Code, "BT-81", "name", i == 0 ? payment.Text : null),
                    i == 0 && plan.IsCredit ? Text(Cbc + "PaymentDueDate", Day(plan.Due), "BT-9") : null,
                    Text(Cbc + "PaymentID", payment.Reference, "BT-83"),
                    payment.Card is not { } card ? null : Group(
                        Cac + "CardAccount", Text(Cbc + "PrimaryAccountNumberID", card.Number, "BT-87"), Text(Cbc + "NetworkID", "VISA"), Text(Cbc + "HolderName", card.Holder, "BT-88")),
                    account is null ? null : Group(
                        Cac + "PayeeFinancialAccount", Text(Cbc + "ID", account.Id, "BT-84"), Text(Cbc + "Name", account.Name, "BT-85"),
                        Group(Cac + "FinancialInstitutionBranch", Text(Cbc + "ID", account.Bank, "BT-86"))).As("BG-17"),
                    payment.Mandate is not { } mandate ? null : Group(
                        Cac + "PaymentMandate", Text(Cbc + "ID", mandate.Id, "BT-89"), Group(Cac + "PayerFinancialAccount", Text(Cbc + "ID", mandate.Debited, "BT-91")))).As("BG-16");
            }
        }

        yield return Group(Cac + "PaymentTerms", Text(Cbc + "Note", plan.Terms, "BT-20"));
        yield return plan.Charges.Select(c => AllowanceCharge(c, plan.Currency, ofLine: false));
    }

    private static IEnumerable<object?> Sums(Plan plan, Totals totals) =>
    [
        new XElement(Cac + "TaxTotal", Money("TaxAmount", totals.Tax, plan.Currency, "BT-110"), totals.Breakdown.Select(t => Subtotal(t, plan.Currency))),
        plan.Accounting is { } other ? new XElement(Cac + "TaxTotal", Money("TaxAmount", totals.TaxInAccounting, other.Currency, "BT-111")) : null,
        new XElement(
            Cac + "LegalMonetaryTotal",
            Money("LineExtensionAmount", totals.Lines, plan.Currency, "BT-106"),
            Money("TaxExclusiveAmount", totals.WithoutTax, plan.Currency, "BT-109"),
            Money("TaxInclusiveAmount", totals.WithTax, plan.Currency, "BT-112"),
            plan.Charges.Any(c => !c.IsCharge) ? Money("AllowanceTotalAmount", totals.Allowances, plan.Currency, "BT-107") : null,
            plan.Charges.Any(c => c.IsCharge) ? Money("ChargeTotalAmount", totals.Charges, plan.Currency, "BT-108") : null,
            Money("PrepaidAmount", plan.Prepaid, plan.Currency, "BT-113"),
            Money("PayableRoundingAmount", plan.Rounding, plan.Currency, "BT-114"),
            Money("PayableAmount", totals.Payable, plan.Currency, "BT-115")).As("BG-22"),
    ];

    private static XElement? Subtotal(Totals.TaxLine tax, string currency) => new XElement(
        Cac + "TaxSubtotal",
        Money("TaxableAmount", tax.Taxable, currency, "BT-116"),
        Money("TaxAmount", tax.Tax, currency, "BT-117"),
        Category("TaxCategory", tax.Vat, "BT-118", "BT-119", withReason: true)).As("BG-23");
}
