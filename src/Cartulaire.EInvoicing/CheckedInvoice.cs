namespace Cartulaire.EInvoicing;

/// <summary>What the check of a file found.</summary>
/// <param name="Format">How it is written.</param>
/// <param name="Findings">The rules that it does not keep, in the order of the document within each set of rules; of a hopeless file the first ten thousand or so.</param>
/// <param name="Fault">Why it could not be read; null when it could.</param>
public sealed record CheckedInvoice(InvoiceFormat Format, IReadOnlyList<Finding> Findings, ReadFault? Fault)
{
    /// <summary>What it came in.</summary>
    public InvoiceContainer Container { get; init; }

    /// <summary>What the envelope says that it came in; null when there is none, or none with a header.</summary>
    public Envelope? Envelope { get; init; }

    /// <summary>The specification that it names (BT-24).</summary>
    public InvoiceProfile Profile { get; init; }

    /// <summary>Readable, and no fatal rule is broken.</summary>
    public bool IsValid => Fault is null && Findings.All(f => f.Severity != Severity.Fatal);
}
