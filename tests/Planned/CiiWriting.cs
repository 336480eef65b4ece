using System.Xml.Linq;
using static Cartulaire.Tests.Planned.Building;
using static Cartulaire.Tests.Planned.CiiParts;

namespace Cartulaire.Tests.Planned;

/// <summary>Writes a plan in UN/CEFACT CII D16B, elements in the order of its schema.</summary>
internal static class CiiWriting
{
    public static Written Write(Plan plan)
    {
        var totals = new Totals(plan);
        var root = new XElement(
            Rsm + "CrossIndustryInvoice",
            new XAttribute(XNamespace.Xmlns + "rsm", Rsm.NamespaceName), new XAttribute(XNamespace.Xmlns + "ram", Ram.NamespaceName),
            new XAttribute(XNamespace.Xmlns + "udt", Udt.NamespaceName), new XAttribute(XNamespace.Xmlns + "qdt", Qdt.NamespaceName),
            new XElement(
                Rsm + "ExchangedDocumentContext",
                Group(Ram + "BusinessProcessSpecifiedDocumentContextParameter", Text(Ram + "ID", plan.IsPeppol ? "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0" : null, "BT-23")),
                Group(Ram + "GuidelineSpecifiedDocumentContextParameter", Text(Ram + "ID", plan.IsPeppol ? UblWriting.PeppolSpecification : UblWriting.CoreSpecification, "BT-24"))),
            new XElement(
                Rsm + "ExchangedDocument",
                Text(Ram + "ID", plan.Number, "BT-1"), Text(Ram + "TypeCode", plan.Type, "BT-3"), Date("IssueDateTime", plan.Issued, "BT-2"),
                Notes(plan).Select(n => Group(Ram + "IncludedNote", Text(Ram + "Content", n.Text, "BT-22"), Text(Ram + "SubjectCode", n.Subject, "BT-21")))),
            new XElement(
                Rsm + "SupplyChainTradeTransaction",
                plan.Lines.Select(CiiLines.Write),
                new XElement(Ram + "ApplicableHeaderTradeAgreement", Agreement(plan)),
                new XElement(Ram + "ApplicableHeaderTradeDelivery", Delivery(plan)),
                new XElement(Ram + "ApplicableHeaderTradeSettlement", Settlement(plan, totals))));
        return new Written(new XDocument(root), isUbl: false);
    }

    // Peppol's binding to CII wants one note without subject, of Germans too (PEPPOL-EN16931-R002).
    private static IEnumerable<Note> Notes(Plan plan) => plan.IsPeppol ? plan.Notes.Take(1).Select(n => n with { Subject = null }) : plan.Notes;

    private static IEnumerable<object?> Agreement(Plan plan) =>
    [
        Text(Ram + "BuyerReference", plan.BuyerReference, "BT-10"),
        Party("SellerTradeParty", plan.Seller, UblParts.Seller),
        Party("BuyerTradeParty", plan.Buyer, UblParts.Buyer),
        plan.Representative is not { } other ? null : Group(
            Ram + "SellerTaxRepresentativeTradeParty", Text(Ram + "Name", other.Name, "BT-62"), Place(other.Address, "BG-12", "BT-69"), Registration(other.Vat, "VA", "BT-63")).As("BG-11"),
        Document("SellerOrderReferencedDocument", plan.SalesOrder, "BT-14"),
        Document("BuyerOrderReferencedDocument", plan.Order, "BT-13"),
        Document("ContractReferencedDocument", plan.Contract, "BT-12"),
        plan.Supporting.Select(d => Group(
            Ram + "AdditionalReferencedDocument",
            Text(Ram + "IssuerAssignedID", d.Id, "BT-122"), Text(Ram + "URIID", d.Uri, "BT-124"), Text(Ram + "TypeCode", "916"), Text(Ram + "Name", d.Description, "BT-123"),
            d.IsEmbedded ? new XElement(Ram + "AttachmentBinaryObject", new XAttribute("mimeCode", "application/pdf"), new XAttribute("filename", $"{d.Id}.pdf"), "JVBERi0xLjc=").As("BT-125") : null).As("BG-24")),
        plan.Tender is null ? null : Group(Ram + "AdditionalReferencedDocument", Text(Ram + "IssuerAssignedID", plan.Tender, "BT-17"), Text(Ram + "TypeCode", "50")),
        plan.Invoiced is not { } o ? null : Group(Ram + "AdditionalReferencedDocument", Text(Ram + "IssuerAssignedID", o.Id, "BT-18"), Text(Ram + "TypeCode", "130"), Text(Ram + "ReferenceTypeCode", o.Scheme, "BT-18-1")),
        plan.Project is null ? null : Group(Ram + "SpecifiedProcuringProject", Text(Ram + "ID", plan.Project, "BT-11"), Text(Ram + "Name", "Project reference")),
    ];

    private static IEnumerable<object?> Delivery(Plan plan) =>
    [
        Group(
            Ram + "ShipToTradeParty",
            Text(Ram + "GlobalID", plan.Delivery?.Location?.Id, "BT-71", "schemeID", plan.Delivery?.Location?.Scheme),
            Text(Ram + "Name", plan.Delivery?.Name, "BT-70"),
            plan.Delivery?.Address is { } address ? Place(address, "BG-15", "BT-80") : null),
        Group(Ram + "ActualDeliverySupplyChainEvent", Date("OccurrenceDateTime", plan.Delivery?.Day, "BT-72")),
        Document("DespatchAdviceReferencedDocument", plan.Despatch, "BT-16"),
        Document("ReceivingAdviceReferencedDocument", plan.Receipt, "BT-15"),
    ];

    private static IEnumerable<object?> Settlement(Plan plan, Totals totals) =>
    [
        Text(Ram + "CreditorReferenceID", plan.Payment?.Mandate?.Creditor, "BT-90"),
        Text(Ram + "PaymentReference", plan.Payment?.Reference, "BT-83"),
        Text(Ram + "TaxCurrencyCode", plan.Accounting?.Currency, "BT-6"),
        Text(Ram + "InvoiceCurrencyCode", plan.Currency, "BT-5"),
        plan.Payee is not { } payee ? null : Group(
            Ram + "PayeeTradeParty",
            Text(Ram + "GlobalID", payee.Id?.Id, "BT-60", "schemeID", payee.Id?.Scheme), Text(Ram + "Name", payee.Name, "BT-59"),
            Group(Ram + "SpecifiedLegalOrganization", Text(Ram + "ID", payee.Legal?.Id, "BT-61", "schemeID", payee.Legal?.Scheme))).As("BG-10"),
        Means(plan.Payment),
        totals.Breakdown.Select((t, i) => Tax(plan, t, isFirst: i == 0)),
        Span(plan.Period, "BG-14", "BT-73", "BT-74"),
        plan.Charges.Select(c => AllowanceCharge(c, ofLine: false)),
        Group(
            Ram + "SpecifiedTradePaymentTerms",
            Text(Ram + "Description", plan.Terms, "BT-20"), Date("DueDateDateTime", plan.Due, "BT-9"), Text(Ram + "DirectDebitMandateID", plan.Payment?.Mandate?.Id, "BT-89")),
        new XElement(
            Ram + "SpecifiedTradeSettlementHeaderMonetarySummation",
            Money("LineTotalAmount", totals.Lines, "BT-106"),
            plan.Charges.Any(c => c.IsCharge) ? Money("ChargeTotalAmount", totals.Charges, "BT-108") : null,
            plan.Charges.Any(c => !c.IsCharge) ? Money("AllowanceTotalAmount", totals.Allowances, "BT-107") : null,
            Money("TaxBasisTotalAmount", totals.WithoutTax, "BT-109"),
            Text(Ram + "TaxTotalAmount", Amount(totals.Tax), "BT-110", "currencyID", plan.Currency),
            plan.Accounting is { } other ? Text(Ram + "TaxTotalAmount", Amount(totals.TaxInAccounting!.Value), "BT-111", "currencyID", other.Currency) : null,
            Money("RoundingAmount", plan.Rounding, "BT-114"),
            Money("GrandTotalAmount", totals.WithTax, "BT-112"),
            Money("TotalPrepaidAmount", plan.Prepaid, "BT-113"),
            Money("DuePayableAmount", totals.Payable, "BT-115")).As("BG-22"),
        plan.Preceding.Select(p => Group(
            Ram + "InvoiceReferencedDocument", Text(Ram + "IssuerAssignedID", p.Number, "BT-25"),
            p.Issued is { } day ? Group(Ram + "FormattedIssueDateTime", Text(Qdt + "DateTimeString", Plain(day), "BT-26", "format", "102")) : null).As("BG-3")),
        Group(Ram + "ReceivableSpecifiedTradeAccountingAccount", Text(Ram + "ID", plan.CostCentre, "BT-19")),
    ];

    private static IEnumerable<object?> Means(Payment? payment)
    {
        for (var i = 0; payment is not null && i < Math.Max(1, payment.Accounts.Length); i++)
        {
            var account = payment.Accounts.ElementAtOrDefault(i);
            yield return Group(
                Ram + "SpecifiedTradeSettlementPaymentMeans",
                Text(Ram + "TypeCode", payment.Code, "BT-81"),
                Text(Ram + "Information", payment.Text, "BT-82"),
                payment.Card is not { } card ? null : Group(Ram + "ApplicableTradeSettlementFinancialCard", Text(Ram + "ID", card.Number, "BT-87"), Text(Ram + "CardholderName", card.Holder, "BT-88")),
                Group(Ram + "PayerPartyDebtorFinancialAccount", Text(Ram + "IBANID", payment.Mandate?.Debited, "BT-91")),
                account is null ? null : Group(
                    Ram + "PayeePartyCreditorFinancialAccount",
                    account.IsIban ? Text(Ram + "IBANID", account.Id, "BT-84") : null, Text(Ram + "AccountName", account.Name, "BT-85"), account.IsIban ? null : Text(Ram + "ProprietaryID", account.Id, "BT-84")).As("BG-17"),
                Group(Ram + "PayeeSpecifiedCreditorFinancialInstitution", Text(Ram + "BICID", account?.Bank, "BT-86"))).As("BG-16");
        }
    }

    // The date or the event at which the tax is due is one for the invoice, and stands in the breakdown.
    private static XElement? Tax(Plan plan, Totals.TaxLine tax, bool isFirst) => new XElement(
        Ram + "ApplicableTradeTax",
        Money("CalculatedAmount", tax.Tax, "BT-117"),
        Text(Ram + "TypeCode", "VAT"),
        Text(Ram + "ExemptionReason", tax.Vat.Reason, "BT-120"),
        Money("BasisAmount", tax.Taxable, "BT-116"),
        Text(Ram + "CategoryCode", tax.Vat.Category, "BT-118"),
        Text(Ram + "ExemptionReasonCode", tax.Vat.ReasonCode, "BT-121"),
        isFirst && plan.TaxPoint is { } day ? Group(Ram + "TaxPointDate", Text(Udt + "DateString", Plain(day), "BT-7", "format", "102")) : null,
        isFirst ? Text(Ram + "DueDateTypeCode", plan.TaxPointCode switch { null => null, "3" => "5", "35" => "29", _ => "72" }, "BT-8") : null,
        Text(Ram + "RateApplicablePercent", tax.Vat.Rate is { } rate ? Number(rate) : null, "BT-119")).As("BG-23");
}
