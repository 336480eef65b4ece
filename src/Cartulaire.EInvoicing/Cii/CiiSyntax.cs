using Cartulaire.EInvoicing.Rules;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Cii;

/// <summary>The rules of the syntax binding to CII D16B: CII-SR (structure) and CII-DT (data types); what should not be used is told by <see cref="NotUsed"/>, section by section.</summary>
internal static class CiiSyntax
{
    private static readonly Name[] Transaction = [Rsm.CrossIndustryInvoice, Rsm.SupplyChainTradeTransaction];

    // Of the totals of the document each occurs once.
    private static readonly (string Rule, Name Amount)[] Once =
    [
        ("CII-SR-477", Ram.LineTotalAmount), ("CII-SR-478", Ram.ChargeTotalAmount), ("CII-SR-479", Ram.AllowanceTotalAmount),
        ("CII-SR-480", Ram.TaxBasisTotalAmount), ("CII-SR-481", Ram.RoundingAmount), ("CII-SR-482", Ram.GrandTotalAmount),
        ("CII-SR-483", Ram.InformationAmount), ("CII-SR-484", Ram.TotalPrepaidAmount), ("CII-SR-485", Ram.TotalDiscountAmount),
        ("CII-SR-486", Ram.TotalAllowanceChargeAmount), ("CII-SR-487", Ram.DuePayableAmount), ("CII-SR-488", Ram.RetailValueExcludingTaxInformationAmount),
        ("CII-SR-489", Ram.TotalDepositFeeInformationAmount), ("CII-SR-490", Ram.ProductValueExcludingTobaccoTaxInformationAmount), ("CII-SR-491", Ram.TotalRetailValueInformationAmount),
        ("CII-SR-492", Ram.GrossLineTotalAmount), ("CII-SR-493", Ram.NetLineTotalAmount), ("CII-SR-494", Ram.NetIncludingTaxesLineTotalAmount),
    ];

    /// <summary>The rules.</summary>
    public static Pattern<CiiInvoice> Pattern { get; } = Build();

    private static Pattern<CiiInvoice> Build()
    {
        var pattern = new Pattern<CiiInvoice>();
        pattern.On(Place.Of(Ram.SpecifiedTradeSettlementPaymentMeans)).Add(NotUsed.Of("payment-means"));
        Heading(pattern);
        Lines(pattern);
        Agreement(pattern);
        Delivery(pattern);
        Settlement(pattern);
        TheWhole(pattern);
        Identifiers(pattern);
        References(pattern);
        Values(pattern);
        return pattern;
    }

    private static void Heading(Pattern<CiiInvoice> pattern)
    {
        pattern.On(Place.FromRoot(Rsm.CrossIndustryInvoice, Rsm.ExchangedDocumentContext)).Add(NotUsed.Of("context"))
            .Once("CII-SR-003", e => e.Count(Ram.BusinessProcessSpecifiedDocumentContextParameter), Severity.Warning)
            .ExactlyOnce("CII-SR-009", Ram.GuidelineSpecifiedDocumentContextParameter)
            .ExactlyOnce("CII-SR-010", Ram.GuidelineSpecifiedDocumentContextParameter, Ram.ID);
        pattern.On(Place.FromRoot(Rsm.CrossIndustryInvoice, Rsm.ExchangedDocument)).Add(NotUsed.Of("document"))
            .ExactlyOnce("CII-SR-014", Ram.TypeCode);
        pattern.On(Place.FromRoot(Rsm.CrossIndustryInvoice, Rsm.ExchangedDocument, Ram.IncludedNote)).Once("CII-SR-030", e => e.Count(Ram.Content), Severity.Warning);
    }

    private static void Lines(Pattern<CiiInvoice> pattern)
    {
        pattern.On(OfLine()).Add(NotUsed.Of("line"));
        pattern.On(OfLine(Ram.AssociatedDocumentLineDocument)).Add(NotUsed.Of("line-document"))
            .Once("CII-SR-039", e => e.Count(Ram.IncludedNote), Severity.Warning)
            .Once("CII-SR-040", e => e.Count(Ram.IncludedNote, Ram.Content), Severity.Warning);
        pattern.On(OfLine(Ram.SpecifiedTradeProduct)).Add(NotUsed.Of("product"))
            .Fatal("CII-SR-046", e => !e.Has(Ram.GlobalID) || e.All(Ram.GlobalID).Exists(id => id.Attribute("schemeID") is not null))
            .Fatal("CII-SR-090", e => !e.Has(Ram.OriginTradeCountry) || e.Count(Ram.OriginTradeCountry, Ram.ID) == 1, e => Told.Count(e.Count(Ram.OriginTradeCountry, Ram.ID), 1));
        pattern.On(OfLine(Ram.SpecifiedTradeProduct, Ram.ApplicableProductCharacteristic))
            .ExactlyOnce("CII-SR-069", Ram.Description)
            .ExactlyOnce("CII-SR-072", Ram.Value);
        pattern.On(OfLine(Ram.SpecifiedLineTradeAgreement)).Add(NotUsed.Of("line-agreement"))
            .Warning("CII-SR-119", PriceIsReducedOnly)
            .ExactlyOnce("CII-SR-439", Ram.NetPriceProductTradePrice, Ram.ChargeAmount)
            .Once("CII-SR-441", Ram.NetPriceProductTradePrice, Ram.ChargeAmount);
        pattern.On(Place.Of(Ram.SpecifiedTradeAllowanceCharge))
            .Fatal("CII-SR-463", e => e.Has(Ram.ChargeIndicator))
            .Once("CII-SR-471", Ram.RateApplicablePercent)
            .Once("CII-SR-472", Ram.CategoryTradeTax)
            .Once("CII-SR-473", Ram.ActualAmount);
        pattern.On(Place.Of(Ram.GrossPriceProductTradePrice, Ram.AppliedTradeAllowanceCharge)).Once("CII-SR-440", Ram.ActualAmount);
        pattern.On(OfLine(Ram.SpecifiedLineTradeDelivery)).Add(NotUsed.Of("line-delivery"));
        pattern.On(OfLine(Ram.SpecifiedLineTradeSettlement)).Add(NotUsed.Of("line-settlement"))
            .ExactlyOnce("CII-SR-454", e => e.Count(Ram.ApplicableTradeTax), Severity.Warning)
            .Once("CII-SR-474", e => Supporting(e, "130").Count(), Severity.Warning);
    }

    private static void Agreement(Pattern<CiiInvoice> pattern) => pattern.On(OfTransaction(Ram.ApplicableHeaderTradeAgreement)).Add(NotUsed.Of("agreement"))
        .Warning("CII-SR-450", e => HasOneIdentifier(e, Ram.BuyerTradeParty))
        .Once("CII-SR-455", Ram.SellerTradeParty, Ram.DefinedTradeContact)
        .Once("CII-SR-456", Ram.BuyerTradeParty, Ram.DefinedTradeContact)
        .Once("CII-SR-457", e => e.All(Ram.AdditionalReferencedDocument).Count(d => Is(d, "50")), Severity.Warning)
        .Once("CII-SR-458", e => e.All(Ram.AdditionalReferencedDocument).Count(d => Is(d, "130")), Severity.Warning)
        .Once("CII-SR-459", Ram.SellerTradeParty, Ram.URIUniversalCommunication)
        .Once("CII-SR-460", Ram.BuyerTradeParty, Ram.URIUniversalCommunication)
        .Warning("CII-SR-465", e => HasOneContactName(e, Ram.SellerTradeParty))
        .Warning("CII-SR-466", e => HasOneContactName(e, Ram.BuyerTradeParty))
        .Once("CII-SR-475", e => Supporting(e, "916").Sum(d => d.Count(Ram.Name)), Severity.Warning)
        .Once("CII-SR-476", e => Supporting(e, "916").Sum(d => d.Count(Ram.AttachmentBinaryObject)), Severity.Warning);

    private static void Delivery(Pattern<CiiInvoice> pattern) => pattern.On(OfTransaction(Ram.ApplicableHeaderTradeDelivery)).Add(NotUsed.Of("delivery"))
        .Warning("CII-SR-449", e => HasOneIdentifier(e, Ram.ShipToTradeParty));

    private static void Settlement(Pattern<CiiInvoice> pattern)
    {
        pattern.On(OfTransaction(Ram.ApplicableHeaderTradeSettlement)).Add(NotUsed.Of("settlement"))
            .Warning("CII-SR-451", e => HasOneIdentifier(e, Ram.PayeeTradeParty))
            .Once("CII-SR-452", e => e.Count(Ram.SpecifiedTradePaymentTerms), Severity.Warning)
            .Once("CII-SR-453", e => e.Count(Ram.SpecifiedTradePaymentTerms, Ram.Description), Severity.Warning)
            .Once("CII-SR-461", Ram.ApplicableTradeTax, Ram.TaxPointDate)
            .Once("CII-SR-462", (_, invoice) => PointDates(invoice))
            .Fatal("CII-SR-470", e => !e.All(Ram.SpecifiedTradeSettlementPaymentMeans).Exists(m => m.Of(Ram.TypeCode) is "30" or "58"
                && !m.Has(Ram.PayeePartyCreditorFinancialAccount, Ram.IBANID) && !m.Has(Ram.PayeePartyCreditorFinancialAccount, Ram.ProprietaryID)));
        var totals = pattern.On(OfTransaction(Ram.ApplicableHeaderTradeSettlement, Ram.SpecifiedTradeSettlementHeaderMonetarySummation)).Add(NotUsed.Of("totals"));
        foreach (var (rule, amount) in Once)
        {
            totals.Once(rule, amount);
        }
    }

    private static void TheWhole(Pattern<CiiInvoice> pattern)
    {
        pattern.On(Place.FromRoot(Rsm.CrossIndustryInvoice)).Add(NotUsed.Of("whole"))
            .Once("CII-SR-467", (_, invoice) => OfMeans(invoice, Ram.TypeCode))
            .Once("CII-SR-468", (_, invoice) => OfMeans(invoice, Ram.Information))
            .Once("CII-SR-469", (_, invoice) => References(invoice));
        pattern.OnNames(name => name.Local.EndsWith("DocumentContextParameter", StringComparison.Ordinal), _ => true).Add(NotUsed.Of("parameter"));
    }

    private static void Identifiers(Pattern<CiiInvoice> pattern)
    {
        pattern.On(
            Place.FromRoot(Rsm.CrossIndustryInvoice, Rsm.ExchangedDocumentContext, Ram.GuidelineSpecifiedDocumentContextParameter, Ram.ID),
            Place.FromRoot(Rsm.CrossIndustryInvoice, Rsm.ExchangedDocument, Ram.ID),
            OfLine(Ram.AssociatedDocumentLineDocument, Ram.LineID),
            OfLine(Ram.SpecifiedTradeProduct, Ram.SellerAssignedID)).Add(NotUsed.Of("plain-identifier"));
        Ending(pattern, "ID").Add(NotUsed.Of("identifier"));
        pattern.On(Place.Of(Ram.TypeCode)).Add(NotUsed.Of("type-code"));

        // Looked at by nothing: the group before has every type code already. So it is in the official rules.
        pattern.On(Place.FromRoot(Rsm.CrossIndustryInvoice, Rsm.ExchangedDocument, Ram.TypeCode)).Add(NotUsed.Of("document-type"));
        pattern.On(OfLine(Ram.SpecifiedLineTradeSettlement, Ram.ApplicableTradeTax, Ram.CategoryCode)).Add(NotUsed.Of("line-category"));
    }

    // A supporting document has a type: 50 a tender, 130 the object invoiced, 916 an attachment.
    private static void References(Pattern<CiiInvoice> pattern) => Ending(pattern, "ReferencedDocument").Add(NotUsed.Of("reference"))
        .Fatal("CII-DT-015", e => !e.Has(Ram.URIID) || IsSupporting(e, "916"))
        .Fatal("CII-DT-018", e => !e.Has(Ram.TypeCode) || IsSupporting(e, "50") || IsSupporting(e, "130") || IsSupporting(e, "916"))
        .Fatal("CII-DT-021", e => !e.Has(Ram.Name) || IsSupporting(e, "916"))
        .Fatal("CII-DT-022", e => !e.Has(Ram.AttachmentBinaryObject) || IsSupporting(e, "916"))
        .Fatal("CII-DT-024", e => !e.Has(Ram.ReferenceTypeCode) || IsSupporting(e, "130"))
        .Fatal("CII-DT-027", e => !e.Has(Ram.FormattedIssueDateTime) || ReferenceEquals(e.Name, Ram.InvoiceReferencedDocument));

    private static void Values(Pattern<CiiInvoice> pattern)
    {
        pattern.OnNames(name => IsOfRam(name, "Amount") && !ReferenceEquals(name, Ram.TaxTotalAmount), _ => true).Add(NotUsed.Of("amount"));
        Ending(pattern, "Quantity").Add(NotUsed.Of("quantity"))
            .Fatal("CII-DT-033", (e, invoice) => e.Attribute("unitCode") is null || invoice.HasUnits);
        Ending(pattern, "TradeTax").Add(NotUsed.Of("tax"))
            .Fatal("CII-DT-037", e => !e.Has(Ram.TypeCode) || Is(e, "VAT"))
            .Warning("CII-DT-041", e => !e.Has(Ram.BasisAmount) || Place.IsWithin(e, Ram.ApplicableHeaderTradeSettlement))
            .Warning("CII-DT-052", e => !e.Has(Ram.ExemptionReasonCode) || ReferenceEquals(e.Name, Ram.ApplicableTradeTax))
            .Warning("CII-DT-054", e => !e.Has(Ram.TaxPointDate) || Place.IsWithin(e, Ram.ApplicableHeaderTradeSettlement))
            .Warning("CII-DT-058", e => !e.Has(Ram.DueDateTypeCode) || Place.IsWithin(e, Ram.ApplicableHeaderTradeSettlement))
            .Warning("CII-DT-098", e => !e.Has(Ram.ExemptionReason) || ReferenceEquals(e.Name, Ram.ApplicableTradeTax));
        pattern.On(Place.Of(Ram.BillingSpecifiedPeriod)).Add(NotUsed.Of("period"));
        pattern.On(Place.Of(Ram.PostalTradeAddress)).Add(NotUsed.Of("address"));
        pattern.On(Place.Of(Udt.DateTimeString).Where(e => e.Attribute("format") == "102")).Fatal("CII-DT-097", e => IsDay(e.Trimmed));
    }

    private static Place OfTransaction(params ReadOnlySpan<Name> steps) => Place.FromRoot([.. Transaction, .. steps]);

    private static Place OfLine(params ReadOnlySpan<Name> steps) => OfTransaction([Ram.IncludedSupplyChainTradeLineItem, .. steps]);

    private static Pattern<CiiInvoice>.Group Ending(Pattern<CiiInvoice> pattern, string end) => pattern.OnNames(name => IsOfRam(name, end), _ => true);

    private static bool IsOfRam(Name name, string end) => name.Space == Ram.Space && name.Local.EndsWith(end, StringComparison.Ordinal);

    private static bool Is(Element e, string type) => e.All(Ram.TypeCode).Exists(c => c.Text == type);

    private static bool IsSupporting(Element document, string type) => ReferenceEquals(document.Name, Ram.AdditionalReferencedDocument) && Is(document, type);

    private static IEnumerable<Element> Supporting(Element e, string type) => e.All(Ram.AdditionalReferencedDocument).Where(d => d.Of(Ram.TypeCode) == type);

    private static bool HasOneIdentifier(Element e, Name party) => !(e.Has(party, Ram.ID) && e.Has(party, Ram.GlobalID));

    private static bool HasOneContactName(Element e, Name party) => !(e.Has(party, Ram.DefinedTradeContact, Ram.PersonName) && e.Has(party, Ram.DefinedTradeContact, Ram.DepartmentName));

    // The net price is the gross price less a discount (BT-147), never with a charge.
    private static bool PriceIsReducedOnly(Element agreement)
    {
        var changes = agreement.All(Ram.GrossPriceProductTradePrice, Ram.AppliedTradeAllowanceCharge);
        return (changes.Exists(CiiInvoice.IsAllowance) && changes.Exists(c => c.Has(Ram.ActualAmount)))
            || !changes.Exists(c => c.Has(Ram.ChargeIndicator) || c.Has(Ram.ActualAmount));
    }

    private static int PointDates(CiiInvoice invoice) => invoice.Document.Anywhere(Ram.ApplicableTradeTax).SelectMany(t => t.All(Ram.DueDateTypeCode)).Select(c => c.Text).Distinct(StringComparer.Ordinal).Count();

    // How many different values payment means have.
    private static int OfMeans(CiiInvoice invoice, Name name)
        => invoice.Document.Anywhere(Ram.SpecifiedTradeSettlementPaymentMeans).SelectMany(m => m.All(name)).Select(e => e.Trimmed).Distinct(StringComparer.Ordinal).Count();

    private static int References(CiiInvoice invoice) => invoice.Document.Anywhere(Ram.ApplicableHeaderTradeSettlement).Sum(s => s.Count(Ram.PaymentReference));

    // Year, month and day of a month as it is written; not whether that month has such a day.
    private static bool IsDay(string text)
        => text.Length == 8 && text[..4].All(char.IsDigit) && text[4..6] is ['0', >= '1' and <= '9'] or ['1', >= '0' and <= '2']
            && text[6..] is ['0', >= '1' and <= '9'] or ['1' or '2', >= '0' and <= '9'] or ['3', '0' or '1'];
}
