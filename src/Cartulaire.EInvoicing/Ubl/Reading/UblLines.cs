using Cartulaire.EInvoicing.Model;
using Cartulaire.EInvoicing.Reading;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Ubl.Reading;

/// <summary>Reads the lines of a UBL invoice or credit note (BG-25).</summary>
internal sealed class UblLines(Intake take, UblReader reader, UblCharges charges)
{
    public ValueList<InvoiceLine> Read() => Intake.List(take.Root.Children.ToArray().Where(UblInvoice.IsLine), Line);

    private InvoiceLine Line(Element line)
    {
        var quantity = line.First(Cbc.InvoicedQuantity) ?? line.First(Cbc.CreditedQuantity);
        var references = line.All(Cac.DocumentReference).Find(r => UblReader.IsOf(r, UblReader.InvoicedObject));
        return new InvoiceLine
        {
            Identifier = take.Text(line, Cbc.ID),
            Note = take.Text(line, Cbc.Note),
            InvoicedObject = references is null ? null : reader.Object(references),
            Quantity = take.Number(quantity),
            UnitCode = take.Attribute(quantity, "unitCode"),
            NetAmount = take.Amount(line.First(Cbc.LineExtensionAmount)),
            OrderLineReference = take.Text(line, Cac.OrderLineReference, Cbc.LineID),
            BuyerAccountingReference = take.Text(line, Cbc.AccountingCost),
            Period = reader.Period(line.First(Cac.InvoicePeriod)),
            Allowances = charges.OfLine(line, isCharge: false),
            Charges = charges.OfLine(line, isCharge: true),
            Price = Price(line.First(Cac.Price)),
            Vat = Vat(line.Find(Cac.Item, Cac.ClassifiedTaxCategory)),
            Item = Item(line.First(Cac.Item)),
        };
    }

    private PriceDetails Price(Element? price)
    {
        var discount = price?.All(Cac.AllowanceCharge).Find(UblInvoice.IsAllowance);
        take.Text(discount, Cbc.ChargeIndicator);
        return new PriceDetails
        {
            NetPrice = take.Amount(price?.First(Cbc.PriceAmount)),
            Discount = take.Amount(discount?.First(Cbc.Amount)),
            GrossPrice = take.Amount(discount?.First(Cbc.BaseAmount)),
            BaseQuantity = take.Number(price?.First(Cbc.BaseQuantity)),
            BaseQuantityUnitCode = take.Attribute(price?.First(Cbc.BaseQuantity), "unitCode"),
        };
    }

    private LineVat Vat(Element? category) => new() { CategoryCode = charges.Category(category), Rate = take.Number(category?.First(Cbc.Percent)) };

    private Item Item(Element? item) => new()
    {
        Name = take.Text(item, Cbc.Name),
        Description = take.Text(item, Cbc.Description),
        SellerIdentifier = take.Text(item, Cac.SellersItemIdentification, Cbc.ID),
        BuyerIdentifier = take.Text(item, Cac.BuyersItemIdentification, Cbc.ID),
        StandardIdentifier = take.Identifier(item?.Find(Cac.StandardItemIdentification, Cbc.ID)),
        Classifications = Intake.List(item?.All(Cac.CommodityClassification, Cbc.ItemClassificationCode) ?? [], c => take.Identifier(c, "listID", "listVersionID")),
        OriginCountryCode = take.Text(item, Cac.OriginCountry, Cbc.IdentificationCode),
        Attributes = Intake.List(item?.All(Cac.AdditionalItemProperty) ?? [], p => Intake.Some(new ItemAttribute { Name = take.Text(p, Cbc.Name), Value = take.Text(p, Cbc.Value) })),
    };
}
