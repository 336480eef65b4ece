using Cartulaire.EInvoicing.Reading;
using Cartulaire.EInvoicing.Rules;

namespace Cartulaire.EInvoicing.Ubl;

/// <summary>What UBL offers and a core invoice should not use: the table <c>NotUsed.txt</c>. All its rules look at the document's own element.</summary>
internal static class NotUsed
{
    /// <summary>The table.</summary>
    public static ForbiddenPaths Table { get; } = Load();

    private static ForbiddenPaths Load()
    {
        // A line is written in two ways; so is the table then.
        var table = new ForbiddenPaths(step => step == "*Line" ? [Cac.InvoiceLine, Cac.CreditNoteLine] : [Names.Parse(step)]);
        foreach (var line in EmbeddedFile.Lines("Ubl.NotUsed.txt"))
        {
            var row = line.Split(' ');
            table.Add(row[0], Severity.Warning, row[1]);
        }

        return table;
    }
}
