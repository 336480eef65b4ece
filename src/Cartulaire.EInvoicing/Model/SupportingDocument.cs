using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Model;

/// <summary>A document that supports the invoice (BG-24).</summary>
public sealed record SupportingDocument
{
    /// <summary>Its reference (BT-122).</summary>
    public string? Reference { get; init; }

    /// <summary>What it is, in words (BT-123).</summary>
    public string? Description { get; init; }

    /// <summary>Address from which it can be had (BT-124).</summary>
    public string? ExternalLocation { get; init; }

    /// <summary>The document itself, when the invoice holds it (BT-125).</summary>
    public AttachedDocument? Attachment { get; init; }
}

/// <summary>A document within the invoice (BT-125): what it is, not its bytes. Two are equal when they are called the same and of the same kind.</summary>
public sealed record AttachedDocument
{
    /// <summary>Its kind, MIME (BT-125-1).</summary>
    public string? MimeType { get; init; }

    /// <summary>Name of its file (BT-125-2).</summary>
    public string? FileName { get; init; }

    /// <summary>Where it stands in the document that was read: XPath of its element; null when it was not read.</summary>
    public string? Location => Element is null ? null : Xml.Location.Of(Element);

    /// <summary>Opens its bytes, for the writer, which closes them. Reading leaves it null: an attachment stays in its document.</summary>
    public Func<Stream>? Content { get; init; }

    internal Element? Element { get; init; }

    /// <summary>Same name and kind.</summary>
    public bool Equals(AttachedDocument? other) => other is not null && MimeType == other.MimeType && FileName == other.FileName;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(MimeType, FileName);
}
