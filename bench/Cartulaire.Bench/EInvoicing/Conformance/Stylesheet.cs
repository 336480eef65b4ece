using System.Xml;
using System.Xml.Linq;
using Cartulaire.EInvoicing;

namespace Cartulaire.Bench.EInvoicing.Conformance;

/// <summary>An official stylesheet: the rules it knows, and the invoices that it is for.</summary>
internal sealed class Stylesheet
{
    private static readonly XNamespace Xsl = "http://www.w3.org/1999/XSL/Transform";

    private static readonly (string End, InvoiceProfile Profile)[] Profiles =
    [
        ("MINIMUM", InvoiceProfile.FacturXMinimum), ("BASICWL", InvoiceProfile.FacturXBasicWl), ("BASIC", InvoiceProfile.FacturXBasic), ("EN16931", InvoiceProfile.En16931), ("EXTENDED", InvoiceProfile.FacturXExtended),
    ];

    private readonly HashSet<string> rules;

    private readonly bool isCii;

    private readonly InvoiceProfile profile;

    private Stylesheet(string file)
    {
        using var reader = XmlReader.Create(file, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        var root = XDocument.Load(reader).Root!;
        var told = root.Descendants().Where(e => e.Name.NamespaceName == Svrl.Namespace && e.Name.LocalName is "failed-assert" or "successful-report").ToList();
        File = file;
        rules = [.. told.Attributes("id").Select(a => a.Value), .. told.Elements(Xsl + "attribute").Where(e => e.Attribute("name")?.Value == "id").Select(e => e.Value.Trim())];
        isCii = root.Attributes().Any(a => a.IsNamespaceDeclaration && a.Value.Contains("CrossIndustryInvoice", StringComparison.Ordinal));
        var name = string.Concat(Path.GetFileNameWithoutExtension(file).Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        profile = Array.Find(Profiles, p => name.EndsWith(p.End, StringComparison.Ordinal)).Profile;
    }

    /// <summary>Where it lies.</summary>
    public string File { get; }

    /// <summary>The one that is named, or those of a folder: Factur-X has one for each profile.</summary>
    public static List<Stylesheet> Of(string path)
        => [.. (Directory.Exists(path) ? Directory.GetFiles(path, "*.xslt", SearchOption.AllDirectories) : [path]).Order(StringComparer.Ordinal).Select(f => new Stylesheet(f))];

    /// <summary>Whether it is for invoices of this syntax, and under Factur-X of this profile. For what is no invoice there is none; what cannot be read, any may try.</summary>
    public bool IsFor(CheckedInvoice invoice, RuleSet set)
        => invoice.Format == InvoiceFormat.None ? invoice.Fault is not { Kind: ReadFaultKind.NotAnInvoice }
            : (invoice.Format == InvoiceFormat.CiiInvoice) == isCii && (set != RuleSet.FacturX || Known(invoice.Profile) == profile);

    /// <summary>Whether a finding can be compared with it: those of Peppol come with those of EN 16931, which have a stylesheet of their own. Where there is one set only, all are.</summary>
    public bool Tells(Finding finding, RuleSet set) => set is RuleSet.En16931 or RuleSet.FacturX || rules.Contains(finding.Rule);

    // As RuleSet.FacturX takes what is no profile of its own.
    private static InvoiceProfile Known(InvoiceProfile named) => Array.Exists(Profiles, p => p.Profile == named) ? named : InvoiceProfile.En16931;
}
