namespace Cartulaire.EInvoicing.Rules;

/// <summary>A rule that an invoice does not keep.</summary>
/// <param name="Rule">Its official identifier, such as <c>BR-CO-15</c>.</param>
/// <param name="Severity">How grave.</param>
/// <param name="Location">XPath of the element that the rule looks at, written as the official validators write it.</param>
/// <param name="Line">Line of that element in the file, from 1.</param>
/// <param name="Column">Column of it, from 1.</param>
public sealed record Finding(string Rule, Severity Severity, string Location, int Line, int Column);
