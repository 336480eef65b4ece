using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Rules;

/// <summary>One rule: what must hold of an element.</summary>
/// <param name="Rule">Its official identifier.</param>
/// <param name="Severity">How grave its breach is.</param>
/// <param name="Holds">Whether an element keeps it.</param>
/// <typeparam name="TInvoice">What of the whole invoice rules ask for more than once.</typeparam>
internal sealed record Check<TInvoice>(string Rule, Severity Severity, Func<Element, TInvoice, bool> Holds);
