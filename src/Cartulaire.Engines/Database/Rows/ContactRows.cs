using Cartulaire.Kernel;

namespace Cartulaire.Engines.Database.Rows;

/// <summary>A person, an organisation, or a position that a person holds in an organisation.</summary>
public sealed class ContactRow
{
    public ContactId Id { get; set; }

    public required string Kind { get; set; }

    public required string Name { get; set; }

    public string? GivenName { get; set; }

    public ContactId? PersonId { get; set; }

    public ContactId? OrganisationId { get; set; }

    public string? Email { get; set; }

    public string? Phone { get; set; }

    public string? Street { get; set; }

    public string? HouseNumber { get; set; }

    public string? PostalCode { get; set; }

    public string? Locality { get; set; }

    public string? Country { get; set; }

    public string? EnterpriseNumber { get; set; }

    public required string Search { get; set; }

    public bool Active { get; set; }

    public long Stamp { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset ChangedAt { get; set; }

    public DateTimeOffset? ErasedAt { get; set; }
}

/// <summary>A folded word by which a contact is found.</summary>
public sealed class ContactWordRow
{
    public required string Word { get; set; }

    public int Zone { get; set; }

    public ContactId ContactId { get; set; }
}
