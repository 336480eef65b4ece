using System.Xml.Linq;
using static Cartulaire.Tests.Planned.Spoils;

namespace Cartulaire.Tests.Planned;

/// <summary>Sums that are wrong, and amounts with three decimals (BR-CO, BR-DEC).</summary>
internal static class OfSums
{
    public static Mutation[] All =>
    [
        new("sum of lines a cent off", Off("BT-106", 0.01m), "BR-CO-10 BR-CO-13"),
        new("sum of allowances a cent off", Off("BT-107", 0.01m), "BR-CO-11 BR-CO-13"),
        new("sum of charges a cent off", Off("BT-108", 0.01m), "BR-CO-12 BR-CO-13"),
        new("total without VAT a cent off", Off("BT-109", 0.01m), "BR-CO-13 BR-CO-15"),
        new("total of VAT a cent off", Off("BT-110", 0.01m), "BR-CO-14 u:BR-CO-15", "BR-CO-15 p:PEPPOL-EN16931-R055"),
        new("total with VAT a cent off", Off("BT-112", 0.01m), "BR-CO-15 BR-CO-16"),
        new("amount due a cent off", Off("BT-115", 0.01m), "BR-CO-16"),
        new("amount paid a cent off", Off("BT-113", 0.01m), "BR-CO-16"),
        new("rounding a cent off", Off("BT-114", 0.01m), "BR-CO-16"),
        new("taxable amount 5 off", Off("BT-116", 5, e => Near(e, "BT-118") is not ("L" or "M")), "BR-*-08", "BR-CO-17 BR-*-09"),
        new("taxable amount 5 off, Canary Islands or Ceuta", Off("BT-116", 5, e => Near(e, "BT-118") is "L" or "M"), "u:BR-*-08", "BR-CO-17 BR-*-09"),
        new("tax of a category 2 off", Off("BT-117", 2, IsBound), "BR-CO-14 BR-CO-17 u:BR-*-09", "BR-*-09"),
        new("net amount of a line 5 off", Off("BT-131", 5), "BR-CO-10 u:BR-*-08 p:PEPPOL-EN16931-R120", "BR-*-08"),
        new("allowance 5 off", Off("BT-92", 5), "BR-CO-11 u:BR-*-08", "BR-*-08 p:PEPPOL-EN16931-R040"),
        new("charge 5 off", Off("BT-99", 5), "BR-CO-12 u:BR-*-08", "BR-*-08 p:PEPPOL-EN16931-R040"),
        new("percentage of an allowance with the wrong amount", Off("BT-92", 5, e => Near(e, "BT-94") is not null), "BR-CO-11 p:PEPPOL-EN16931-R040", "BR-*-08"),
        new("percentage of a charge with the wrong amount", Off("BT-99", 5, e => Near(e, "BT-101") is not null), "BR-CO-12 p:PEPPOL-EN16931-R040", "BR-*-08"),
        .. Decimals("allowance", "BT-92", "BR-DEC-01"),
        .. Decimals("base of an allowance", "BT-93", "BR-DEC-02"),
        .. Decimals("charge", "BT-99", "BR-DEC-05"),
        .. Decimals("base of a charge", "BT-100", "BR-DEC-06"),
        .. Decimals("sum of lines", "BT-106", "BR-DEC-09"),
        .. Decimals("sum of allowances", "BT-107", "BR-DEC-10"),
        .. Decimals("sum of charges", "BT-108", "BR-DEC-11"),
        .. Decimals("total without VAT", "BT-109", "BR-DEC-12"),
        .. Decimals("total with VAT", "BT-112", "BR-DEC-14"),
        .. Decimals("amount paid", "BT-113", "BR-DEC-16"),
        .. Decimals("rounding", "BT-114", "BR-DEC-17"),
        .. Decimals("amount due", "BT-115", "BR-DEC-18"),
        .. Decimals("taxable amount", "BT-116", "BR-DEC-19", IsBound),
        .. Decimals("tax of a category", "BT-117", "BR-DEC-20", IsBound),
        .. Decimals("net amount of a line", "BT-131", "BR-DEC-23"),
        .. Decimals("allowance of a line", "BT-136", "BR-DEC-24"),
        .. Decimals("base of an allowance of a line", "BT-137", "BR-DEC-25"),
        .. Decimals("charge of a line", "BT-141", "BR-DEC-27"),
        .. Decimals("base of a charge of a line", "BT-142", "BR-DEC-28"),
        new("total of VAT with three decimals", ThreeDecimals("BT-110"), "u:UBL-DT-01"),
        new("total of VAT off by less than a cent", If(i => !i.Has("BT-111"), Off("BT-110", 0.001m)), "c:BR-DEC-13 c:BR-CO-14", "BR-CO-15"),
        new("VAT in the accounting currency with three decimals", ThreeDecimals("BT-111"), "u:UBL-DT-01"),
        new("VAT in the accounting currency off by less than a cent", Off("BT-111", 0.001m), "c:BR-DEC-15"),
    ];

    private static IEnumerable<Mutation> Decimals(string what, string term, string rule, Func<XElement, bool>? where = null) => [new($"{what} with three decimals", ThreeDecimals(term, where), $"{rule} u:UBL-DT-01")];
}
