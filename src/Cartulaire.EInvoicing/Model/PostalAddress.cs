namespace Cartulaire.EInvoicing.Model;

/// <summary>A postal address: of the seller (BG-5), the buyer (BG-8), the tax representative (BG-12), or where was delivered (BG-15). Its terms have a number in each.</summary>
public sealed record PostalAddress
{
    /// <summary>Street, usually (BT-35, BT-50, BT-64, BT-75).</summary>
    public string? Line1 { get; init; }

    /// <summary>Second line (BT-36, BT-51, BT-65, BT-76).</summary>
    public string? Line2 { get; init; }

    /// <summary>Third line (BT-162, BT-163, BT-164, BT-165).</summary>
    public string? Line3 { get; init; }

    /// <summary>City (BT-37, BT-52, BT-66, BT-77).</summary>
    public string? City { get; init; }

    /// <summary>Postal code (BT-38, BT-53, BT-67, BT-78).</summary>
    public string? PostCode { get; init; }

    /// <summary>Region, province (BT-39, BT-54, BT-68, BT-79).</summary>
    public string? Subdivision { get; init; }

    /// <summary>Country, ISO 3166-1 (BT-40, BT-55, BT-69, BT-80).</summary>
    public string? CountryCode { get; init; }
}

/// <summary>Whom to ask: at the seller's (BG-6) or at the buyer's (BG-9).</summary>
public sealed record Contact
{
    /// <summary>Person or department (BT-41, BT-56).</summary>
    public string? Name { get; init; }

    /// <summary>Telephone (BT-42, BT-57).</summary>
    public string? Telephone { get; init; }

    /// <summary>E-mail address (BT-43, BT-58).</summary>
    public string? Email { get; init; }
}
