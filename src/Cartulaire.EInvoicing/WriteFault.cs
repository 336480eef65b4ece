using Cartulaire.EInvoicing.Model;

namespace Cartulaire.EInvoicing;

/// <summary>Why an invoice cannot be written.</summary>
public enum WriteFaultKind
{
    /// <summary>A term is missing that the syntax wants.</summary>
    Missing,

    /// <summary>A text has a character that XML cannot hold.</summary>
    NotXml,

    /// <summary>The syntax has no way to write the value so that it is read again.</summary>
    NotExpressible,

    /// <summary>An attachment has no <see cref="AttachedDocument.Content"/>.</summary>
    NoContent,
}

/// <summary>A term that keeps an invoice from being written.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Term">The term, such as <c>BT-1</c>.</param>
/// <param name="Line">In which line, by its place from 1; 0 when it belongs to no line.</param>
public sealed record WriteFault(WriteFaultKind Kind, string Term, int Line);

/// <summary>Whether an invoice was written.</summary>
/// <param name="Faults">What kept it from being written, in the order of the document; nothing was written then.</param>
public sealed record WrittenInvoice(ValueList<WriteFault> Faults)
{
    /// <summary>It was written, whole.</summary>
    public bool IsWritten => Faults.Count == 0;
}
