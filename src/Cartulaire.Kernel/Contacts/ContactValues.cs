namespace Cartulaire.Kernel.Contacts;

/// <summary>What a contact can be.</summary>
public static class ContactKinds
{
    /// <summary>A natural person.</summary>
    public const string Person = "person";

    /// <summary>An organisation.</summary>
    public const string Organisation = "organisation";

    /// <summary>A position that a person holds in an organisation.</summary>
    public const string Position = "position";

    /// <summary>All of them, in the order in which equals are listed.</summary>
    public static IReadOnlyList<string> All { get; } = [Organisation, Person, Position];
}

/// <summary>What people decide about a contact; null is "not said".</summary>
/// <param name="Kind">One of <see cref="ContactKinds"/>; never changes once made.</param>
/// <param name="Name">Surname, name of the organisation, or title of the position.</param>
/// <param name="GivenName">Given name of a person.</param>
/// <param name="Person">Who holds the position.</param>
/// <param name="Organisation">Where the position is held.</param>
/// <param name="Email">E-mail address.</param>
/// <param name="Phone">Telephone.</param>
/// <param name="Street">Street.</param>
/// <param name="HouseNumber">Number in the street, box included.</param>
/// <param name="PostalCode">Postal code; four digits in Belgium (ID-10).</param>
/// <param name="Locality">Locality.</param>
/// <param name="Country">Country, ISO 3166 in two letters.</param>
/// <param name="EnterpriseNumber">Ten digits (INV-11); of organisations, and of persons who trade in their own name.</param>
/// <param name="Active">Whether the contact is proposed.</param>
public sealed record ContactValues(
    string Kind,
    string Name,
    string? GivenName = null,
    ContactId? Person = null,
    ContactId? Organisation = null,
    string? Email = null,
    string? Phone = null,
    string? Street = null,
    string? HouseNumber = null,
    string? PostalCode = null,
    string? Locality = null,
    string? Country = null,
    string? EnterpriseNumber = null,
    bool Active = true)
{
    /// <summary>Whether any part of an address is said.</summary>
    public bool HasAddress => (Street ?? HouseNumber ?? PostalCode ?? Locality) is not null;
}
