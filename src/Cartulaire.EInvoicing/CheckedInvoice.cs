using Cartulaire.EInvoicing.Rules;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing;

/// <summary>What the check of a file found.</summary>
/// <param name="Format">How it is written.</param>
/// <param name="Findings">The rules that it does not keep, in the order of the document within each set of rules; of a hopeless file the first ten thousand or so.</param>
/// <param name="Fault">Why it could not be read; null when it could.</param>
public sealed record CheckedInvoice(InvoiceFormat Format, IReadOnlyList<Finding> Findings, ReadFault? Fault)
{
    /// <summary>Readable, and no fatal rule is broken.</summary>
    public bool IsValid => Fault is null && Findings.All(f => f.Severity != Severity.Fatal);
}
