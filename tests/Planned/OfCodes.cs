using static Cartulaire.Tests.Planned.Spoils;

namespace Cartulaire.Tests.Planned;

/// <summary>Codes that are of no list (BR-CL), attributes that are missing.</summary>
internal static class OfCodes
{
    private const string Vat = "BR-*-01 BR-*-08 BR-O-11 BR-O-12 BR-O-13 BR-O-14";

    public static Mutation[] All =>
    [
        new("an unknown type", Set("BT-3", "999"), "BR-CL-01", "p:PEPPOL-EN16931-P0100 p:PEPPOL-EN16931-P0101"),
        new("an unknown currency of an amount", Attribute("BT-115", "currencyID", "XYZ"), "u:BR-CL-03 p:PEPPOL-EN16931-CL007 p:PEPPOL-EN16931-R051"),
        new("an unknown currency of the total of VAT", Attribute("BT-110", "currencyID", "XYZ"), "BR-CL-03", "BR-CO-15 p:PEPPOL-EN16931-CL007 p:PEPPOL-EN16931-R051 p:PEPPOL-EN16931-R055"),
        new("an unknown currency", Set("BT-5", "XYZ"), "BR-CL-04", "BR-CO-15 p:PEPPOL-EN16931-R051 p:PEPPOL-EN16931-R055"),
        new("an unknown currency of accounting", Set("BT-6", "XYZ"), "BR-CL-05 BR-53", "c:BR-DEC-15 p:PEPPOL-EN16931-R055"),
        new("an unknown event of the tax", Set("BT-8", "999"), "BR-CL-06 p:PEPPOL-EN16931-CL006"),
        new("an unknown kind of reference", Attribute("BT-18", "schemeID", "Q9"), "u:BR-CL-07"),
        new("an unknown kind of reference, as CII has it", Set("BT-18-1", "Q9"), "c:BR-CL-07"),
        new("an unknown subject of a note", Set("BT-22", "#QQQ#Remarque"), "u:BR-CL-08"),
        new("an unknown subject of a note, as CII has it", Set("BT-21", "QQQ"), "c:BR-CL-08"),
        new("an unknown scheme of the seller's identifier", Attribute("BT-29", "schemeID", "9999"), "BR-CL-10"),
        new("an unknown scheme of the buyer's identifier", Attribute("BT-46", "schemeID", "9999"), "BR-CL-10"),
        new("an unknown scheme of the payee's identifier", Attribute("BT-60", "schemeID", "9999"), "BR-CL-10"),
        new("an unknown scheme of the seller's registration", Attribute("BT-30", "schemeID", "9999"), "BR-CL-11", "p:*-R-*"),
        new("an unknown scheme of the buyer's registration", Attribute("BT-47", "schemeID", "9999"), "BR-CL-11", "p:*-R-*"),
        new("an unknown list of a classification", Attribute("BT-158", "listID", "QQ"), "BR-CL-13"),
        new("an unknown country of the seller", Set("BT-40", "QQ"), "BR-CL-14", "p:PEPPOL-EN16931-R002 p:*-R-*"),
        new("an unknown country of the buyer", Set("BT-55", "QQ"), "BR-CL-14", "p:PEPPOL-EN16931-R002 p:*-R-*"),
        new("an unknown country of delivery", Set("BT-80", "QQ"), "BR-CL-14"),
        new("an unknown country of origin", Set("BT-159", "QQ"), "BR-CL-15"),
        new("an unknown means of payment", Set("BT-81", "999"), "BR-CL-16", "u:UBL-SR-47 c:CII-SR-467 p:*-R-*"),
        new("an unknown VAT category of an allowance", Set("BT-95", "Q"), "BR-CL-17", Vat),
        new("an unknown VAT category of a charge", Set("BT-102", "Q"), "BR-CL-17", Vat),
        new("an unknown VAT category of the breakdown", Set("BT-118", "Q"), "u:BR-CL-17 c:BR-CL-18", $"{Vat} BR-48 p:PEPPOL-EN16931-P*"),
        new("an unknown VAT category of a line", Set("BT-151", "Q"), "BR-CL-18", Vat),
        new("an unknown reason of an allowance", Set("BT-98", "999"), "BR-CL-19 p:PEPPOL-EN16931-CL002"),
        new("an unknown reason of an allowance of a line", Set("BT-140", "999"), "BR-CL-19 p:PEPPOL-EN16931-CL002"),
        new("an unknown reason of a charge", Set("BT-105", "999"), "BR-CL-20 p:PEPPOL-EN16931-CL003"),
        new("an unknown reason of a charge of a line", Set("BT-145", "999"), "BR-CL-20 p:PEPPOL-EN16931-CL003"),
        new("an unknown scheme of an item's identifier", Attribute("BT-157", "schemeID", "9999"), "BR-CL-21"),
        new("an unknown reason of exemption", Set("BT-121", "VATEX-QQ"), "BR-CL-22"),
        new("an unknown unit", Attribute("BT-129", "unitCode", "QQQ"), "BR-CL-23", "p:PEPPOL-EN16931-R130"),
        new("an unknown unit of the price", Attribute("BT-149", "unitCode", "QQQ"), "BR-CL-23 p:PEPPOL-EN16931-R130"),
        new("an unknown kind of attachment", Attribute("BT-125", "mimeCode", "text/html"), "BR-CL-24 p:PEPPOL-EN16931-CL001"),
        new("no kind of an attachment", Attribute("BT-125", "mimeCode", null), "u:UBL-DT-06"),
        new("no file name of an attachment", Attribute("BT-125", "filename", null), "u:UBL-DT-07"),
        new("an unknown scheme of the seller's electronic address", Attribute("BT-34", "schemeID", "9999"), "BR-CL-25 p:PEPPOL-EN16931-CL008", "p:GR-R-009"),
        new("an unknown scheme of the buyer's electronic address", Attribute("BT-49", "schemeID", "9999"), "BR-CL-25 p:PEPPOL-EN16931-CL008", "p:GR-R-010"),
        new("an unknown scheme of the place of delivery", Attribute("BT-71", "schemeID", "9999"), "BR-CL-26"),
        new("a VAT number of the seller without country", Set("BT-31", "QQ123456789"), "BR-CO-09", "p:*-R-*"),
        new("a VAT number of the buyer without country", Set("BT-48", "QQ123456789"), "BR-CO-09", "p:*-R-*"),
        new("a VAT number of the representative without country", Set("BT-63", "QQ123456789"), "BR-CO-09"),
    ];
}
