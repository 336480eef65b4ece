using System.Globalization;
using System.Runtime.InteropServices;
using Cartulaire.EInvoicing.Model;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Reading;

/// <summary>Takes values out of a document, and knows in the end what nobody took. A value that is not of its type is not taken.</summary>
/// <param name="document">The document.</param>
/// <param name="longestText">From how many characters on a text may have been cut: it is no value then.</param>
internal sealed class Intake(Document document, int longestText)
{
    private const NumberStyles Written = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    private readonly HashSet<Element> texts = [];
    private readonly HashSet<(Element, string)> attributes = [];

    public Element Root => document.Root;

    /// <summary>Currency of amounts (BT-5): an amount that names it says nothing more.</summary>
    public string? Currency { get; set; }

    /// <summary>A text, without white space around; null when there is none.</summary>
    public string? Text(Element? element)
    {
        if (element is null || element.Text.Length >= longestText || Blank.Trim(element.Text) is not { Length: > 0 } text)
        {
            return null;
        }

        texts.Add(element);
        return text;
    }

    /// <summary>The first text at the end of a path.</summary>
    public string? Text(Element? at, params ReadOnlySpan<Name> path) => Text(at?.Find(path));

    /// <summary>An attribute, without white space around; null when it is absent or blank.</summary>
    public string? Attribute(Element? element, string name)
    {
        if (element?.Attribute(name) is not { } written || Blank.Trim(written) is not { Length: > 0 } value)
        {
            return null;
        }

        attributes.Add((element, name));
        return value;
    }

    /// <summary>An identifier with its scheme.</summary>
    public Identifier? Identifier(Element? element, string scheme = "schemeID", string version = "schemeVersionID")
        => Text(element) is { } value ? new Identifier(value, Attribute(element, scheme), Attribute(element, version)) : null;

    /// <summary>A number (<c>xs:decimal</c>) whose every digit a decimal can hold.</summary>
    public decimal? Number(Element? element)
    {
        if (element is null || Blank.Trim(element.Text) is var text && !decimal.TryParse(text, Written, CultureInfo.InvariantCulture, out _))
        {
            return null;
        }

        var value = decimal.Parse(text, Written, CultureInfo.InvariantCulture);
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var decimals = point < 0 ? 0 : text.Length - point - 1;
        return value.Scale == decimals && Text(element) is not null ? value : null;
    }

    /// <summary>An amount in the currency of the invoice; another currency that it names stays.</summary>
    public decimal? Amount(Element? element) => Amount(element, Currency);

    /// <summary>An amount in a currency; another one that it names stays.</summary>
    public decimal? Amount(Element? element, string? currency)
    {
        var value = Number(element);
        if (value is not null)
        {
            ConstantAttribute(element, "currencyID", currency);
        }

        return value;
    }

    /// <summary>A day, written <c>2026-11-26</c>; a time zone is left, with the whole text.</summary>
    public DateOnly? Date(Element? element) => Date(element, "yyyy-MM-dd");

    /// <summary>A day written in a format; of a longer text its beginning, and the whole text is left.</summary>
    public DateOnly? Date(Element? element, string format)
    {
        var text = element is null ? string.Empty : Blank.Trim(element.Text);
        if (text.Length < format.Length || !DateOnly.TryParseExact(text.AsSpan(0, format.Length), format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return null;
        }

        if (text.Length == format.Length)
        {
            texts.Add(element!);
        }

        return day;
    }

    /// <summary>Whether an element says one thing, which is then part of the syntax and no value.</summary>
    public bool Constant(Element? element, string? text)
    {
        var says = element is not null && text is not null && string.Equals(Blank.Trim(element.Text), text, StringComparison.OrdinalIgnoreCase);
        if (says)
        {
            texts.Add(element!);
        }

        return says;
    }

    /// <summary>The same of an attribute.</summary>
    public bool ConstantAttribute(Element? element, string name, string? text)
    {
        var says = element?.Attribute(name) is { } value && Blank.Trim(value) == text;
        if (says)
        {
            attributes.Add((element!, name));
        }

        return says;
    }

    /// <summary>The bytes of an attachment: described, never read.</summary>
    public AttachedDocument? Attachment(Element? element)
    {
        if (element is null)
        {
            return null;
        }

        texts.Add(element);
        return new AttachedDocument { MimeType = Attribute(element, "mimeCode"), FileName = Attribute(element, "filename"), Element = element };
    }

    /// <summary>A group, or null when nothing of it was there.</summary>
    public static T? Some<T>(T group)
        where T : class, new()
        => group.Equals(new T()) ? null : group;

    /// <summary>A list of what elements hold, those that hold nothing left out.</summary>
    public static ValueList<T> List<T>(IEnumerable<Element> elements, Func<Element, T?> read)
        where T : class
    {
        var values = new List<T>();
        foreach (var element in elements)
        {
            if (read(element) is { } value)
            {
                values.Add(value);
            }
        }

        return ValueList.Create<T>(CollectionsMarshal.AsSpan(values));
    }

    /// <summary>What nobody took, in document order.</summary>
    public ValueList<Extension> Rest()
    {
        var rest = new List<Extension>();
        foreach (var element in document.Elements)
        {
            foreach (var (name, value) in element.Attributes)
            {
                if (!attributes.Contains((element, name)))
                {
                    rest.Add(new Extension(element, name, Blank.Trim(value)));
                }
            }

            if (!texts.Contains(element) && Blank.Trim(element.Text) is { Length: > 0 } text)
            {
                rest.Add(new Extension(element, null, text));
            }
        }

        return ValueList.Create<Extension>(CollectionsMarshal.AsSpan(rest));
    }
}
