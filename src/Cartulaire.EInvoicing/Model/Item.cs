namespace Cartulaire.EInvoicing.Model;

/// <summary>What was sold (BG-31).</summary>
public sealed record Item
{
    /// <summary>Name (BT-153).</summary>
    public string? Name { get; init; }

    /// <summary>Description (BT-154).</summary>
    public string? Description { get; init; }

    /// <summary>The seller's identifier (BT-155).</summary>
    public string? SellerIdentifier { get; init; }

    /// <summary>The buyer's identifier (BT-156).</summary>
    public string? BuyerIdentifier { get; init; }

    /// <summary>Identifier of a standard; scheme of ISO/IEC 6523 (BT-157).</summary>
    public Identifier? StandardIdentifier { get; init; }

    /// <summary>Classes, such as of the CPV; scheme of UNTDID 7143, with its version (BT-158).</summary>
    public ValueList<Identifier> Classifications { get; init; } = [];

    /// <summary>Country from which it comes, ISO 3166-1 (BT-159).</summary>
    public string? OriginCountryCode { get; init; }

    /// <summary>Attributes (BG-32).</summary>
    public ValueList<ItemAttribute> Attributes { get; init; } = [];
}

/// <summary>An attribute of an item (BG-32).</summary>
public sealed record ItemAttribute
{
    /// <summary>Which (BT-160).</summary>
    public string? Name { get; init; }

    /// <summary>Its value (BT-161).</summary>
    public string? Value { get; init; }
}
