using System.Net;
using System.Text;

namespace Cartulaire.Engines.Conversion.Text;

/// <summary>The words of an HTML page, by one pass over its characters: no tree, nothing fetched, nothing run.</summary>
internal static class HtmlText
{
    private static readonly string[] Silent = ["script", "style", "template", "noscript", "svg", "object", "iframe"];
    private static readonly string[] Breaks = ["p", "br", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "title", "table", "blockquote", "section", "article", "hr", "pre", "dt", "dd"];

    public static async Task<DocumentText> ReadAsync(string path, CancellationToken ct)
    {
        var bytes = await File.ReadAllBytesAsync(path, ct);
        return PlainText.Document(FileKind.Html, ToText(PlainText.Decode(bytes)), PlainText.Tool);
    }

    public static string ToText(string html)
    {
        var text = new StringBuilder(html.Length / 2);
        var at = 0;
        while (at < html.Length)
        {
            var tag = html.IndexOf('<', at);
            Append(text, tag < 0 ? html[at..] : html[at..tag]);
            at = tag < 0 ? html.Length : AfterTag(html, tag, text);
        }

        return Tidy(text.ToString());
    }

    private static int AfterTag(string html, int tag, StringBuilder text)
    {
        if (string.CompareOrdinal(html, tag, "<!--", 0, 4) == 0)
        {
            return After(html, "-->", tag);
        }

        var end = html.IndexOf('>', tag);
        if (end < 0)
        {
            return html.Length;
        }

        var name = html.AsSpan(tag + 1, end - tag - 1).TrimStart('/');
        var length = name.IndexOfAny(" \t\r\n/");
        var lower = (length < 0 ? name : name[..length]).ToString().ToLowerInvariant();
        if (html[tag + 1] != '/' && html[end - 1] != '/' && Silent.Contains(lower, StringComparer.Ordinal))
        {
            return After(html, $"</{lower}", end);
        }

        text.Append(Breaks.Contains(lower, StringComparer.Ordinal) ? "\n" : lower is "td" or "th" ? "\t" : "");
        return end + 1;
    }

    private static int After(string html, string mark, int from)
    {
        var found = html.IndexOf(mark, from, StringComparison.OrdinalIgnoreCase);
        return found < 0 ? html.Length : found + (mark[0] == '-' ? mark.Length : 0);
    }

    private static void Append(StringBuilder text, string raw)
    {
        foreach (var character in WebUtility.HtmlDecode(raw))
        {
            text.Append(character is '\r' or '\n' or '\t' or '\u00A0' ? ' ' : character);
        }
    }

    private static string Tidy(string text)
    {
        var lines = text.Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))).Where(line => line.Length > 0);
        return string.Join('\n', lines);
    }
}
