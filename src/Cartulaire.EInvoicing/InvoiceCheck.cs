using System.Globalization;
using Cartulaire.EInvoicing.Cii;
using Cartulaire.EInvoicing.FacturX;
using Cartulaire.EInvoicing.Peppol;
using Cartulaire.EInvoicing.Ubl;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing;

/// <summary>Checks invoices against the rules of EN 16931, and of Peppol BIS Billing 3.0 or of a profile of Factur-X when they name them.</summary>
public static class InvoiceCheck
{
    /// <summary>A smaller document may be looked at as often as one of so many elements: rules that look once for all weigh much in it.</summary>
    internal const int FewElements = 1_000;

    /// <summary>Reads an invoice and checks it.</summary>
    /// <param name="stream">Its XML, alone, in an envelope (SBDH) or embedded in a PDF; read to the end, left open.</param>
    /// <param name="limits">What it may cost; null for the usual.</param>
    /// <param name="rules">Which rules; those that the invoice names unless said otherwise.</param>
    /// <returns>What was found; never an exception for what the file contains.</returns>
    /// <exception cref="IOException">The stream itself cannot be read.</exception>
    public static CheckedInvoice Check(Stream stream, ReadLimits? limits = null, RuleSet rules = RuleSet.AsDeclared)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Prepare();
        limits ??= new ReadLimits();
        return Check(OpenedInvoice.Open(stream, limits), rules, limits);
    }

    /// <summary>Makes the names known that rules ask for: before a document is read (<see cref="Name.Met"/>).</summary>
    internal static void Prepare() => _ = (UblRules.All, CiiRules.All, PeppolRules.All, PeppolCiiRules.All, FacturXRules.All);

    /// <summary>Checks an invoice that was read.</summary>
    internal static CheckedInvoice Check(OpenedInvoice opened, RuleSet rules, ReadLimits limits)
    {
        var (profile, findings, fault) = (InvoiceProfile.Unknown, new List<Finding>(), opened.Fault);
        if (opened.Document is { } document)
        {
            document.Work.Allow((long)limits.Looks * Math.Max(document.Elements.Count, FewElements));
            try
            {
                profile = ProfileOf(document.Root, opened.Format);
                findings = opened.Format == InvoiceFormat.CiiInvoice ? CheckCii(document, rules, profile, opened.Container) : CheckUbl(document, rules, profile);
            }
            catch (TooMuchWorkException)
            {
                (findings, fault) = ([], new ReadFault(ReadFaultKind.TooRepetitive, 0, 0, limits.Looks.ToString(CultureInfo.InvariantCulture)));
            }

            document.Work.AllowAll();
        }

        return new CheckedInvoice(opened.Format, findings, fault) { Container = opened.Container, Envelope = opened.Envelope, Profile = profile };
    }

    private static InvoiceProfile ProfileOf(Element root, InvoiceFormat format) => InvoiceProfiles.Of(Names(root, format));

    // The specification that an invoice names (BT-24). One that names none is looked at by Peppol's eyes too: whoever mends it learns everything at once.
    private static string Names(Element root, InvoiceFormat format)
        => format == InvoiceFormat.CiiInvoice ? root.Of(Rsm.ExchangedDocumentContext, Ram.GuidelineSpecifiedDocumentContextParameter, Ram.ID) : root.Of(Cbc.CustomizationID);

    private static List<Finding> CheckUbl(Document document, RuleSet rules, InvoiceProfile profile)
    {
        var findings = UblRules.All.Run(document);
        if (rules == RuleSet.AsDeclared && profile == InvoiceProfile.UblBe)
        {
            findings.RemoveAll(f => !UblBe.Has(f.Rule));
        }

        if (IsPeppol(rules, PeppolRules.AreNamedBy(document.Root) || Names(document.Root, InvoiceFormat.UblInvoice).Length == 0))
        {
            PeppolRules.All.Run(document, findings);
        }

        return findings;
    }

    private static List<Finding> CheckCii(Document document, RuleSet rules, InvoiceProfile profile, InvoiceContainer container)
    {
        if (rules == RuleSet.FacturX || (rules == RuleSet.AsDeclared && IsFacturX(profile, container)))
        {
            return FacturXRules.All.Run(document, FacturXRules.ProfileOf(profile));
        }

        var findings = CiiRules.All.Run(document);
        if (IsPeppol(rules, PeppolCiiRules.AreNamedBy(document.Root) || (container != InvoiceContainer.Pdf && Names(document.Root, InvoiceFormat.CiiInvoice).Length == 0)))
        {
            PeppolCiiRules.All.Run(document, findings);
        }

        return findings;
    }

    private static bool IsPeppol(RuleSet rules, bool named) => rules == RuleSet.Peppol || (rules == RuleSet.AsDeclared && named);

    // The profile EN 16931 calls itself EN 16931, and nothing else: only the PDF tells that it is meant.
    private static bool IsFacturX(InvoiceProfile profile, InvoiceContainer container)
        => profile is InvoiceProfile.FacturXMinimum or InvoiceProfile.FacturXBasicWl or InvoiceProfile.FacturXBasic or InvoiceProfile.FacturXExtended
            || (profile == InvoiceProfile.En16931 && container == InvoiceContainer.Pdf);
}
