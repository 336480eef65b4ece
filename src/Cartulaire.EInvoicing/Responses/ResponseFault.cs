namespace Cartulaire.EInvoicing.Responses;

/// <summary>Why a response cannot be written.</summary>
public enum ResponseFaultKind
{
    /// <summary>Something is required and absent, or is there and blank.</summary>
    Missing,

    /// <summary>A text holds characters that XML cannot.</summary>
    NotXml,

    /// <summary>The status needs a code that says why (Peppol: PEPPOL-T111-R001).</summary>
    ReasonMissing,

    /// <summary>Two things are said that exclude each other.</summary>
    Contradiction,
}

/// <summary>Something that keeps a response from being written.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Place">Where it would stand, such as <c>cac:SenderParty/cbc:EndpointID</c>.</param>
public sealed record ResponseFault(ResponseFaultKind Kind, string Place);
