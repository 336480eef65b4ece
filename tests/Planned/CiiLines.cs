using System.Xml.Linq;
using static Cartulaire.Tests.Planned.Building;
using static Cartulaire.Tests.Planned.CiiParts;

namespace Cartulaire.Tests.Planned;

/// <summary>Writes a line (BG-25) in CII D16B.</summary>
internal static class CiiLines
{
    public static XElement? Write(Line line) => new XElement(
        Ram + "IncludedSupplyChainTradeLineItem",
        Group(Ram + "AssociatedDocumentLineDocument", Text(Ram + "LineID", line.Id, "BT-126"), Group(Ram + "IncludedNote", Text(Ram + "Content", line.Note, "BT-127"))),
        Product(line),
        Group(
            Ram + "SpecifiedLineTradeAgreement",
            Group(Ram + "BuyerOrderReferencedDocument", Text(Ram + "LineID", line.OrderLine, "BT-132")),
            line.Gross is not { } gross ? null : Group(
                Ram + "GrossPriceProductTradePrice",
                Text(Ram + "ChargeAmount", Number(gross), "BT-148"),
                Group(Ram + "AppliedTradeAllowanceCharge", Group(Ram + "ChargeIndicator", Text(Udt + "Indicator", "false")), Text(Ram + "ActualAmount", Number(gross - line.Price), "BT-147"))),
            Group(
                Ram + "NetPriceProductTradePrice",
                Text(Ram + "ChargeAmount", Number(line.Price), "BT-146"),
                Text(Ram + "BasisQuantity", line.PriceFor is { } q ? Number(q) : null, "BT-149", "unitCode", line.Unit))),
        Group(Ram + "SpecifiedLineTradeDelivery", Text(Ram + "BilledQuantity", Number(line.Quantity), "BT-129", "unitCode", line.Unit)),
        Group(
            Ram + "SpecifiedLineTradeSettlement",
            Group(
                Ram + "ApplicableTradeTax",
                Text(Ram + "TypeCode", "VAT"), Text(Ram + "CategoryCode", line.Vat.Category, "BT-151"), Text(Ram + "RateApplicablePercent", line.Vat.Rate is { } rate ? Number(rate) : null, "BT-152")),
            Span(line.Period, "BG-26", "BT-134", "BT-135"),
            line.Charges.Select(c => AllowanceCharge(c, ofLine: true)),
            Group(Ram + "SpecifiedTradeSettlementLineMonetarySummation", Money("LineTotalAmount", line.Net, "BT-131")),
            line.Invoiced is not { } o ? null : Group(
                Ram + "AdditionalReferencedDocument", Text(Ram + "IssuerAssignedID", o.Id, "BT-128"), Text(Ram + "TypeCode", "130"), Text(Ram + "ReferenceTypeCode", o.Scheme)),
            Group(Ram + "ReceivableSpecifiedTradeAccountingAccount", Text(Ram + "ID", line.CostCentre, "BT-133")))).As("BG-25");

    private static XElement? Product(Line line) => Group(
        Ram + "SpecifiedTradeProduct",
        Text(Ram + "GlobalID", line.StandardId?.Id, "BT-157", "schemeID", line.StandardId?.Scheme),
        Text(Ram + "SellerAssignedID", line.SellersId, "BT-155"),
        Text(Ram + "BuyerAssignedID", line.BuyersId, "BT-156"),
        Text(Ram + "Name", line.Name, "BT-153"),
        Text(Ram + "Description", line.Description, "BT-154"),
        line.Properties.Select(p => Group(Ram + "ApplicableProductCharacteristic", Text(Ram + "Description", p.Name, "BT-160"), Text(Ram + "Value", p.Value, "BT-161"))),
        line.Classes.Select(c => Group(
            Ram + "DesignatedProductClassification",
            new XElement(Ram + "ClassCode", new XAttribute("listID", c.List), c.Version is null ? null : new XAttribute("listVersionID", c.Version), c.Code).As("BT-158"))),
        Group(Ram + "OriginTradeCountry", Text(Ram + "ID", line.Origin, "BT-159")));
}
