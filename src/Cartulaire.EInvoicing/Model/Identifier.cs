namespace Cartulaire.EInvoicing.Model;

/// <summary>An identifier, and the scheme that gave it.</summary>
/// <param name="Value">The identifier.</param>
/// <param name="Scheme">Code of its scheme (such as <c>0208</c> of ISO/IEC 6523); null when it has none.</param>
/// <param name="SchemeVersion">Version of the scheme; null when it has none.</param>
public sealed record Identifier(string Value, string? Scheme = null, string? SchemeVersion = null);
