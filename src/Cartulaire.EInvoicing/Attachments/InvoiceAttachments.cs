using System.Xml;
using Cartulaire.EInvoicing.Cii;
using Cartulaire.EInvoicing.CodeLists;
using Cartulaire.EInvoicing.Containers;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Attachments;

/// <summary>
/// The supporting documents of an invoice (BG-24), one after the other as they stand in it; none is ever in memory whole.
/// </summary>
/// <example><code>
/// using var attachments = InvoiceAttachments.Read(stream);
/// while (attachments.Next() is { } attachment)
/// {
///     attachment.Content.CopyTo(somewhere);
/// }
/// </code></example>
public sealed class InvoiceAttachments : IDisposable
{
    private const string UblSpace = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2";
    private const string UblAggregates = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2";

    private readonly Container file;
    private readonly ReadLimits limits;
    private readonly MarkupGuard? guard;
    private readonly XmlReader? reader;
    private Base64Stream? last;
    private int count;

    private InvoiceAttachments(Container file, ReadLimits limits)
    {
        (this.file, this.limits, Fault) = (file, limits, file.Fault);
        if (file.Xml is null)
        {
            return;
        }

        guard = new MarkupGuard(file.Xml, limits.Tag);
        try
        {
            reader = XmlReader.Create(guard, DocumentReader.Settings(limits));
        }
        catch (Exception fault) when (DocumentReader.IsOfContent(fault))
        {
            Fault = DocumentReader.FaultOf(fault, guard, limits);
        }
    }

    /// <summary>Why the file cannot be read, or not to its end; null while there is no reason. To be looked at after the last attachment.</summary>
    public ReadFault? Fault { get; private set; }

    /// <summary>Begins to read.</summary>
    /// <param name="stream">An invoice: XML, alone, in an envelope or in a PDF; left open.</param>
    /// <param name="limits">What it may cost; null for the usual.</param>
    public static InvoiceAttachments Read(Stream stream, ReadLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        limits ??= new ReadLimits();
        return new InvoiceAttachments(Container.Open(stream, limits), limits);
    }

    /// <summary>The next attachment; null when there is none, or the file cannot be read (<see cref="Fault"/>). What of the content before has not been read is passed over.</summary>
    public InvoiceAttachment? Next()
    {
        if (reader is null || Fault is not null)
        {
            return null;
        }

        try
        {
            if (last?.Broken is { } broken)
            {
                Fault = DocumentReader.FaultOf(broken, guard!, limits);
                return null;
            }

            return Find();
        }
        catch (Exception fault) when (DocumentReader.IsOfContent(fault))
        {
            Fault = file.WhyItEnded() ?? DocumentReader.FaultOf(fault, guard!, limits);
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        reader?.Dispose();
        guard?.Dispose();
        file.Dispose();
    }

    // What is said of a document stands before its content, in both syntaxes.
    private InvoiceAttachment? Find()
    {
        AttachmentHead? head = null;
        while (reader!.Read())
        {
            if (reader.Depth >= limits.Depth)
            {
                Fault = Refuse(ReadFaultKind.TooDeep, limits.Depth);
                return null;
            }

            if (reader.NodeType == XmlNodeType.EndElement && IsDocument())
            {
                if (head is { Location.Length: > 0 })
                {
                    return new InvoiceAttachment(head, null, null);
                }

                head = null;
            }

            if (reader.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            if (++count > limits.Elements)
            {
                Fault = Refuse(ReadFaultKind.TooLarge, limits.Elements);
                return null;
            }

            if (IsDocument())
            {
                head = new AttachmentHead();
            }
            else if (head is not null && IsContent())
            {
                return Open(head);
            }
            else if (head is not null)
            {
                Take(head);
            }
        }

        Fault = guard!.IsTooLong ? Refuse(ReadFaultKind.TooLarge, limits.Tag) : file.WhyItEnded();
        return null;
    }

    private InvoiceAttachment Open(AttachmentHead head)
    {
        head.MediaType = Blank.Normalize(reader!.GetAttribute("mimeCode") ?? "").ToLowerInvariant();
        head.Name = reader.GetAttribute("filename") ?? "";
        last = new Base64Stream(reader, limits.Attachment);
        return new InvoiceAttachment(head, last, WhatIsWrong(head.MediaType, last));
    }

    private static AttachmentFault? WhatIsWrong(string declared, Base64Stream content)
    {
        var head = content.Peek();
        if (head.IsEmpty)
        {
            return content.Fault ?? new AttachmentFault(AttachmentFaultKind.Empty, "");
        }

        var found = MediaTypes.Of(head);
        return !Codes.Attachments.Has(declared) ? new AttachmentFault(AttachmentFaultKind.NotAllowed, declared.Length > 0 ? declared : found)
            : found == (declared == "text/csv" ? MediaTypes.Text : declared) ? null
            : new AttachmentFault(AttachmentFaultKind.WrongType, found);
    }

    private void Take(AttachmentHead head)
    {
        switch (reader!.NamespaceURI, reader.LocalName)
        {
            case (UblSpace, "ID") or (Ram.Space, "IssuerAssignedID"):
                head.Id = Text(head.Id);
                break;
            case (UblSpace, "DocumentDescription") or (Ram.Space, "Name"):
                head.Description = Text(head.Description);
                break;
            case (UblSpace, "URI") or (Ram.Space, "URIID"):
                head.Location = Text(head.Location);
                break;
        }
    }

    // The first of several counts; of a long one the beginning.
    private string Text(string known)
    {
        if (known.Length > 0 || reader!.IsEmptyElement || !reader.Read() || reader.NodeType is not (XmlNodeType.Text or XmlNodeType.CDATA))
        {
            return known;
        }

        var buffer = new char[Math.Min(limits.LongestText, 4096)];
        return Blank.Normalize(new string(buffer, 0, reader.ReadValueChunk(buffer, 0, buffer.Length)));
    }

    private bool IsDocument() => (reader!.NamespaceURI, reader.LocalName) is (UblAggregates, "AdditionalDocumentReference") or (Ram.Space, "AdditionalReferencedDocument");

    private bool IsContent() => (reader!.NamespaceURI, reader.LocalName) is (UblSpace, "EmbeddedDocumentBinaryObject") or (Ram.Space, "AttachmentBinaryObject");

    private ReadFault Refuse(ReadFaultKind kind, long limit)
        => new(kind, (reader as IXmlLineInfo)?.LineNumber ?? 0, (reader as IXmlLineInfo)?.LinePosition ?? 0, limit.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
