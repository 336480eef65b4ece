namespace Cartulaire.Tests.EInvoicing;

/// <summary>The e-invoices among the samples: official test sets and examples, French Factur-X.</summary>
internal static class Samples
{
    private static readonly string Root = Environment.GetEnvironmentVariable("CARTULAIRE_SAMPLES") ?? Find(new DirectoryInfo(AppContext.BaseDirectory));

    /// <summary>Every file of a folder of the samples, in order.</summary>
    public static IReadOnlyList<string> Files(string folder, string pattern = "*.xml")
        => [.. Directory.EnumerateFiles(Path.Join(Root, "einvoicing", folder), pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private static string Find(DirectoryInfo? folder)
        => folder is null ? throw new DirectoryNotFoundException("The samples are missing: set CARTULAIRE_SAMPLES to the folder shared/samples.")
            : Path.Join(folder.FullName, "shared", "samples") is var samples && Directory.Exists(samples) ? samples : Find(folder.Parent);
}
