using System.Globalization;
using Cartulaire.EInvoicing.Messages;

namespace Cartulaire.EInvoicing;

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

    /// <summary>It is an archive (ZIP and the like), which may hold anything; what kind of archive the detail says.</summary>
    Archive,

    /// <summary>It is a file of another kind, such as an image; which, the detail says.</summary>
    OtherFile,

    /// <summary>It is a PDF that cannot be read, or the file embedded in it cannot.</summary>
    BrokenPdf,

    /// <summary>It is a PDF that only a password opens.</summary>
    EncryptedPdf,

    /// <summary>It is a PDF without embedded XML, or an envelope without content.</summary>
    NoInvoice,

    /// <summary>It is a PDF or an envelope with several invoices, and nothing says which is meant.</summary>
    SeveralInvoices,

    /// <summary>Elements that rules compare with each other repeat so often that checking it would not end.</summary>
    TooRepetitive,
}

/// <summary>A document that cannot be read, and where.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Line">Line, from 1; 0 when it has none.</param>
/// <param name="Column">Column, from 1; 0 when it has none.</param>
/// <param name="Detail">For those who look into it: the parser's own words, the limit, the kind of file, or names of the files embedded in it.</param>
public sealed record ReadFault(ReadFaultKind Kind, int Line, int Column, string Detail)
{
    /// <summary>What was found and what is expected, in words that a supplier understands.</summary>
    /// <param name="language">The reader's language; English where nothing is written in it.</param>
    public string Message(Language language) => Sentence.Fill(Sentences.Of(Identifier, language), name => name switch
    {
        "line" when Line > 0 => Line.ToString(CultureInfo.InvariantCulture),
        "column" when Line > 0 => Column.ToString(CultureInfo.InvariantCulture),
        "limit" when Detail.All(char.IsAsciiDigit) => Detail,
        "found" when !Detail.All(char.IsAsciiDigit) => Quote.Of(Detail),
        _ => null,
    });

#pragma warning disable CS8524 // A kind that is added later must be told too: the compiler sees to it. Values without a name are none.
    /// <summary>Identifier of the sentence that says why.</summary>
    internal string Identifier => Kind switch
    {
        ReadFaultKind.NotXml => "not-xml",
        ReadFaultKind.Dtd => "dtd",
        ReadFaultKind.Encoding => "encoding",
        ReadFaultKind.TooDeep => "too-deep",
        ReadFaultKind.TooLarge => "too-large",
        ReadFaultKind.NotAnInvoice => "not-an-invoice",
        ReadFaultKind.NotAResponse => "not-a-response",
        ReadFaultKind.Incomplete => "incomplete",
        ReadFaultKind.Archive => "archive",
        ReadFaultKind.OtherFile => "other-file",
        ReadFaultKind.BrokenPdf => "broken-pdf",
        ReadFaultKind.EncryptedPdf => "encrypted-pdf",
        ReadFaultKind.NoInvoice => "no-invoice",
        ReadFaultKind.SeveralInvoices => "several-invoices",
        ReadFaultKind.TooRepetitive => "too-repetitive",
    };
#pragma warning restore CS8524
}
