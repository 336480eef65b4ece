using Cartulaire.EInvoicing;

namespace Cartulaire.Bench.EInvoicing;

/// <summary>What is fuzzed: each way in that takes a file of others. A new one is a new row.</summary>
internal static class FuzzTargets
{
    public static (string Name, Action<Stream> Run)[] All { get; } =
    [
        ("check as declared", stream => InvoiceCheck.Check(stream)),
        ("check under Peppol", stream => InvoiceCheck.Check(stream, rules: RuleSet.Peppol)),
    ];
}
