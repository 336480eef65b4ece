using System.Globalization;
using System.Text;

namespace Cartulaire.EInvoicing.View;

/// <summary>Writes HTML that is well-formed XML too. Markup comes from this library only; whatever comes from a file goes through <see cref="Text"/> or an attribute, encoded.</summary>
internal sealed class Html(Stream stream) : IDisposable
{
    private readonly StreamWriter writer = new(stream, new UTF8Encoding(false), 32 * 1024, leaveOpen: true);

    /// <summary>Markup, as it is.</summary>
    public Html Markup(string markup)
    {
        writer.Write(markup);
        return this;
    }

    /// <summary>Text. Signs that would turn or hide other text (directions, zero width) are shown by their number instead.</summary>
    public Html Text(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (Misleads(rune))
            {
                writer.Write("<span class=\"sign\">U+");
                writer.Write(rune.Value.ToString("X4", CultureInfo.InvariantCulture));
                writer.Write("</span>");
            }
            else
            {
                Encode(rune);
            }
        }

        return this;
    }

    /// <summary>Text set apart, so that its direction does not touch what stands around it.</summary>
    public Html Isolated(string text) => Markup("<bdi>").Text(text).Markup("</bdi>");

    /// <summary>An attribute.</summary>
    public Html Attribute(string name, string value)
    {
        Markup(" ").Markup(name).Markup("=\"");
        foreach (var rune in value.EnumerateRunes())
        {
            // A parser makes blanks of line ends in attributes that are not written as numbers.
            if (rune.Value is '\n' or '\t')
            {
                Markup(rune.Value == '\n' ? "&#10;" : "&#9;");
                continue;
            }

            Encode(rune);
        }

        return Markup("\"");
    }

    public void Dispose() => writer.Dispose();

    private void Encode(Rune rune)
    {
        switch (rune.Value)
        {
            case '<':
                writer.Write("&lt;");
                break;
            case '>':
                writer.Write("&gt;");
                break;
            case '&':
                writer.Write("&amp;");
                break;
            case '"':
                writer.Write("&#34;");
                break;
            case '\'':
                writer.Write("&#39;");
                break;
            case '\r':
                writer.Write("&#13;");
                break;
            case < 0x80:
                writer.Write((char)rune.Value);
                break;
            default:
                Span<char> chars = stackalloc char[2];
                writer.Write(chars[..rune.EncodeToUtf16(chars)]);
                break;
        }
    }

    // A ZERO WIDTH (NON-)JOINER belongs to the writing of some languages, and turns nothing.
    private static bool Misleads(Rune rune) => rune.Value is not (0x200C or 0x200D)
        && (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
        && rune.Value is not ('\t' or '\n' or '\r' or 0xAD);
}
