namespace Cartulaire.EInvoicing.Model;

/// <summary>Who answers for the seller's VAT (BG-11).</summary>
public sealed record TaxRepresentative
{
    /// <summary>Name (BT-62).</summary>
    public string? Name { get; init; }

    /// <summary>VAT identifier (BT-63).</summary>
    public string? VatIdentifier { get; init; }

    /// <summary>Postal address (BG-12).</summary>
    public PostalAddress Address { get; init; } = new();
}
