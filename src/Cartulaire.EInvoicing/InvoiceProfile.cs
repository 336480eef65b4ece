namespace Cartulaire.EInvoicing;

/// <summary>The specification that an invoice names (BT-24), as far as it is known here.</summary>
public enum InvoiceProfile
{
    /// <summary>None, or one that is not known here.</summary>
    Unknown,

    /// <summary>EN 16931 itself; in a PDF the profile EN 16931 (COMFORT) of Factur-X and ZUGFeRD, which has the same identifier.</summary>
    En16931,

    /// <summary>Peppol BIS Billing 3.0.</summary>
    PeppolBilling,

    /// <summary>XRechnung, of Germany. It is checked against EN 16931 only.</summary>
    XRechnung,

    /// <summary>UBL.BE, of Belgium. It is checked against those rules of EN 16931 that hold for it.</summary>
    UblBe,

    /// <summary>Factur-X or ZUGFeRD 2, MINIMUM: no invoice in the sense of EN 16931.</summary>
    FacturXMinimum,

    /// <summary>Factur-X or ZUGFeRD 2, BASIC WL: no lines, no invoice in the sense of EN 16931.</summary>
    FacturXBasicWl,

    /// <summary>Factur-X or ZUGFeRD 2, BASIC.</summary>
    FacturXBasic,

    /// <summary>Factur-X or ZUGFeRD 2, EXTENDED.</summary>
    FacturXExtended,
}

/// <summary>Tells profiles by their identifiers.</summary>
internal static class InvoiceProfiles
{
    // By what an identifier is, or begins with where a version follows.
    private static readonly (string Id, bool HasVersion, InvoiceProfile Profile)[] Known =
    [
        ("urn:cen.eu:en16931:2017", false, InvoiceProfile.En16931),
        ("urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0", true, InvoiceProfile.PeppolBilling),
        ("urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_", true, InvoiceProfile.XRechnung),
        ("urn:cen.eu:en16931:2017#compliant#urn:xoev-de:kosit:standard:xrechnung_", true, InvoiceProfile.XRechnung),
        ("urn:cen.eu:en16931:2017#conformant#urn:UBL.BE:", true, InvoiceProfile.UblBe),
        ("urn:factur-x.eu:1p0:minimum", false, InvoiceProfile.FacturXMinimum),
        ("urn:zugferd.de:2p0:minimum", false, InvoiceProfile.FacturXMinimum),
        ("urn:factur-x.eu:1p0:basicwl", false, InvoiceProfile.FacturXBasicWl),
        ("urn:zugferd.de:2p0:basicwl", false, InvoiceProfile.FacturXBasicWl),
        ("urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic", false, InvoiceProfile.FacturXBasic),
        ("urn:cen.eu:en16931:2017#compliant#urn:zugferd.de:2p0:basic", false, InvoiceProfile.FacturXBasic),
        ("urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended", false, InvoiceProfile.FacturXExtended),
        ("urn:cen.eu:en16931:2017#conformant#urn:zugferd.de:2p0:extended", false, InvoiceProfile.FacturXExtended),

        // As Factur-X wrote them in 2017.
        ("urn:cen.eu:en16931:2017:compliant:factur-x.eu:1p0:basic", false, InvoiceProfile.FacturXBasic),
        ("urn:cen.eu:en16931:2017:compliant:factur-x.eu:1p0:extended", false, InvoiceProfile.FacturXExtended),
        ("urn:cen.eu:en16931:2017:conformant:factur-x.eu:1p0:extended", false, InvoiceProfile.FacturXExtended),
    ];

    /// <summary>The profile of an identifier, written in whatever letters.</summary>
    public static InvoiceProfile Of(string id)
    {
        foreach (var (known, hasVersion, profile) in Known)
        {
            if (hasVersion ? id.StartsWith(known, StringComparison.OrdinalIgnoreCase) : id.Equals(known, StringComparison.OrdinalIgnoreCase))
            {
                return profile;
            }
        }

        return InvoiceProfile.Unknown;
    }
}
