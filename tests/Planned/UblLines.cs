using System.Xml.Linq;
using static Cartulaire.Tests.Planned.Building;
using static Cartulaire.Tests.Planned.UblParts;

namespace Cartulaire.Tests.Planned;

/// <summary>Writes a line (BG-25) in UBL 2.1.</summary>
internal static class UblLines
{
    public static XElement? Write(Plan plan, Line line) => new XElement(
        Cac + (plan.IsCredit ? "CreditNoteLine" : "InvoiceLine"),
        Text(Cbc + "ID", line.Id, "BT-126"),
        Text(Cbc + "Note", line.Note, "BT-127"),
        Text(Cbc + (plan.IsCredit ? "CreditedQuantity" : "InvoicedQuantity"), Number(line.Quantity), "BT-129", "unitCode", line.Unit),
        Money("LineExtensionAmount", line.Net, plan.Currency, "BT-131"),
        Text(Cbc + "AccountingCost", line.CostCentre, "BT-133"),
        Group(Cac + "InvoicePeriod", Text(Cbc + "StartDate", Day(line.Period?.Start), "BT-134"), Text(Cbc + "EndDate", Day(line.Period?.End), "BT-135")).As("BG-26"),
        Group(Cac + "OrderLineReference", Text(Cbc + "LineID", line.OrderLine, "BT-132")),
        line.Invoiced is not { } o ? null : Group(Cac + "DocumentReference", Text(Cbc + "ID", o.Id, "BT-128", "schemeID", o.Scheme), Text(Cbc + "DocumentTypeCode", "130")),
        line.Charges.Select(c => AllowanceCharge(c, plan.Currency, ofLine: true)),
        Item(line),
        Price(line, plan.Currency)).As("BG-25");

    private static XElement? Item(Line line) => Group(
        Cac + "Item",
        Text(Cbc + "Description", line.Description, "BT-154"),
        Text(Cbc + "Name", line.Name, "BT-153"),
        Group(Cac + "BuyersItemIdentification", Text(Cbc + "ID", line.BuyersId, "BT-156")),
        Group(Cac + "SellersItemIdentification", Text(Cbc + "ID", line.SellersId, "BT-155")),
        Group(Cac + "StandardItemIdentification", Text(Cbc + "ID", line.StandardId?.Id, "BT-157", "schemeID", line.StandardId?.Scheme)),
        Group(Cac + "OriginCountry", Text(Cbc + "IdentificationCode", line.Origin, "BT-159")),
        line.Classes.Select(c => Group(
            Cac + "CommodityClassification",
            new XElement(Cbc + "ItemClassificationCode", new XAttribute("listID", c.List), c.Version is null ? null : new XAttribute("listVersionID", c.Version), c.Code).As("BT-158"))),
        Category("ClassifiedTaxCategory", line.Vat, "BT-151", "BT-152"),
        line.Properties.Select(p => Group(Cac + "AdditionalItemProperty", Text(Cbc + "Name", p.Name, "BT-160"), Text(Cbc + "Value", p.Value, "BT-161"))));

    private static XElement? Price(Line line, string currency) => Group(
        Cac + "Price",
        Text(Cbc + "PriceAmount", Number(line.Price), "BT-146", "currencyID", currency),
        Text(Cbc + "BaseQuantity", line.PriceFor is { } q ? Number(q) : null, "BT-149", "unitCode", line.Unit),
        line.Gross is not { } gross ? null : Group(
            Cac + "AllowanceCharge",
            Text(Cbc + "ChargeIndicator", "false"),
            Text(Cbc + "Amount", Number(gross - line.Price), "BT-147", "currencyID", currency),
            Text(Cbc + "BaseAmount", Number(gross), "BT-148", "currencyID", currency)));
}
