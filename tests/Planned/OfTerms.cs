using static Cartulaire.Tests.Planned.Spoils;

namespace Cartulaire.Tests.Planned;

/// <summary>Terms that are missing, or stand there twice; days in the wrong order.</summary>
internal static class OfTerms
{
    private const string Nations = "p:PEPPOL-EN16931-R002 p:*-R-*";

    public static Mutation[] All => [.. OfDocument, .. OfParties, .. OfPayment, .. OfTotals, .. OfLines, .. Days, .. Repeated];

    private static Mutation[] OfDocument =>
    [
        new("no specification", Remove("BT-24"), "BR-01", "u:PEPPOL-* c:CII-SR-009 c:CII-SR-010"),
        new("no number", Remove("BT-1"), "BR-02"),
        new("no day of issue", Remove("BT-2"), "BR-03", "p:GR-R-001-3"),
        new("no type", Remove("BT-3"), "BR-04 c:CII-SR-014"),
        new("no currency", Remove("BT-5"), "BR-05", "BR-53 BR-CO-15 p:PEPPOL-EN16931-R051 p:PEPPOL-EN16931-R055"),
        new("no tax in the accounting currency", Remove("BT-111"), "BR-53 p:PEPPOL-EN16931-R054 p:PEPPOL-EN16931-R055", "c:BR-DEC-15"),
        new("no lines", RemoveAll("BG-25"), "BR-16", "BR-CO-10 BR-*-01 BR-*-08 c:CII-DT-033"),
        new("no identifier of a supporting document", Remove("BT-122", HasCompany), "BR-52"),
        new("no number of a preceding invoice", Remove("BT-25", HasCompany), "BR-55 u:UBL-SR-07", "p:NL-R-001"),
        new("no breakdown of VAT", RemoveAll("BG-23"), "BR-CO-18", "BR-CO-14 BR-*-01 BR-*-09 p:PEPPOL-EN16931-R053 p:PEPPOL-EN16931-R054"),
    ];

    private static Mutation[] OfParties =>
    [
        new("no name of the seller", Remove("BT-27"), "BR-06", "u:UBL-SR-19 u:UBL-SR-20 u:UBL-SR-21"),
        new("no name of the buyer", Remove("BT-44"), "BR-07"),
        new("no address of the seller", Remove("BG-5"), "BR-08 c:BR-09", Nations),
        new("no country of the seller", Remove("BT-40"), "BR-09", Nations),
        new("no address of the buyer", Remove("BG-8"), "BR-10 c:BR-11", Nations),
        new("no country of the buyer", Remove("BT-55"), "BR-11", Nations),
        new("no name of the payee", If(i => i.Has("BT-60"), Remove("BT-59")), "BR-17", "u:UBL-SR-19 u:UBL-SR-20 u:UBL-SR-21"),
        new("the payee is the seller", Copy("BT-27", "BT-59"), "c:BR-17 u:UBL-SR-19 u:UBL-SR-20 u:UBL-SR-21"),
        new("no name of the representative", Remove("BT-62"), "BR-18"),
        new("no address of the representative", Remove("BG-12"), "BR-19 c:BR-20"),
        new("no country of the representative", Remove("BT-69"), "BR-20"),
        new("no VAT number of the representative", RemoveAround("BT-63"), "BR-56", "BR-*-02 BR-*-03 BR-*-04 p:*-R-*"),
        new("nothing tells who the seller is", Both(RemoveAll("BT-29", "BT-30", "BT-90"), If(i => !i.Has("BT-31"), RemoveAll("BT-27"))), "BR-CO-26 BR-06", "u:UBL-SR-19 u:UBL-SR-20 u:UBL-SR-21 p:*-R-* c:BR-09"),
        new("no scheme of the seller's address for electronic mail", Attribute("BT-34", "schemeID", null), "BR-62", "p:GR-R-009"),
        new("no scheme of the buyer's address for electronic mail", Attribute("BT-49", "schemeID", null), "BR-63", "p:GR-R-010"),
        new("no country of delivery", Remove("BT-80"), "BR-57", "BR-IC-12"),
    ];

    private static Mutation[] OfPayment =>
    [
        new("no means of payment", Remove("BT-81", HasCompany), "BR-49", "p:*-R-*"),
        new("no account to pay to", Remove("BT-84", e => Near(e, "BT-81") is "30" or "58" || e.Ancestors().Any(a => Near(a, "BT-81") is "30" or "58")), "u:BR-61 c:CII-SR-470", "BR-50 BR-61 p:*-R-*"),
        new("a number of a card in full", Set("BT-87", "4111111111111111"), "BR-51"),
        new("no reason of an allowance", RemoveWithin("BG-20", "BT-97", "BT-98"), "BR-33 BR-CO-21"),
        new("no reason of a charge", RemoveWithin("BG-21", "BT-104", "BT-105"), "BR-38 BR-CO-22"),
        new("no amount of an allowance", Remove("BT-92", e => Figure(e) != 0), "BR-31 BR-CO-11", "BR-*-08 p:PEPPOL-EN16931-R040"),
        new("no amount of a charge", Remove("BT-99", e => Figure(e) != 0), "BR-36 BR-CO-12", "BR-*-08 p:PEPPOL-EN16931-R040"),
        new("no VAT category of an allowance", Remove("BT-95"), "BR-32", "BR-*-01 BR-*-08 BR-O-13 BR-O-14"),
        new("no VAT category of a charge", Remove("BT-102"), "BR-37", "BR-*-01 BR-*-08 BR-O-13 BR-O-14"),
    ];

    private static Mutation[] OfTotals =>
    [
        new("no sum of lines", Remove("BT-106"), "BR-12 BR-CO-10 BR-CO-13"),
        new("no total without VAT", Remove("BT-109"), "BR-13 BR-CO-13 BR-CO-15"),
        new("no total with VAT", Remove("BT-112"), "BR-14 BR-CO-15 BR-CO-16"),
        new("no amount due", Remove("BT-115"), "BR-15 BR-CO-16", "p:NL-R-007"),
        new("no total of VAT", Remove("BT-110", e => Figure(e) != 0), "BR-CO-15 u:BR-CO-14", "p:PEPPOL-EN16931-R055"),
        new("no sum of allowances", Remove("BT-107"), "BR-CO-11", "BR-CO-13"),
        new("no sum of charges", Remove("BT-108"), "BR-CO-12", "BR-CO-13"),
        new("no taxable amount", Remove("BT-116", IsBound), "BR-45", "BR-CO-17 BR-*-08 BR-*-09"),
        new("no tax of a category", Remove("BT-117", e => IsBound(e) && Figure(e) != 0), "BR-46 BR-CO-14 BR-CO-17", "BR-*-09"),
        new("no category in the breakdown", Remove("BT-118", IsBound), "BR-47", "BR-48 BR-*-01 BR-CO-18 BR-O-11 p:PEPPOL-EN16931-P*"),
        new("no rate in the breakdown", Remove("BT-119", IsBound), "BR-48", "BR-CO-17 BR-*-08 BR-*-09 p:DE-R-014 p:SE-R-006"),
    ];

    private static Mutation[] OfLines =>
    [
        new("no identifier of a line", Remove("BT-126"), "BR-21"),
        new("no quantity", Remove("BT-129"), "BR-22 BR-23", "c:CII-DT-033 p:PEPPOL-EN16931-R120"),
        new("no unit", Attribute("BT-129", "unitCode", null), "BR-23", "c:CII-DT-033 p:PEPPOL-EN16931-R130"),
        new("no net amount of a line", Remove("BT-131", e => Figure(e) != 0), "BR-24 BR-CO-10", "BR-*-08 p:PEPPOL-EN16931-R120"),
        new("no name of what is sold", Remove("BT-153"), "BR-25"),
        new("no price", Remove("BT-146"), "BR-26 BR-27", "c:CII-SR-439 p:PEPPOL-EN16931-R120 p:PEPPOL-EN16931-R046"),
        new("a price below zero", Set("BT-146", "-1"), "BR-27", "p:PEPPOL-EN16931-R120 p:PEPPOL-EN16931-R046"),
        new("a gross price below zero", Set("BT-148", "-1"), "BR-28 p:PEPPOL-EN16931-R046"),
        new("no amount of an allowance of a line", Remove("BT-136"), "BR-41", "p:PEPPOL-EN16931-R120 p:PEPPOL-EN16931-R040"),
        new("no reason of an allowance of a line", RemoveWithin("BG-27", "BT-139", "BT-140"), "BR-42 BR-CO-23"),
        new("no amount of a charge of a line", Remove("BT-141"), "BR-43", "p:PEPPOL-EN16931-R120 p:PEPPOL-EN16931-R040"),
        new("no reason of a charge of a line", RemoveWithin("BG-28", "BT-144", "BT-145"), "BR-44 BR-CO-24"),
        new("no name of a property", Remove("BT-160"), "BR-54 c:CII-SR-069"),
        new("no value of a property", Remove("BT-161"), "BR-54 c:CII-SR-072"),
        new("no scheme of an item's identifier", Attribute("BT-157", "schemeID", null), "BR-64 c:CII-SR-046"),
        new("no list of a classification", Attribute("BT-158", "listID", null), "BR-65"),
        new("no VAT category of a line", Remove("BT-151"), "BR-CO-04", "BR-*-01 BR-*-08 BR-O-12"),
    ];

    private static Mutation[] Days =>
    [
        new("period ends before it begins", If(i => i.Has("BT-73"), Day("BT-74", new DateOnly(2001, 1, 1))), "BR-29", "p:PEPPOL-EN16931-R111"),
        new("period of a line ends before it begins", RemovePlace("BT-134", Day("BT-135", new DateOnly(2001, 1, 1))), "BR-30"),
        new("period of nothing", If(i => !i.Has("BT-8") || !i.IsUbl, Empty("BG-14")), "BR-CO-19 p:PEPPOL-EN16931-R008", "BR-IC-11"),
        new("period of a line of nothing", Empty("BG-26"), "BR-CO-20 p:PEPPOL-EN16931-R008"),
        new("a line begins before the period", Day("BT-134", new DateOnly(2001, 1, 1)), "p:PEPPOL-EN16931-R110"),
        new("a line ends after the period", Day("BT-135", new DateOnly(2040, 1, 1)), "p:PEPPOL-EN16931-R111"),
        new("a day of issue that is none", NoDay("BT-2"), "c:CII-DT-097 p:PEPPOL-EN16931-F001", "p:GR-R-001-3"),
        new("a day of payment that is none", If(i => !i.IsUbl || i.Root.Name.LocalName == "Invoice", NoDay("BT-9")), "c:CII-DT-097 p:PEPPOL-EN16931-F001"),
        new("a day of delivery that is none", NoDay("BT-72"), "c:CII-DT-097 p:PEPPOL-EN16931-F001"),
        new("day and event of the tax", If(i => i.Has("BT-8"), Beside("BT-5", () => new(UblParts.Cbc + "TaxPointDate", "2026-01-01"), () => new(CiiParts.Ram + "TaxPointDate"))), "u:BR-CO-03"),
        new("day and event of the tax, as CII has them", Beside("BT-8", () => new(UblParts.Cbc + "TaxPointDate"), () => new(CiiParts.Ram + "TaxPointDate"), IsBound), "c:BR-CO-03"),
    ];

    private static Mutation[] Repeated =>
    [
        new("payment terms twice", Twice("BT-20"), "u:UBL-SR-05 c:CII-SR-453"),
        new("contract twice", Twice("BT-12"), "u:UBL-SR-01"),
        new("receipt twice", Twice("BT-15"), "u:UBL-SR-02"),
        new("despatch advice twice", Twice("BT-16"), "u:UBL-SR-03"),
        new("tender twice", Twice("BT-17"), "u:UBL-SR-56"),
        new("two names of the seller", Twice("BT-27"), "u:UBL-SR-09"),
        new("two names of the buyer", Twice("BT-44"), "u:UBL-SR-15"),
        new("two descriptions of an item", Twice("BT-154"), "u:UBL-SR-50"),
        new("two notes of a line", Twice("BT-127"), "u:UBL-SR-34 c:CII-SR-040"),
        new("sum of lines twice", Twice("BT-106"), "c:CII-SR-477"),
        new("sum of charges twice", Twice("BT-108"), "c:CII-SR-478"),
        new("sum of allowances twice", Twice("BT-107"), "c:CII-SR-479"),
        new("total without VAT twice", Twice("BT-109"), "c:CII-SR-480"),
        new("rounding twice", Twice("BT-114"), "c:CII-SR-481"),
        new("total with VAT twice", Twice("BT-112"), "c:CII-SR-482"),
        new("amount paid twice", Twice("BT-113"), "c:CII-SR-484"),
        new("amount due twice", Twice("BT-115"), "c:CII-SR-487"),
    ];

    private static Spoil RemovePlace(string term, Spoil spoil) => If(i => i.All("BG-26").TrueForAll(g => g.Descendants().Any(e => e.Annotation<Term>()?.Name == term)), spoil);
}
