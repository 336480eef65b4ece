namespace Cartulaire.EInvoicing.Xml;

/// <summary>Why a document cannot be read.</summary>
public enum ReadFaultKind
{
    /// <summary>It is not well-formed XML, or ends too early.</summary>
    NotXml,

    /// <summary>It has a document type declaration, which no invoice needs and attackers use.</summary>
    Dtd,

    /// <summary>Its encoding is unknown, or its bytes are not of the encoding that it names.</summary>
    Encoding,

    /// <summary>Elements stand deeper within each other than allowed.</summary>
    TooDeep,

    /// <summary>It is larger than allowed.</summary>
    TooLarge,

    /// <summary>Its outermost element is that of no invoice known here.</summary>
    NotAnInvoice,

    /// <summary>It is not the response that was asked for.</summary>
    NotAResponse,

    /// <summary>Something that its specification demands is absent, or is not what it may be.</summary>
    Incomplete,
}

/// <summary>A document that cannot be read, and where.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Line">Line, from 1; 0 when it has none.</param>
/// <param name="Column">Column, from 1; 0 when it has none.</param>
/// <param name="Detail">For those who look into it: the parser's own words, or the limit.</param>
public sealed record ReadFault(ReadFaultKind Kind, int Line, int Column, string Detail);
