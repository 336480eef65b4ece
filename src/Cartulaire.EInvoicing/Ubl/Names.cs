using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Ubl;

/// <summary>UBL 2.1 documents, and names written with their customary prefix.</summary>
internal static class Names
{
    public static readonly Name Invoice = Name.Known("urn:oasis:names:specification:ubl:schema:xsd:Invoice-2", "Invoice");
    public static readonly Name CreditNote = Name.Known("urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2", "CreditNote");
    public static readonly Name ApplicationResponse = Name.Known("urn:oasis:names:specification:ubl:schema:xsd:ApplicationResponse-2", "ApplicationResponse");

    private const string Extensions = "urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2";

    /// <summary>The name that a table writes as <c>cac:Party</c>, <c>cbc:ID</c> or <c>ext:UBLExtensions</c>.</summary>
    public static Name Parse(string written) => written[..4] switch
    {
        "cac:" => Name.Known(Cac.Space, written[4..]),
        "cbc:" => Name.Known(Cbc.Space, written[4..]),
        "ext:" => Name.Known(Extensions, written[4..]),
        _ => throw new FormatException(written),
    };
}
