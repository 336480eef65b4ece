namespace Cartulaire.EInvoicing;

/// <summary>What a document may cost. What is beyond them is not read: <see cref="ReadFaultKind.TooLarge"/>, <see cref="ReadFaultKind.TooDeep"/>; or not checked: <see cref="ReadFaultKind.TooRepetitive"/>.</summary>
public sealed record ReadLimits
{
    /// <summary>Characters of all of it; 256 million hold attachments of 190 MB.</summary>
    public long Characters { get; init; } = 256L << 20;

    /// <summary>Elements within elements; UBL needs 12.</summary>
    public int Depth { get; init; } = 64;

    /// <summary>Elements in all; an invoice of 20,000 lines has less than a million.</summary>
    public int Elements { get; init; } = 4_000_000;

    /// <summary>Different names of elements that no rule asks for; UBL has 2,000 in all.</summary>
    public int Names { get; init; } = 20_000;

    /// <summary>Bytes of one tag, its attributes among them.</summary>
    public int Tag { get; init; } = 64 * 1024;

    /// <summary>Attributes of one element.</summary>
    public int Attributes { get; init; } = 64;

    /// <summary>Characters of one text that are kept; what is longer, such as an attachment, is passed over.</summary>
    public int LongestText { get; init; } = 64 * 1024;

    /// <summary>Characters that are kept of all texts and attributes together.</summary>
    public int Kept { get; init; } = 64 << 20;

    /// <summary>Bytes of a PDF, which is read into memory.</summary>
    public long Pdf { get; init; } = 64 << 20;

    /// <summary>Bytes of the XML embedded in a PDF, decompressed; it is read as it comes.</summary>
    public long Embedded { get; init; } = 256 << 20;

    /// <summary>Bytes of one attachment, decoded.</summary>
    public long Attachment { get; init; } = 128 << 20;

    /// <summary>How often the rules may look at each element, one with the other: in usual invoices they do 20 to 60 times, in one of 20,000 lines with twenty rates 90. A file made to keep them busy repeats what they compare with each other.</summary>
    public int Looks { get; init; } = 1_000;
}
