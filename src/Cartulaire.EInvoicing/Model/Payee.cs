namespace Cartulaire.EInvoicing.Model;

/// <summary>Who is paid, when it is not the seller (BG-10).</summary>
public sealed record Payee
{
    /// <summary>Name (BT-59).</summary>
    public string? Name { get; init; }

    /// <summary>Identifier; scheme of ISO/IEC 6523 (BT-60).</summary>
    public Identifier? Identifier { get; init; }

    /// <summary>Identifier of its legal registration (BT-61).</summary>
    public Identifier? LegalRegistration { get; init; }
}
