using System.Globalization;
using Cartulaire.EInvoicing.Model;

namespace Cartulaire.EInvoicing.Ubl.Writing;

/// <summary>The lines of a UBL invoice or credit note (BG-25), in the order of the schema.</summary>
internal sealed class UblLineOutput(UblOutput to, bool isCreditNote)
{
    public void Write(ValueList<InvoiceLine> lines)
    {
        if (lines.Count == 0)
        {
            to.Fault(WriteFaultKind.Missing, "BG-25");
        }

        foreach (var line in lines)
        {
            to.Line++;
            Line(line);
        }
    }

    /// <summary>A term of an allowance, or of the charge that is like it.</summary>
    public static string Term(int ofAllowance, bool isCharge, int distance) => string.Create(CultureInfo.InvariantCulture, $"BT-{(isCharge ? ofAllowance + distance : ofAllowance)}");

    private void Line(InvoiceLine line)
    {
        using var group = to.Begin(isCreditNote ? Cac.CreditNoteLine : Cac.InvoiceLine);
        to.Text(Cbc.ID, "BT-126", line.Identifier, isRequired: true);
        to.Text(Cbc.Note, "BT-127", line.Note);
        to.Number(isCreditNote ? Cbc.CreditedQuantity : Cbc.InvoicedQuantity, "BT-129", line.Quantity, line.UnitCode);
        to.Amount(Cbc.LineExtensionAmount, "BT-131", line.NetAmount, isRequired: true);
        to.Text(Cbc.AccountingCost, "BT-133", line.BuyerAccountingReference);
        using (to.Begin(Cac.InvoicePeriod))
        {
            to.Date(Cbc.StartDate, "BT-134", line.Period?.StartDate);
            to.Date(Cbc.EndDate, "BT-135", line.Period?.EndDate);
        }

        using (to.Begin(Cac.OrderLineReference))
        {
            to.Text(Cbc.LineID, "BT-132", line.OrderLineReference);
        }

        if (line.InvoicedObject is not null)
        {
            UblDocument.Object(to, Cac.DocumentReference, "BT-128", line.InvoicedObject);
        }

        foreach (var allowance in line.Allowances)
        {
            Charge(allowance, isCharge: false);
        }

        foreach (var charge in line.Charges)
        {
            Charge(charge, isCharge: true);
        }

        Item(line);
        Price(line.Price);
    }

    private void Charge(LineAllowanceCharge charge, bool isCharge)
    {
        string TermOf(int ofAllowance) => Term(ofAllowance, isCharge, distance: 5);
        using var group = to.Begin(Cac.AllowanceCharge);
        to.Constant(Cbc.ChargeIndicator, isCharge ? "true" : "false");
        to.Text(Cbc.AllowanceChargeReasonCode, TermOf(140), charge.ReasonCode);
        to.Text(Cbc.AllowanceChargeReason, TermOf(139), charge.Reason);
        to.Number(Cbc.MultiplierFactorNumeric, TermOf(138), charge.Percentage);
        to.Amount(Cbc.Amount, TermOf(136), charge.Amount, isRequired: true);
        to.Amount(Cbc.BaseAmount, TermOf(137), charge.BaseAmount);
    }

    private void Item(InvoiceLine line)
    {
        var item = line.Item;
        using var group = to.Begin(Cac.Item, always: true);
        to.Text(Cbc.Description, "BT-154", item.Description);
        to.Text(Cbc.Name, "BT-153", item.Name);
        using (to.Begin(Cac.BuyersItemIdentification))
        {
            to.Text(Cbc.ID, "BT-156", item.BuyerIdentifier);
        }

        using (to.Begin(Cac.SellersItemIdentification))
        {
            to.Text(Cbc.ID, "BT-155", item.SellerIdentifier);
        }

        using (to.Begin(Cac.StandardItemIdentification))
        {
            to.Identifier(Cbc.ID, "BT-157", item.StandardIdentifier);
        }

        using (to.Begin(Cac.OriginCountry))
        {
            to.Text(Cbc.IdentificationCode, "BT-159", item.OriginCountryCode);
        }

        foreach (var classification in item.Classifications)
        {
            using var commodity = to.Begin(Cac.CommodityClassification);
            to.Identifier(Cbc.ItemClassificationCode, "BT-158", classification, "listID", "listVersionID");
        }

        UblDocument.Category(to, Cac.ClassifiedTaxCategory, "BT-151", line.Vat.CategoryCode, "BT-152", line.Vat.Rate);
        foreach (var attribute in item.Attributes)
        {
            using var property = to.Begin(Cac.AdditionalItemProperty);
            to.Text(Cbc.Name, "BT-160", attribute.Name, isRequired: true);
            to.Text(Cbc.Value, "BT-161", attribute.Value);
        }
    }

    private void Price(PriceDetails price)
    {
        if (price == new PriceDetails())
        {
            return;
        }

        using var group = to.Begin(Cac.Price);
        to.Amount(Cbc.PriceAmount, "BT-146", price.NetPrice, isRequired: true);
        to.Number(Cbc.BaseQuantity, "BT-149", price.BaseQuantity, price.BaseQuantityUnitCode);
        if (price.Discount is null && price.GrossPrice is null)
        {
            return;
        }

        // UBL has no gross price without discount.
        var discount = price.Discount ?? UblDocument.Sum(price.GrossPrice, -price.NetPrice);

        using var charge = to.Begin(Cac.AllowanceCharge);
        to.Constant(Cbc.ChargeIndicator, "false");
        to.Amount(Cbc.Amount, "BT-147", discount, isRequired: true);
        to.Amount(Cbc.BaseAmount, "BT-148", price.GrossPrice);
    }
}
