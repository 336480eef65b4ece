namespace Cartulaire.EInvoicing.Responses;

/// <summary>An identifier of a party.</summary>
/// <param name="Id">The identifier.</param>
/// <param name="Scheme">Its scheme, such as <c>0208</c>; null when it has none.</param>
public sealed record PartyId(string Id, string? Scheme);
