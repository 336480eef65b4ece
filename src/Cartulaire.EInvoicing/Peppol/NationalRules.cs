using Cartulaire.EInvoicing.Rules;

namespace Cartulaire.EInvoicing.Peppol;

/// <summary>Rules of a country.</summary>
/// <param name="Concern">Whether they concern an invoice.</param>
/// <param name="Pattern">The rules.</param>
internal sealed record NationalRules(Func<PeppolInvoice, bool> Concern, Pattern<PeppolInvoice> Pattern);
