namespace Cartulaire.EInvoicing.Model;

/// <summary>The buyer (BG-7).</summary>
public sealed record Buyer
{
    /// <summary>Registered name (BT-44).</summary>
    public string? Name { get; init; }

    /// <summary>Name by which it is known (BT-45).</summary>
    public string? TradingName { get; init; }

    /// <summary>Identifier; scheme of ISO/IEC 6523 (BT-46).</summary>
    public Identifier? Identifier { get; init; }

    /// <summary>Identifier of its legal registration (BT-47).</summary>
    public Identifier? LegalRegistration { get; init; }

    /// <summary>VAT identifier (BT-48).</summary>
    public string? VatIdentifier { get; init; }

    /// <summary>Electronic address; scheme of the EAS list (BT-49).</summary>
    public Identifier? ElectronicAddress { get; init; }

    /// <summary>Postal address (BG-8).</summary>
    public PostalAddress Address { get; init; } = new();

    /// <summary>Whom to ask (BG-9).</summary>
    public Contact? Contact { get; init; }
}
