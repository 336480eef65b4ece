using System.IO.Compression;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Exceptions;
using UglyToad.PdfPig.Tokens;

namespace Cartulaire.EInvoicing.Containers;

/// <summary>The XML of an invoice in a PDF (PDF/A-3 associated files, ISO 19005-3; ISO 32000-2, 7.11 and 14.13).</summary>
internal sealed class PdfFile
{
    private const int DeepestTree = 32;
    private const int MostFiles = 1_000;

    // What Factur-X, ZUGFeRD 1 and 2, XRechnung and Order-X call theirs.
    private static readonly HashSet<string> KnownNames = new(StringComparer.OrdinalIgnoreCase) { "factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml", "order-x.xml" };

    private readonly Structure structure;
    private readonly List<Attached> files = [];

    private PdfFile(Structure structure) => this.structure = structure;

    /// <summary>Opens the XML of the invoice that a PDF holds.</summary>
    /// <returns>The XML, decoded while it is read; or why there is none.</returns>
    public static (BoundedStream? Xml, ReadFault? Fault) OpenXml(byte[] pdf, ReadLimits limits)
    {
        try
        {
            var options = new ParsingOptions { UseLenientParsing = true, SkipMissingFonts = true, FilterProvider = new BoundedFilters() };
            using var document = PdfDocument.Open(pdf, options);
            return new PdfFile(document.Structure).Choose(limits);
        }
        catch (PdfDocumentEncryptedException)
        {
            return Refuse(ReadFaultKind.EncryptedPdf, "");
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // PdfPig has an exception of some kind for everything that may be wrong.
            return Refuse(ReadFaultKind.BrokenPdf, fault.GetType().Name);
        }
    }

    private (BoundedStream?, ReadFault?) Choose(ReadLimits limits)
    {
        var catalog = structure.Catalog.CatalogDictionary;
        foreach (var item in Get<ArrayToken>(catalog, "AF")?.Data ?? [])
        {
            Take(Resolve(item) as DictionaryToken, null, true);
        }

        if (Get<DictionaryToken>(catalog, "Names") is { } names && Get<DictionaryToken>(names, "EmbeddedFiles") is { } tree)
        {
            Walk(tree, 0);
        }

        // By name, else by being XML at all; of several the one that the PDF says it is made for.
        var named = files.FindAll(f => KnownNames.Contains(f.Name));
        var candidates = named.Count > 0 ? named : files.FindAll(f => f.Name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase));
        var related = candidates.FindAll(f => f.IsRelated);
        return (related.Count > 0 ? related : candidates) switch
        {
            [] => Refuse(ReadFaultKind.NoInvoice, string.Join(", ", files.Select(f => f.Name).Take(10))),
            [var only] => Open(only.Content, limits),
            var several => Refuse(ReadFaultKind.SeveralInvoices, string.Join(", ", several.Select(f => f.Name).Take(10))),
        };
    }

    private void Walk(DictionaryToken node, int depth)
    {
        if (depth > DeepestTree || files.Count > MostFiles)
        {
            return;
        }

        foreach (var child in Get<ArrayToken>(node, "Kids")?.Data ?? [])
        {
            if (Resolve(child) is DictionaryToken kid)
            {
                Walk(kid, depth + 1);
            }
        }

        var pairs = Get<ArrayToken>(node, "Names")?.Data ?? [];
        for (var i = 0; i + 1 < pairs.Count; i += 2)
        {
            Take(Resolve(pairs[i + 1]) as DictionaryToken, TextOf(Resolve(pairs[i])), false);
        }
    }

    // The same file stands in the list of associated files and in the tree of names: it counts once.
    private void Take(DictionaryToken? specification, string? key, bool isAssociated)
    {
        if (specification is null || files.Count > MostFiles || Get<DictionaryToken>(specification, "EF") is not { } embedded)
        {
            return;
        }

        foreach (var entry in new[] { "UF", "F" })
        {
            if (!embedded.TryGet(NameToken.Create(entry), out IToken token) || Resolve(token) is not StreamToken content)
            {
                continue;
            }

            var reference = (token as IndirectReferenceToken)?.Data;
            if (!files.Exists(f => ReferenceEquals(f.Content, content) || (reference is not null && f.Reference.Equals(reference))))
            {
                var name = TextOf(Get<IToken>(specification, "UF")) ?? TextOf(Get<IToken>(specification, "F")) ?? key ?? "";
                files.Add(new Attached(name[(name.LastIndexOfAny(['/', '\\', ':']) + 1)..], content, reference, isAssociated && Get<NameToken>(specification, "AFRelationship")?.Data is "Alternative" or "Data" or "Source"));
            }

            return;
        }
    }

    private (BoundedStream?, ReadFault?) Open(StreamToken content, ReadLimits limits)
    {
        var filter = Get<IToken>(content.StreamDictionary, "Filter") switch
        {
            ArrayToken { Data: [var only] } => Resolve(only),
            ArrayToken { Data.Count: 0 } => null,
            var other => other,
        };
        var data = new MemoryStream(content.Data.ToArray(), writable: false);
        return filter switch
        {
            null => (new BoundedStream(data, limits.Embedded), null),
            NameToken { Data: "FlateDecode" or "Fl" } => (new BoundedStream(new ZLibStream(data, CompressionMode.Decompress), limits.Embedded), null),
            _ => Refuse(ReadFaultKind.BrokenPdf, filter.ToString() ?? ""),
        };
    }

    private T? Get<T>(DictionaryToken dictionary, string name)
        where T : class, IToken
        => dictionary.TryGet(NameToken.Create(name), out IToken token) ? Resolve(token) as T : null;

    // A reference to a reference is no legal PDF: a few are followed.
    private IToken? Resolve(IToken? token)
    {
        for (var hop = 0; hop < 8 && token is IndirectReferenceToken reference; hop++)
        {
            token = structure.GetObject(reference.Data)?.Data;
        }

        return token is IndirectReferenceToken ? null : token;
    }

    private static string? TextOf(IToken? token) => token switch
    {
        StringToken text => text.Data,
        HexToken hex when hex.Bytes is [0xFE, 0xFF, ..] => System.Text.Encoding.BigEndianUnicode.GetString(hex.Bytes.ToArray().AsSpan(2)),
        HexToken hex => hex.Data,
        _ => null,
    };

    private static (BoundedStream?, ReadFault?) Refuse(ReadFaultKind kind, string detail) => (null, new ReadFault(kind, 0, 0, detail));

    /// <summary>A file in the PDF.</summary>
    /// <param name="Name">Its name, without folders.</param>
    /// <param name="Content">Its content, as it is stored.</param>
    /// <param name="Reference">Which object that is.</param>
    /// <param name="IsRelated">The PDF says that it is made for this file.</param>
    private sealed record Attached(string Name, StreamToken Content, IndirectReference? Reference, bool IsRelated);
}
