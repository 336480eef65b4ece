using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace Cartulaire.Tests.Planned;

/// <summary>An invoice as it is written, each element that holds a term of EN 16931 knowing which.</summary>
internal sealed class Written(XDocument document, bool isUbl)
{
    public XElement Root => document.Root!;

    public bool IsUbl => isUbl;

    /// <summary>The elements that hold a term, in order.</summary>
    public List<XElement> All(string term) => [.. Root.DescendantsAndSelf().Where(e => e.Annotation<Term>()?.Name == term)];

    /// <summary>The file.</summary>
    public byte[] Bytes()
    {
        using var stream = new MemoryStream();
        using (var writer = XmlWriter.Create(stream, new XmlWriterSettings { Indent = true, IndentChars = " ", NewLineChars = "\n" }))
        {
            document.Save(writer);
        }

        return stream.ToArray();
    }

    public override string ToString() => document.ToString();
}

/// <summary>What an element holds: a term (BT-1) or a group of them (BG-4).</summary>
internal sealed record Term(string Name);

/// <summary>Building elements briefly: what is null is left out, and so is an element with nothing in it.</summary>
internal static class Building
{
    /// <summary>Says which term an element holds.</summary>
    public static XElement? As(this XElement? element, string term)
    {
        element?.AddAnnotation(new Term(term));
        return element;
    }

    /// <summary>An element with a text; null when there is none.</summary>
    public static XElement? Text(XName name, string? text, string? term = null, string? attribute = null, string? value = null)
    {
        if (text is null)
        {
            return null;
        }

        var element = new XElement(name, value is null ? null : new XAttribute(attribute!, value), text);
        return term is null ? element : element.As(term);
    }

    /// <summary>An element around others; null when there are none.</summary>
    public static XElement? Group(XName name, params object?[] content)
    {
        var element = new XElement(name, content);
        return element.HasElements ? element : null;
    }

    public static string Number(decimal number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Amount(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture);

    public static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
