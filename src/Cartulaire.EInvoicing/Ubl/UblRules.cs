using Cartulaire.EInvoicing.Rules;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Ubl;

/// <summary>The rules of EN 16931 for UBL 2.1: model, syntax, codes.</summary>
internal sealed class UblRules
{
    private readonly Pattern<UblInvoice>[] patterns = [UblModel.Pattern, UblSyntax.Pattern, UblCodes.Pattern];
    private readonly ForbiddenPaths notUsed = NotUsed.Table;

    /// <summary>The rules. To be asked for before a document is read: their names must be known by then (<see cref="Name.Met"/>).</summary>
    public static UblRules All { get; } = new();

    /// <summary>Identifiers of every rule.</summary>
    public IEnumerable<string> Ids => patterns.SelectMany(p => p.Ids).Concat(notUsed.Paths.Select(p => p.Rule));

    /// <summary>Checks a document.</summary>
    public List<Finding> Run(Document document)
    {
        var findings = new List<Finding>();
        var invoice = new UblInvoice(document);
        foreach (var pattern in patterns)
        {
            pattern.Run(document, invoice, findings);
        }

        notUsed.Run(document, findings);
        return findings;
    }
}
