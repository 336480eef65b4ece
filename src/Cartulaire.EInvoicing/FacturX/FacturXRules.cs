using Cartulaire.EInvoicing.Cii;
using Cartulaire.EInvoicing.Rules;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.FacturX;

/// <summary>The rules of the profiles of Factur-X 1.09.2, which is ZUGFeRD 2.5.2. An invoice is checked against those of its own profile, and no others.</summary>
internal sealed class FacturXRules
{
    private readonly Dictionary<string, (Pattern<CiiInvoice> Model, FacturXStructure Structure)> profiles
        = FacturXStructure.Load().ToDictionary(s => s.Key, s => (FacturXModel.Of(s.Key), s.Value), StringComparer.Ordinal);

    /// <summary>The rules. To be asked for before a document is read: their names must be known by then (<see cref="Name.Met"/>).</summary>
    public static FacturXRules All { get; } = new();

    /// <summary>Identifiers of every rule of a profile.</summary>
    public IEnumerable<string> Ids(string profile) => Checks(profile).Select(c => c.Rule);

    /// <summary>Every rule of a profile.</summary>
    public IEnumerable<Check<CiiInvoice>> Checks(string profile) => [.. profiles[profile].Model.Checks, .. profiles[profile].Structure.Checks];

    /// <summary>What tables call a profile; that of EN 16931 for what is none of Factur-X.</summary>
    public static string ProfileOf(InvoiceProfile profile) => profile switch
    {
        InvoiceProfile.FacturXMinimum => FacturXTable.Minimum,
        InvoiceProfile.FacturXBasicWl => FacturXTable.BasicWl,
        InvoiceProfile.FacturXBasic => FacturXTable.Basic,
        InvoiceProfile.FacturXExtended => FacturXTable.Extended,
        _ => FacturXTable.En16931,
    };

    /// <summary>Checks a document.</summary>
    public List<Finding> Run(Document document, string profile)
    {
        var findings = new List<Finding>();
        var invoice = new CiiInvoice(document);
        var (model, structure) = profiles[profile];
        model.Run(document, invoice, findings);
        structure.Run(document, invoice, findings);
        return findings;
    }
}
