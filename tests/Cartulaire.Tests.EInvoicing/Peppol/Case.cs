namespace Cartulaire.Tests.EInvoicing.Peppol;

/// <summary>A change that breaks a rule.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Right">Makes the invoice that breaks none.</param>
/// <param name="Change">The change.</param>
/// <param name="Also">Rules that the same change breaks too.</param>
internal sealed record Case(string Rule, Func<Draft> Right, Action<Draft> Change, params string[] Also);
