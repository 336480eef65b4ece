using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Ubl;

/// <summary>UBL 2.1 aggregates that rules and readers ask for.</summary>
internal static class Cac
{
    /// <summary>Their namespace.</summary>
    public const string Space = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2";

    public static readonly Name AccountingCustomerParty = Of(nameof(AccountingCustomerParty));
    public static readonly Name AccountingSupplierParty = Of(nameof(AccountingSupplierParty));
    public static readonly Name AdditionalDocumentReference = Of(nameof(AdditionalDocumentReference));
    public static readonly Name AdditionalItemProperty = Of(nameof(AdditionalItemProperty));
    public static readonly Name Address = Of(nameof(Address));
    public static readonly Name AddressLine = Of(nameof(AddressLine));
    public static readonly Name AllowanceCharge = Of(nameof(AllowanceCharge));
    public static readonly Name Attachment = Of(nameof(Attachment));
    public static readonly Name BillingReference = Of(nameof(BillingReference));
    public static readonly Name BuyersItemIdentification = Of(nameof(BuyersItemIdentification));
    public static readonly Name CardAccount = Of(nameof(CardAccount));
    public static readonly Name ClassifiedTaxCategory = Of(nameof(ClassifiedTaxCategory));
    public static readonly Name CommodityClassification = Of(nameof(CommodityClassification));
    public static readonly Name Condition = Of(nameof(Condition));
    public static readonly Name Contact = Of(nameof(Contact));
    public static readonly Name ContractDocumentReference = Of(nameof(ContractDocumentReference));
    public static readonly Name Country = Of(nameof(Country));
    public static readonly Name CreditNoteLine = Of(nameof(CreditNoteLine));
    public static readonly Name Delivery = Of(nameof(Delivery));
    public static readonly Name DeliveryLocation = Of(nameof(DeliveryLocation));
    public static readonly Name DeliveryParty = Of(nameof(DeliveryParty));
    public static readonly Name DespatchDocumentReference = Of(nameof(DespatchDocumentReference));
    public static readonly Name DocumentReference = Of(nameof(DocumentReference));
    public static readonly Name DocumentResponse = Of(nameof(DocumentResponse));
    public static readonly Name ExternalReference = Of(nameof(ExternalReference));
    public static readonly Name FinancialInstitutionBranch = Of(nameof(FinancialInstitutionBranch));
    public static readonly Name InvoiceDocumentReference = Of(nameof(InvoiceDocumentReference));
    public static readonly Name InvoiceLine = Of(nameof(InvoiceLine));
    public static readonly Name InvoicePeriod = Of(nameof(InvoicePeriod));
    public static readonly Name IssuerParty = Of(nameof(IssuerParty));
    public static readonly Name Item = Of(nameof(Item));
    public static readonly Name LegalMonetaryTotal = Of(nameof(LegalMonetaryTotal));
    public static readonly Name LineReference = Of(nameof(LineReference));
    public static readonly Name LineResponse = Of(nameof(LineResponse));
    public static readonly Name OrderLineReference = Of(nameof(OrderLineReference));
    public static readonly Name OrderReference = Of(nameof(OrderReference));
    public static readonly Name OriginCountry = Of(nameof(OriginCountry));
    public static readonly Name OriginatorDocumentReference = Of(nameof(OriginatorDocumentReference));
    public static readonly Name Party = Of(nameof(Party));
    public static readonly Name PartyIdentification = Of(nameof(PartyIdentification));
    public static readonly Name PartyLegalEntity = Of(nameof(PartyLegalEntity));
    public static readonly Name PartyName = Of(nameof(PartyName));
    public static readonly Name PartyTaxScheme = Of(nameof(PartyTaxScheme));
    public static readonly Name PayeeFinancialAccount = Of(nameof(PayeeFinancialAccount));
    public static readonly Name PayeeParty = Of(nameof(PayeeParty));
    public static readonly Name PayerFinancialAccount = Of(nameof(PayerFinancialAccount));
    public static readonly Name PaymentMandate = Of(nameof(PaymentMandate));
    public static readonly Name PaymentMeans = Of(nameof(PaymentMeans));
    public static readonly Name PaymentTerms = Of(nameof(PaymentTerms));
    public static readonly Name PostalAddress = Of(nameof(PostalAddress));
    public static readonly Name Price = Of(nameof(Price));
    public static readonly Name ProjectReference = Of(nameof(ProjectReference));
    public static readonly Name ReceiptDocumentReference = Of(nameof(ReceiptDocumentReference));
    public static readonly Name ReceiverParty = Of(nameof(ReceiverParty));
    public static readonly Name RecipientParty = Of(nameof(RecipientParty));
    public static readonly Name Response = Of(nameof(Response));
    public static readonly Name SellersItemIdentification = Of(nameof(SellersItemIdentification));
    public static readonly Name SenderParty = Of(nameof(SenderParty));
    public static readonly Name StandardItemIdentification = Of(nameof(StandardItemIdentification));
    public static readonly Name Status = Of(nameof(Status));
    public static readonly Name TaxCategory = Of(nameof(TaxCategory));
    public static readonly Name TaxRepresentativeParty = Of(nameof(TaxRepresentativeParty));
    public static readonly Name TaxScheme = Of(nameof(TaxScheme));
    public static readonly Name TaxSubtotal = Of(nameof(TaxSubtotal));
    public static readonly Name TaxTotal = Of(nameof(TaxTotal));

    private static Name Of(string local) => Name.Known(Space, local);
}
