namespace Cartulaire.EInvoicing.Model;

/// <summary>The seller (BG-4).</summary>
public sealed record Seller
{
    /// <summary>Registered name (BT-27).</summary>
    public string? Name { get; init; }

    /// <summary>Name by which it is known (BT-28).</summary>
    public string? TradingName { get; init; }

    /// <summary>Identifiers, schemes of ISO/IEC 6523 (BT-29).</summary>
    public ValueList<Identifier> Identifiers { get; init; } = [];

    /// <summary>Identifier of its legal registration (BT-30).</summary>
    public Identifier? LegalRegistration { get; init; }

    /// <summary>VAT identifier (BT-31).</summary>
    public string? VatIdentifier { get; init; }

    /// <summary>Other tax registration (BT-32).</summary>
    public string? TaxRegistration { get; init; }

    /// <summary>Legal information, such as the capital (BT-33).</summary>
    public string? LegalInformation { get; init; }

    /// <summary>Electronic address; scheme of the EAS list (BT-34).</summary>
    public Identifier? ElectronicAddress { get; init; }

    /// <summary>Postal address (BG-5).</summary>
    public PostalAddress Address { get; init; } = new();

    /// <summary>Whom to ask (BG-6).</summary>
    public Contact? Contact { get; init; }
}
