using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Containers;

/// <summary>UN/CEFACT Standard Business Document Header: the envelope and what is read of its header.</summary>
internal static class Sbdh
{
    /// <summary>Their namespace.</summary>
    public const string Space = "http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader";

    public static readonly Name BusinessScope = Of(nameof(BusinessScope));
    public static readonly Name CreationDateAndTime = Of(nameof(CreationDateAndTime));
    public static readonly Name DocumentIdentification = Of(nameof(DocumentIdentification));
    public static readonly Name Identifier = Of(nameof(Identifier));
    public static readonly Name InstanceIdentifier = Of(nameof(InstanceIdentifier));
    public static readonly Name Receiver = Of(nameof(Receiver));
    public static readonly Name Scope = Of(nameof(Scope));
    public static readonly Name Sender = Of(nameof(Sender));
    public static readonly Name StandardBusinessDocument = Of(nameof(StandardBusinessDocument));
    public static readonly Name StandardBusinessDocumentHeader = Of(nameof(StandardBusinessDocumentHeader));
    public static readonly Name Type = Of(nameof(Type));

    private static Name Of(string local) => Name.Known(Space, local);
}
