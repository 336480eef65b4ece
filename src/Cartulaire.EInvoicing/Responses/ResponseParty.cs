using Cartulaire.EInvoicing.Model;

namespace Cartulaire.EInvoicing.Responses;

/// <summary>A party between whom a response travels.</summary>
/// <param name="Endpoint">Its electronic address; the scheme is required.</param>
/// <param name="Name">Its registered name.</param>
public sealed record ResponseParty(Identifier Endpoint, string Name)
{
    /// <summary>Another identifier of it.</summary>
    public Identifier? Identification { get; init; }

    /// <summary>Who answers questions about a response; of its sender only.</summary>
    public ResponseContact? Contact { get; init; }
}

/// <summary>Whom a supplier can reach about a response.</summary>
/// <param name="Name">Name of a person or an office.</param>
/// <param name="Telephone">Telephone.</param>
/// <param name="Email">E-mail address.</param>
public sealed record ResponseContact(string? Name, string? Telephone, string? Email);

/// <summary>The seller or the buyer of an invoice, where others exchange the response for them.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Identification">An identifier of it.</param>
public sealed record NamedParty(string Name, Identifier? Identification = null);
