namespace Cartulaire.EInvoicing.Ubl;

/// <summary>
/// UBL.BE (1.31), the Belgian extension of EN 16931: which rules of EN 16931 do not hold for it. It totals the taxes of each line and rounds those, has reasons of its own for not taking the tax, and uses much of UBL that a core invoice should not.
/// Its own rules (ubl-BE) are not checked here.
/// </summary>
internal static class UblBe
{
    private static readonly HashSet<string> LeftOut =
    [
        "BR-B-01", "BR-B-02", "BR-CL-22", "BR-CO-10", "BR-CO-17", "BR-DEC-23", "BR-E-01", "BR-E-08", "BR-IC-01", "BR-IC-12", "BR-O-02", "BR-S-08", "BR-S-09",

        // These it has, but adds up the taxes of lines instead of the lines.
        "BR-AE-08", "BR-G-08", "BR-IC-08", "BR-O-08", "BR-Z-08",
    ];

    // Of the rules on what should not be used it has these.
    private static readonly HashSet<string> NotUsed = ["UBL-CR-002", "UBL-CR-412", .. Enumerable.Range(673, 8).Select(n => $"UBL-CR-{n}")];

    /// <summary>Whether a rule of EN 16931 holds for UBL.BE.</summary>
    public static bool Has(string rule) => !LeftOut.Contains(rule)
        && !Begins(rule, "BR-AF-") && !Begins(rule, "BR-AG-")
        && (!Begins(rule, "UBL-CR-") || NotUsed.Contains(rule))
        && !(Begins(rule, "UBL-DT-") && rule[7..] is "01" or "08" or "09" or ['1', _] or ['2', _])
        && !(Begins(rule, "UBL-SR-5") && rule[8..] is not "0");

    private static bool Begins(string rule, string with) => rule.StartsWith(with, StringComparison.Ordinal);
}
