using System.Globalization;
using System.Text;

namespace Cartulaire.Kernel.Query;

/// <summary>Writes a search so that <see cref="QueryParser"/> reads the same search back: saved searches, addresses, cursors.</summary>
public static class QueryText
{
    /// <summary>The canonical text. Fields are written by id.</summary>
    public static string Of(QueryNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        var text = new StringBuilder();
        Write(text, node, nested: false);
        return text.ToString();
    }

    private static void Write(StringBuilder text, QueryNode node, bool nested)
    {
        switch (node)
        {
            case Everything: text.Append('*'); break;
            case TextNode t: WriteText(text, t); break;
            case DateNode d: Range(text, d.Field, Day(d.From), Day(d.To)); break;
            case NumberNode n: WriteNumber(text, n); break;
            case PresentNode p: Field(text, p.Field).Append('*'); break;
            case InTreeNode t: text.Append("$tree:").Append(t.Folder.ToString(CultureInfo.InvariantCulture)); break;
            case NotNode n:
                text.Append("NOT ");
                Write(text, n.Clause, nested: true);
                break;
            case AllNode a: Join(text, a.Clauses, " AND ", nested); break;
            case AnyNode a: Join(text, a.Clauses, " OR ", nested); break;
            default: throw new NotSupportedException(node.GetType().Name);
        }
    }

    private static void Join(StringBuilder text, NodeList clauses, string between, bool nested)
    {
        if (nested)
        {
            text.Append('(');
        }

        for (var i = 0; i < clauses.Count; i++)
        {
            if (i > 0)
            {
                text.Append(between);
            }

            Write(text, clauses[i], nested: true);
        }

        if (nested)
        {
            text.Append(')');
        }
    }

    private static void WriteText(StringBuilder text, TextNode node)
    {
        if (node.Field is not null)
        {
            Field(text, node.Field);
        }

        if (node.Match is TextMatch.Phrase or TextMatch.Exact)
        {
            text.Append('"').Append(node.Text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)).Append('"');
            return;
        }

        text.Append(Word(node.Text)).Append(node.Match switch { TextMatch.Prefix => "*", TextMatch.Fuzzy1 => "~1", TextMatch.Fuzzy2 => "~2", _ => "" });
    }

    private static void WriteNumber(StringBuilder text, NumberNode n)
    {
        var (from, to) = (Figure(n.From), Figure(n.To));
        if (n.FromIncluded && n.ToIncluded)
        {
            Range(text, n.Field, from, to);
            return;
        }

        text.Append(from is not null && to is not null ? "(" : "");
        if (from is not null)
        {
            Field(text, n.Field).Append(n.FromIncluded ? ">=" : ">").Append(from).Append(to is null ? "" : " AND ");
        }

        if (to is not null)
        {
            Field(text, n.Field).Append(n.ToIncluded ? "<=" : "<").Append(to);
        }

        text.Append(from is not null && to is not null ? ")" : "");
    }

    private static void Range(StringBuilder text, FieldRef field, string? from, string? to)
    {
        Field(text, field);
        _ = (from, to) switch
        {
            (null, null) => text.Append(".."),
            (not null, null) => text.Append(">=").Append(from),
            (null, not null) => text.Append("<=").Append(to),
            _ => text.Append(from).Append("..").Append(to),
        };
    }

    private static StringBuilder Field(StringBuilder text, FieldRef field) => text.Append(field.Id).Append(':');

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? Figure(decimal? figure) => figure?.ToString(CultureInfo.InvariantCulture);

    private static string Word(string word)
    {
        if (QueryLexer.IsOperator(word))
        {
            return "\\" + word;
        }

        var escaped = new StringBuilder(word.Length + 4);
        for (var i = 0; i < word.Length; i++)
        {
            if (char.IsWhiteSpace(word[i]) || QueryLexer.Special.Contains(word[i]) || (i == 0 && word[i] is '-' or '<' or '>'))
            {
                escaped.Append('\\');
            }

            escaped.Append(word[i]);
        }

        return escaped.ToString();
    }
}
