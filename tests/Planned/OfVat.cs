using System.Xml.Linq;
using static Cartulaire.Tests.Planned.Spoils;

namespace Cartulaire.Tests.Planned;

/// <summary>What a VAT category demands, and is not given (BR-S to BR-AG).</summary>
internal static class OfVat
{
    private const string Sums = "BR-*-01 BR-*-08";

    public static Mutation[] All =>
    [
        .. Rates("line", "BT-152", "BT-151", "05"),
        .. Rates("allowance", "BT-96", "BT-95", "06"),
        .. Rates("charge", "BT-103", "BT-102", "07"),
        new("a rate of what is outside VAT", Beside("BT-151", () => new(UblParts.Cbc + "Percent", "0"), () => new(CiiParts.Ram + "RateApplicablePercent", "0"), e => e.Value == "O"), "BR-O-05"),
        new("another standard rate in the breakdown", Set("BT-119", "99", e => Near(e, "BT-118") == "S" && Near(e, "BT-116") != "0.00"), "BR-S-08", "BR-S-09 BR-CO-17 p:SE-R-006"),
        new("no reason of exemption", RemoveWithin("BG-23", "BT-120", "BT-121"), "BR-*-10"),
        new("a reason of exemption of what is taxed", Beside("BT-118", () => new(UblParts.Cbc + "TaxExemptionReason", "Exonéré"), () => new(CiiParts.Ram + "ExemptionReason", "Exonéré"), e => e.Value is "S" or "Z" or "L" or "M"), "BR-*-10"),
        new("a category not broken down", Remove("BG-23", e => IsOnce(Category(e))), "BR-*-01", "BR-CO-18 p:PEPPOL-EN16931-R053 p:PEPPOL-EN16931-R054"),
        new("a category broken down twice", Twice("BG-23", e => IsOnce(Category(e))), "BR-*-01", "c:CII-SR-461"),
        new("a rate not broken down", If(i => i.All("BG-23").Count > 1, Remove("BG-23", HasTax)), "BR-CO-14", "BR-*-01"),
        new("a rate broken down twice", Twice("BG-23", HasTax), "BR-CO-14", "c:CII-SR-461"),
        new("no VAT number of the seller", If(i => !i.Has("BT-32") && !Categories(i).Contains("O"), RemoveAround("BT-31")), "BR-*-02", "BR-*-03 BR-*-04 p:*-R-*"),
        new("no VAT number of who exports", If(i => !i.Has("BT-63") && i.All("BT-151").Exists(c => c.Value is "G" or "K"), RemoveAround("BT-31")), "BR-*-02", "BR-*-03 BR-*-04 p:*-R-*"),
        new("no number of who owes the tax", If(i => i.All("BT-151").Exists(c => c.Value == "AE"), Both(RemoveAround("BT-48"), Remove("BT-47"))), "BR-AE-02", "BR-*-02 BR-*-03 BR-*-04 p:*-R-*"),
        new("no VAT number of the buyer within the Union", If(i => i.All("BT-151").Exists(c => c.Value == "K"), RemoveAround("BT-48")), "BR-IC-02", "BR-*-03 BR-*-04 p:*-R-*"),
        new("no day of delivery within the Union", If(i => Categories(i).Contains("K") && !i.Has("BT-73"), If(i => !i.Has("BG-14"), Remove("BT-72"))), "BR-IC-11"),
        new("no country of delivery within the Union", If(i => Categories(i).Contains("K"), Remove("BG-15")), "BR-IC-12"),
        new("a VAT number of who is outside VAT", If(i => Categories(i).Contains("O"), Beside("BG-5", () => UblParts.TaxScheme("BE0841470248", "VAT", "BT-31")!, () => CiiParts.Registration("BE0841470248", "VA", "BT-31")!)), "BR-O-02", "BR-O-03 BR-O-04 p:*-R-*"),
        new("a line taxed beside one outside VAT", If(i => i.All("BT-151").Count > 1, Set("BT-151", "E", e => e.Value == "O")), "BR-O-12", $"{Sums} BR-E-05 BR-E-02 c:BR-O-11"),
    ];

    private static Mutation[] Rates(string what, string rate, string category, string rule) =>
    [
        new($"a standard rate of nothing, of a {what}", Set(rate, "0", e => Near(e, category) == "S"), $"BR-S-{rule}", $"{Sums} p:SE-R-006"),
        new($"a rate of what is not taxed, of a {what}", Set(rate, "21", e => Near(e, category) is "Z" or "E" or "AE" or "K" or "G"), $"BR-*-{rule}", Sums),
        new($"a rate below zero of the islands, of a {what}", Set(rate, "-1", e => Near(e, category) is "L" or "M"), $"BR-*-{rule}", Sums),
    ];

    private static bool IsOnce(string? category) => category is "Z" or "E" or "AE" or "K" or "G";

    private static bool HasTax(XElement breakdown) => breakdown.Descendants().Any(e => e.Annotation<Term>()?.Name == "BT-117" && Figure(e) != 0);

    private static string? Category(XElement breakdown) => breakdown.Descendants().FirstOrDefault(e => e.Annotation<Term>()?.Name == "BT-118")?.Value;

    private static IEnumerable<string> Categories(Written invoice) => invoice.All("BT-118").Select(c => c.Value);
}
