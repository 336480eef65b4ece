using System.Xml;
using System.Xml.Linq;
using Cartulaire.EInvoicing;
using Cartulaire.Tests.EInvoicing.Hostile;

namespace Cartulaire.Tests.EInvoicing.View;

/// <summary>Pages made in memory, read back with an XML parser.</summary>
internal static class Pages
{
    public static readonly XNamespace Html = "http://www.w3.org/1999/xhtml";

    /// <summary>The page of an invoice. That the parser takes it shows that it is well-formed.</summary>
    public static (XElement Page, CheckedInvoice Found) Of(Stream xml, Language language, RuleSet rules = RuleSet.AsDeclared)
    {
        using var stream = new MemoryStream();
        var found = InvoiceView.Write(xml, stream, language, rules: rules);
        Assert.Null(found.Fault);
        stream.Position = 0;
        return (Read(stream), found);
    }

    public static XElement Of(string xml, Language language = Language.French) => Of(xml.AsStream(), language).Page;

    /// <summary>Any XML, safely.</summary>
    public static XElement Read(Stream stream)
    {
        using var reader = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
        return XDocument.Load(reader).Root!;
    }

    /// <summary>Everything that a page shows, or holds beside what it shows: texts, and raw values of what is shown as readers write it.</summary>
    public static HashSet<string> Texts(XElement page)
    {
        var texts = new HashSet<string>(StringComparer.Ordinal);
        foreach (var element in page.Descendants().Where(e => e.Name != Html + "style"))
        {
            texts.Add(Plain(element.Value));
            texts.UnionWith(element.Attributes().Where(a => a.Name.LocalName is "value" or "data-raw").Select(a => Plain(a.Value)));
        }

        return texts;
    }

    /// <summary>Elements that hold text and no elements, attachments left out: the page names them only.</summary>
    public static IEnumerable<XElement> Leaves(XElement invoice)
        => invoice.Descendants().Where(e => !e.HasElements && e.Name.LocalName is not ("EmbeddedDocumentBinaryObject" or "AttachmentBinaryObject"));

    public static string Plain(string text) => string.Join(' ', text.Split([' ', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries));
}
