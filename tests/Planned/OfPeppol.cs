using static Cartulaire.Tests.Planned.Spoils;

namespace Cartulaire.Tests.Planned;

/// <summary>What Peppol BIS Billing 3.0 asks beyond EN 16931, and its national rules.</summary>
internal static class OfPeppol
{
    private const string R = "p:PEPPOL-EN16931-R";

    public static Mutation[] All => [.. OfAll, .. OfNations];

    private static Mutation[] OfAll =>
    [
        new("no process", Remove("BT-23"), $"{R}001 {R}007"),
        new("a process of another form", Set("BT-23", "urn:poacc:billing"), $"{R}007"),
        new("no reference of the buyer, no order", RemoveAll("BT-10", "BT-13", "BT-14"), $"{R}003", "p:DE-R-015 p:NL-R-009"),
        new("a specification that does not begin so", Set("BT-24", "urn:other#urn:fdc:peppol.eu:2017:poacc:billing:3.0"), $"{R}004"),
        new("accounting in the invoice's currency", Copy("BT-5", "BT-6"), $"c:BR-53 {R}005", $"{R}055"),
        new("no electronic address of the buyer", Remove("BT-49"), $"{R}010"),
        new("no electronic address of the seller", Remove("BT-34"), $"{R}020"),
        new("a base without percentage", Remove("BT-94"), $"{R}042"),
        new("a percentage without base", Remove("BT-93"), $"{R}041"),
        new("another percentage of an allowance", Off("BT-94", 50, e => decimal.Parse(Near(e, "BT-93")!, System.Globalization.CultureInfo.InvariantCulture) > 1), $"{R}040"),
        new("a gross price that is not the price and its discount", Off("BT-148", 1), $"{R}046"),
        new("a discount that is not gross less net", Off("BT-147", 1), $"{R}046"),
        new("an amount in another currency", Attribute("BT-115", "currencyID", "XAU"), $"{R}051"),
        new("no mandate of a direct debit", Remove("BT-89"), $"{R}061", "p:*-R-*"),
        new("an allowance of a line off", Off("BT-136", 1), $"{R}120", $"{R}040"),
        new("a charge of a line off", Off("BT-141", 1), $"{R}120", $"{R}040"),
        new("a price for nothing", Set("BT-149", "0"), $"{R}121", $"{R}120"),
        new("another quantity", Off("BT-129", 1_000_000, e => Near(e, "BT-146") is not "0" and not "0.0000"), $"{R}120"),
        new("another unit of the price", Attribute("BT-149", "unitCode", "GRM"), $"{R}130"),
        new("a reason of exemption of another category", Set("BT-121", "VATEX-EU-G", e => Near(e, "BT-118") is "E" or "AE" or "K" or "O"), "p:PEPPOL-EN16931-P0104"),
        new("a type that Peppol has not", Set("BT-3", "326", e => e.Name.LocalName == "InvoiceTypeCode"), "p:PEPPOL-EN16931-P0112") { When = p => p.Seller.Country != "DE" },
        new("an element of nothing", Set("BT-20", ""), $"{R}008"),
    ];

    private static Mutation[] OfNations =>
    [
        new("a location number with a wrong check digit", LastDigit("BT-29", "0088"), "p:PEPPOL-COMMON-R040"),
        new("a Norwegian number with a wrong check digit", LastDigit("BT-34", "0192"), "p:PEPPOL-COMMON-R041"),
        new("a Danish number that is none", Set("BT-34", "1234567", e => Scheme(e) == "0184"), "p:PEPPOL-COMMON-R042"),
        new("a Belgian number with a wrong check digit", LastDigit("BT-34", "0208"), "p:PEPPOL-COMMON-R043"),
        new("a Swedish number with a wrong check digit", LastDigit("BT-34", "0007"), "p:PEPPOL-COMMON-R049"),
        new("an Italian number with a wrong check digit", LastDigit("BT-34", "0211"), "p:PEPPOL-COMMON-R047"),
        new("a Greek address with a wrong check digit", LastDigit("BT-34", "9933"), "p:GR-R-009"),
        new("a Greek invoice number of another form", Set("BT-1", "2026-1"), "p:GR-R-001-1", "p:GR-R-001-*") { When = p => p.Seller.Country == "GR" },
        new("a Norwegian VAT number of another form", Set("BT-31", "NO123456789MVA"), "p:NO-R-001") { When = p => p.Seller.Country == "NO" },
        new("a Swedish VAT number of another form", Set("BT-31", "SE12345678901"), "p:SE-R-001") { When = p => p.Seller.Country == "SE" },
        new("a Danish seller without registration", Remove("BT-30"), "p:DK-R-002", "BR-CO-26") { When = p => p.Seller.Country == "DK" },
        new("an Icelandic seller without registration", Remove("BT-30"), "p:IS-R-002", "BR-CO-26") { When = p => p.Seller.Country == "IS" },
        new("a Dutch credit note of nothing", RemoveAll("BG-3"), "p:NL-R-001") { When = p => p.Seller.Country == "NL" && p.IsCredit },
        new("a Dutch registration of another scheme", Attribute("BT-30", "schemeID", "0208"), "p:NL-R-003", "p:PEPPOL-COMMON-R043") { When = p => p.Seller.Country == "NL" },
        new("a German seller without contact", Remove("BG-6"), "p:DE-R-002") { When = IsGerman },
        new("a German invoice without reference of the buyer", Remove("BT-10"), "p:DE-R-015", $"{R}003") { When = IsGerman },
    ];

    private static bool IsGerman(Plan plan) => plan is { Seller.Country: "DE", Buyer.Country: "DE" };
}
