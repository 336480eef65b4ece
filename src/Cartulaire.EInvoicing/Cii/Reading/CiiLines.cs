using Cartulaire.EInvoicing.Model;
using Cartulaire.EInvoicing.Reading;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Cii.Reading;

/// <summary>Reads the lines of a CII invoice (BG-25).</summary>
internal sealed class CiiLines(Intake take)
{
    private readonly CiiCharges charges = new(take);

    public ValueList<InvoiceLine> Read(Element? trade) => Intake.List(trade?.All(Ram.IncludedSupplyChainTradeLineItem) ?? [], Line);

    private InvoiceLine Line(Element line)
    {
        var document = line.First(Ram.AssociatedDocumentLineDocument);
        var agreement = line.First(Ram.SpecifiedLineTradeAgreement);
        var quantity = line.Find(Ram.SpecifiedLineTradeDelivery, Ram.BilledQuantity);
        var settlement = line.First(Ram.SpecifiedLineTradeSettlement);
        return new InvoiceLine
        {
            Identifier = take.Text(document, Ram.LineID),
            Note = take.Text(document, Ram.IncludedNote, Ram.Content),
            InvoicedObject = CiiReader.Object(take, CiiReader.FindObject(settlement)),
            Quantity = take.Number(quantity),
            UnitCode = take.Attribute(quantity, "unitCode"),
            NetAmount = take.Amount(settlement?.Find(Ram.SpecifiedTradeSettlementLineMonetarySummation, Ram.LineTotalAmount)),
            OrderLineReference = take.Text(agreement, Ram.BuyerOrderReferencedDocument, Ram.LineID),
            BuyerAccountingReference = take.Text(settlement, Ram.ReceivableSpecifiedTradeAccountingAccount, Ram.ID),
            Period = take.Period(settlement?.First(Ram.BillingSpecifiedPeriod)),
            Allowances = charges.OfLine(settlement, isCharge: false),
            Charges = charges.OfLine(settlement, isCharge: true),
            Price = Price(agreement?.First(Ram.NetPriceProductTradePrice), agreement?.First(Ram.GrossPriceProductTradePrice)),
            Vat = Vat(settlement?.First(Ram.ApplicableTradeTax)),
            Item = Item(line.First(Ram.SpecifiedTradeProduct)),
        };
    }

    // The quantity may stand at both prices, or at the gross price alone; when they say the same it is read once.
    private PriceDetails Price(Element? net, Element? gross)
    {
        var discount = gross?.All(Ram.AppliedTradeAllowanceCharge).Find(CiiInvoice.IsAllowance) ?? gross?.All(Ram.AppliedTradeAllowanceCharge).Find(c => !c.Has(Ram.ChargeIndicator));
        take.Text(discount, Ram.ChargeIndicator, Udt.Indicator);
        var (ofNet, ofGross) = (net?.First(Ram.BasisQuantity), gross?.First(Ram.BasisQuantity));
        var quantity = ofNet ?? ofGross;
        var price = new PriceDetails
        {
            NetPrice = take.Amount(net?.First(Ram.ChargeAmount)),
            Discount = take.Amount(discount?.First(Ram.ActualAmount)),
            GrossPrice = take.Amount(gross?.First(Ram.ChargeAmount)),
            BaseQuantity = take.Number(quantity),
            BaseQuantityUnitCode = take.Attribute(quantity, "unitCode"),
        };
        take.Constant(ofGross, ofNet?.Trimmed);
        take.ConstantAttribute(ofGross, "unitCode", price.BaseQuantityUnitCode);
        return price;
    }

    private LineVat Vat(Element? tax)
    {
        CiiCharges.IsVat(take, tax);
        return new LineVat { CategoryCode = take.Text(tax, Ram.CategoryCode), Rate = take.Number(tax?.First(Ram.RateApplicablePercent)) };
    }

    private Item Item(Element? product) => new()
    {
        Name = take.Text(product, Ram.Name),
        Description = take.Text(product, Ram.Description),
        SellerIdentifier = take.Text(product, Ram.SellerAssignedID),
        BuyerIdentifier = take.Text(product, Ram.BuyerAssignedID),
        StandardIdentifier = take.Identifier(product?.First(Ram.GlobalID)),
        Classifications = Intake.List(product?.All(Ram.DesignatedProductClassification, Ram.ClassCode) ?? [], c => take.Identifier(c, "listID", "listVersionID")),
        OriginCountryCode = take.Text(product, Ram.OriginTradeCountry, Ram.ID),
        Attributes = Intake.List(product?.All(Ram.ApplicableProductCharacteristic) ?? [], c => Intake.Some(new ItemAttribute { Name = take.Text(c, Ram.Description), Value = take.Text(c, Ram.Value) })),
    };
}
