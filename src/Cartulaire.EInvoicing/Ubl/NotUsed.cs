using Cartulaire.EInvoicing.Rules;

namespace Cartulaire.EInvoicing.Ubl;

/// <summary>What UBL offers and a core invoice should not use: the table <c>NotUsed.txt</c>. All its rules look at the document's own element.</summary>
internal static class NotUsed
{
    /// <summary>The table.</summary>
    public static ForbiddenPaths Table { get; } = Load();

    private static ForbiddenPaths Load()
    {
        using var text = new StreamReader(typeof(NotUsed).Assembly.GetManifestResourceStream("Cartulaire.EInvoicing.Ubl.NotUsed.txt")!);

        // A line is written in two ways; so is the table then.
        var table = new ForbiddenPaths(step => step == "*Line" ? [Cac.InvoiceLine, Cac.CreditNoteLine] : [Names.Parse(step)]);
        while (text.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                var row = line.Split(' ');
                table.Add(row[0], Severity.Warning, row[1]);
            }
        }

        return table;
    }
}
