namespace Cartulaire.EInvoicing.Attachments;

/// <summary>What is wrong with an attachment.</summary>
public enum AttachmentFaultKind
{
    /// <summary>Its declared type is none that EN 16931 allows: PDF, PNG, JPEG, CSV, XLSX, ODS.</summary>
    NotAllowed,

    /// <summary>Its content is not of its declared type: what it looks like, the fault says.</summary>
    WrongType,

    /// <summary>There is no content.</summary>
    Empty,

    /// <summary>Its text is not base64, or ends too early; what came before was given.</summary>
    NotBase64,

    /// <summary>It is larger than allowed; what came before was given.</summary>
    TooLarge,
}

/// <summary>What is wrong with an attachment, and what was found.</summary>
/// <param name="Kind">What.</param>
/// <param name="Found">The type that was declared, or that the content looks like; the character that is none of base64; the limit.</param>
public sealed record AttachmentFault(AttachmentFaultKind Kind, string Found);

/// <summary>A supporting document in an invoice (BG-24).</summary>
public sealed class InvoiceAttachment
{
    private readonly Base64Stream? content;
    private readonly AttachmentFault? fault;

    internal InvoiceAttachment(AttachmentHead head, Base64Stream? content, AttachmentFault? fault)
    {
        (Reference, Description, FileName, MimeType, ExternalLocation) = (head.Id, head.Description, FileNames.Harmless(head.Name), head.MediaType, head.Location);
        (this.content, this.fault) = (content, fault);
    }

    /// <summary>Reference of the document (BT-122); empty when there is none.</summary>
    public string Reference { get; }

    /// <summary>Description (BT-123); empty when there is none.</summary>
    public string Description { get; }

    /// <summary>Name of the file (BT-125-2), without folders or anything else that a file system or a reader could be misled by; never empty.</summary>
    public string FileName { get; }

    /// <summary>Declared media type (BT-125-1), in small letters; empty when there is none.</summary>
    public string MimeType { get; }

    /// <summary>Where the document is to be found outside (BT-124), as written: nothing is fetched. Empty when it is inside.</summary>
    public string ExternalLocation { get; }

    /// <summary>The content (BT-125), decoded while it is read; once, before the next attachment is asked for. Empty when the document is outside.</summary>
    public Stream Content => content ?? Stream.Null;

    /// <summary>What is wrong. What the type tells is known from the beginning; whether all of it is base64, and how long it is, only when the content has been read to its end.</summary>
    public AttachmentFault? Fault => fault ?? content?.Fault;
}
