using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Ubl;

/// <summary>UBL 2.1 values that rules and readers ask for.</summary>
internal static class Cbc
{
    /// <summary>Their namespace.</summary>
    public const string Space = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2";

    public static readonly Name AccountingCost = Of(nameof(AccountingCost));
    public static readonly Name ActualDeliveryDate = Of(nameof(ActualDeliveryDate));
    public static readonly Name AdditionalStreetName = Of(nameof(AdditionalStreetName));
    public static readonly Name AllowanceChargeReason = Of(nameof(AllowanceChargeReason));
    public static readonly Name AllowanceChargeReasonCode = Of(nameof(AllowanceChargeReasonCode));
    public static readonly Name AllowanceTotalAmount = Of(nameof(AllowanceTotalAmount));
    public static readonly Name Amount = Of(nameof(Amount));
    public static readonly Name AttributeID = Of(nameof(AttributeID));
    public static readonly Name BaseAmount = Of(nameof(BaseAmount));
    public static readonly Name BaseQuantity = Of(nameof(BaseQuantity));
    public static readonly Name BuyerReference = Of(nameof(BuyerReference));
    public static readonly Name ChargeIndicator = Of(nameof(ChargeIndicator));
    public static readonly Name ChargeTotalAmount = Of(nameof(ChargeTotalAmount));
    public static readonly Name CityName = Of(nameof(CityName));
    public static readonly Name CompanyID = Of(nameof(CompanyID));
    public static readonly Name CompanyLegalForm = Of(nameof(CompanyLegalForm));
    public static readonly Name CountrySubentity = Of(nameof(CountrySubentity));
    public static readonly Name CreditNoteTypeCode = Of(nameof(CreditNoteTypeCode));
    public static readonly Name CreditedQuantity = Of(nameof(CreditedQuantity));
    public static readonly Name CustomizationID = Of(nameof(CustomizationID));
    public static readonly Name Description = Of(nameof(Description));
    public static readonly Name DescriptionCode = Of(nameof(DescriptionCode));
    public static readonly Name DocumentCurrencyCode = Of(nameof(DocumentCurrencyCode));
    public static readonly Name DocumentDescription = Of(nameof(DocumentDescription));
    public static readonly Name DocumentTypeCode = Of(nameof(DocumentTypeCode));
    public static readonly Name DueDate = Of(nameof(DueDate));
    public static readonly Name EffectiveDate = Of(nameof(EffectiveDate));
    public static readonly Name ElectronicMail = Of(nameof(ElectronicMail));
    public static readonly Name EmbeddedDocumentBinaryObject = Of(nameof(EmbeddedDocumentBinaryObject));
    public static readonly Name EndDate = Of(nameof(EndDate));
    public static readonly Name EndpointID = Of(nameof(EndpointID));
    public static readonly Name HolderName = Of(nameof(HolderName));
    public static readonly Name ID = Of(nameof(ID));
    public static readonly Name IdentificationCode = Of(nameof(IdentificationCode));
    public static readonly Name InvoiceTypeCode = Of(nameof(InvoiceTypeCode));
    public static readonly Name InvoicedQuantity = Of(nameof(InvoicedQuantity));
    public static readonly Name IssueDate = Of(nameof(IssueDate));
    public static readonly Name IssueTime = Of(nameof(IssueTime));
    public static readonly Name ItemClassificationCode = Of(nameof(ItemClassificationCode));
    public static readonly Name Line = Of(nameof(Line));
    public static readonly Name LineExtensionAmount = Of(nameof(LineExtensionAmount));
    public static readonly Name LineID = Of(nameof(LineID));
    public static readonly Name MultiplierFactorNumeric = Of(nameof(MultiplierFactorNumeric));
    public static readonly Name Name = Of(nameof(Name));
    public static readonly Name NetworkID = Of(nameof(NetworkID));
    public static readonly Name Note = Of(nameof(Note));
    public static readonly Name PayableAmount = Of(nameof(PayableAmount));
    public static readonly Name PayableRoundingAmount = Of(nameof(PayableRoundingAmount));
    public static readonly Name PaymentDueDate = Of(nameof(PaymentDueDate));
    public static readonly Name PaymentID = Of(nameof(PaymentID));
    public static readonly Name PaymentMeansCode = Of(nameof(PaymentMeansCode));
    public static readonly Name Percent = Of(nameof(Percent));
    public static readonly Name PostalZone = Of(nameof(PostalZone));
    public static readonly Name PrepaidAmount = Of(nameof(PrepaidAmount));
    public static readonly Name PriceAmount = Of(nameof(PriceAmount));
    public static readonly Name PrimaryAccountNumberID = Of(nameof(PrimaryAccountNumberID));
    public static readonly Name ProfileID = Of(nameof(ProfileID));
    public static readonly Name RegistrationName = Of(nameof(RegistrationName));
    public static readonly Name ResponseCode = Of(nameof(ResponseCode));
    public static readonly Name SalesOrderID = Of(nameof(SalesOrderID));
    public static readonly Name StartDate = Of(nameof(StartDate));
    public static readonly Name StatusReason = Of(nameof(StatusReason));
    public static readonly Name StatusReasonCode = Of(nameof(StatusReasonCode));
    public static readonly Name StreetName = Of(nameof(StreetName));
    public static readonly Name TaxAmount = Of(nameof(TaxAmount));
    public static readonly Name TaxCurrencyCode = Of(nameof(TaxCurrencyCode));
    public static readonly Name TaxExclusiveAmount = Of(nameof(TaxExclusiveAmount));
    public static readonly Name TaxExemptionReason = Of(nameof(TaxExemptionReason));
    public static readonly Name TaxExemptionReasonCode = Of(nameof(TaxExemptionReasonCode));
    public static readonly Name TaxInclusiveAmount = Of(nameof(TaxInclusiveAmount));
    public static readonly Name TaxPointDate = Of(nameof(TaxPointDate));
    public static readonly Name TaxableAmount = Of(nameof(TaxableAmount));
    public static readonly Name Telephone = Of(nameof(Telephone));
    public static readonly Name UBLVersionID = Of(nameof(UBLVersionID));
    public static readonly Name URI = Of(nameof(URI));
    public static readonly Name Value = Of(nameof(Value));
    public static readonly Name VersionID = Of(nameof(VersionID));

    private static Name Of(string local) => Name.Known(Space, local);
}
