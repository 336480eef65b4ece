namespace Cartulaire.Bench.EInvoicing.Conformance;

/// <summary>The files of a folder that may be invoices.</summary>
internal static class InvoiceFiles
{
    /// <summary>Every .xml of a folder and those within it, always in the same order.</summary>
    public static List<string> Of(string folder)
        => [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(f => Path.GetExtension(f).Equals(".xml", StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal)];
}
