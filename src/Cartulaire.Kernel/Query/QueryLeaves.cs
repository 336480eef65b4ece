using System.Globalization;

namespace Cartulaire.Kernel.Query;

/// <summary>Reads one word, phrase or value.</summary>
internal static class QueryLeaves
{
    public static Outcome<QueryNode> Read(FieldRef? field, Token token, IFieldNames names)
    {
        if (field is not null && token is { Kind: TokenKind.Word, Text: "*" })
        {
            return new PresentNode(field);
        }

        return field?.Kind switch
        {
            FieldKind.Date or FieldKind.Number or FieldKind.Amount => QueryRanges.Read(field, token),
            FieldKind.Keyword => Keyword(field, token, names),
            _ => token.Kind == TokenKind.Phrase ? Phrase(field, token) : Word(field, token),
        };
    }

    private static Outcome<QueryNode> Phrase(FieldRef? field, Token token)
        => token.Text.Any(char.IsLetterOrDigit)
            ? new TextNode(field, token.Text, TextMatch.Phrase)
            : QueryFaults.At("query.nothing-to-find", token);

    private static Outcome<QueryNode> Word(FieldRef? field, Token token)
    {
        if (field is null && token.Text == "*")
        {
            return Everything.Instance;
        }

        var (body, match, fault) = Suffix(token);
        if (fault is not null)
        {
            return fault;
        }

        var text = QueryLexer.Unescape(body);
        return text.Any(char.IsLetterOrDigit) ? new TextNode(field, text, match) : QueryFaults.At("query.nothing-to-find", token);
    }

    private static Outcome<QueryNode> Keyword(FieldRef field, Token token, IFieldNames names)
    {
        var text = token.Text;
        if (token.Kind == TokenKind.Word)
        {
            var (body, match, fault) = Suffix(token);
            if (fault is not null)
            {
                return fault;
            }

            text = QueryLexer.Unescape(body);
            if (match == TextMatch.Prefix)
            {
                return new TextNode(field, text, TextMatch.Prefix);
            }

            if (match != TextMatch.Word)
            {
                return QueryFaults.At("query.fuzzy-not-allowed", token, field.Id);
            }
        }

        return names.Value(field, text) is { } value
            ? new TextNode(field, value, TextMatch.Exact)
            : QueryFaults.At("query.unknown-value", token, field.Id, text);
    }

    /// <summary>Takes off the star or tilde that a word ends with, and refuses those that stand elsewhere.</summary>
    private static (string Body, TextMatch Match, Failure? Fault) Suffix(Token token)
    {
        var raw = token.Text;
        var mark = -1;
        for (var i = 0; i < raw.Length && mark < 0; i++)
        {
            if (raw[i] == '\\')
            {
                i++;
            }
            else if (raw[i] is '*' or '~')
            {
                mark = i;
            }
        }

        if (mark < 0)
        {
            return (raw, TextMatch.Word, null);
        }

        TextMatch? match = raw[mark..] switch
        {
            "*" => TextMatch.Prefix,
            "~" or "~1" => TextMatch.Fuzzy1,
            "~2" => TextMatch.Fuzzy2,
            _ => null,
        };
        return match is { } m && mark > 0
            ? (raw[..mark], m, null)
            : (raw, TextMatch.Word, QueryFaults.At(raw[mark] == '*' ? "query.wildcard-misplaced" : "query.fuzzy-misplaced", token.Position + mark, raw.Length - mark, raw));
    }

    /// <summary>A number as people of this country write it: <c>1.234,50</c>, <c>1234.5</c>, <c>-3</c>.</summary>
    public static decimal? Figure(string text)
    {
        var comma = text.LastIndexOf(',');
        var dot = text.LastIndexOf('.');
        var plain = text.Replace(" ", "", StringComparison.Ordinal).Replace("\u00a0", "", StringComparison.Ordinal).Replace("\u202f", "", StringComparison.Ordinal);
        if (comma >= 0)
        {
            plain = comma > dot ? plain.Replace(".", "", StringComparison.Ordinal).Replace(',', '.') : plain.Replace(",", "", StringComparison.Ordinal);
        }

        return decimal.TryParse(plain, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var figure) ? figure : null;
    }
}
