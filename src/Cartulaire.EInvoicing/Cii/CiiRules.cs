using Cartulaire.EInvoicing.Rules;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Cii;

/// <summary>The rules of EN 16931 for CII D16B: model, syntax, codes.</summary>
internal sealed class CiiRules
{
    private readonly Pattern<CiiInvoice>[] patterns = [CiiModel.Pattern, CiiSyntax.Pattern, CiiCodes.Pattern];

    /// <summary>The rules. To be asked for before a document is read: their names must be known by then (<see cref="Name.Met"/>).</summary>
    public static CiiRules All { get; } = new();

    /// <summary>Identifiers of every rule.</summary>
    public IEnumerable<string> Ids => patterns.SelectMany(p => p.Ids);

    /// <summary>Checks a document.</summary>
    public List<Finding> Run(Document document)
    {
        var findings = new List<Finding>();
        var invoice = new CiiInvoice(document);
        foreach (var pattern in patterns)
        {
            pattern.Run(document, invoice, findings);
        }

        return findings;
    }
}
