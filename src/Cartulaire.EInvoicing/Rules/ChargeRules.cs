namespace Cartulaire.EInvoicing.Rules;

/// <summary>The rules of allowances (BG-20) and charges (BG-21) on the whole, and of those on a line (BG-27, BG-28): what each demands, under which identifier.</summary>
/// <param name="OfLine">Of a line, not of the whole.</param>
/// <param name="IsCharge">A charge, not an allowance.</param>
/// <param name="Amount">There is an amount.</param>
/// <param name="VatCategory">There is a VAT category; null where the line has it.</param>
/// <param name="Reason">There is a reason, in words or by its code.</param>
/// <param name="ReasonAgain">The same, which the standard says twice.</param>
/// <param name="AmountCents">The amount has two decimals at most.</param>
/// <param name="BaseCents">The amount that it is a part of has two decimals at most.</param>
internal sealed record ChargeRules(bool OfLine, bool IsCharge, string Amount, string? VatCategory, string Reason, string ReasonAgain, string AmountCents, string BaseCents)
{
    /// <summary>The table.</summary>
    public static ChargeRules[] All { get; } =
    [
        new(OfLine: false, IsCharge: false, "BR-31", "BR-32", "BR-33", "BR-CO-21", "BR-DEC-01", "BR-DEC-02"),
        new(OfLine: false, IsCharge: true, "BR-36", "BR-37", "BR-38", "BR-CO-22", "BR-DEC-05", "BR-DEC-06"),
        new(OfLine: true, IsCharge: false, "BR-41", null, "BR-42", "BR-CO-23", "BR-DEC-24", "BR-DEC-25"),
        new(OfLine: true, IsCharge: true, "BR-43", null, "BR-44", "BR-CO-24", "BR-DEC-27", "BR-DEC-28"),
    ];

    /// <summary>Identifiers of the rules of a row, in order.</summary>
    public IEnumerable<string> Ids => new[] { Amount, VatCategory, Reason, ReasonAgain, AmountCents, BaseCents }.OfType<string>();
}
