using System.Buffers;
using System.Text;

namespace Cartulaire.Kernel.Query;

internal enum TokenKind
{
    Word,
    Phrase,
    Field,
    Open,
    Close,
    And,
    Or,
    Not,
    End,
}

/// <summary>A piece of what was written. <c>Text</c> is raw for words (escapes kept) and unescaped for phrases.</summary>
internal readonly record struct Token(TokenKind Kind, int Position, int Length, string Text);

/// <summary>Cuts a search into tokens. Punctuation that stands alone separates words, as it does in texts.</summary>
internal static class QueryLexer
{
    /// <summary>Characters that mean something inside a word unless a backslash stands before.</summary>
    public static SearchValues<char> Special { get; } = SearchValues.Create("()\"\\:*~");

    public static bool IsOperator(string word) => Operator(word) is not null;

    public static Outcome<List<Token>> Cut(string text)
    {
        var tokens = new List<Token>();
        for (var i = 0; i < text.Length;)
        {
            switch (text[i])
            {
                case var c when char.IsWhiteSpace(c): i++; break;
                case '(': tokens.Add(new(TokenKind.Open, i++, 1, "(")); break;
                case ')': tokens.Add(new(TokenKind.Close, i++, 1, ")")); break;
                case '"':
                    if (Phrase(text, i) is not { } phrase)
                    {
                        return QueryFaults.At("query.unbalanced-quote", i, text.Length - i);
                    }

                    tokens.Add(phrase);
                    i += phrase.Length;
                    break;
                case '-' when i + 1 < text.Length && StartsOperand(text[i + 1]):
                    tokens.Add(new(TokenKind.Not, i++, 1, "-"));
                    break;
                default: i += Word(text, i, tokens); break;
            }
        }

        tokens.Add(new(TokenKind.End, text.Length, 0, ""));
        return tokens;
    }

    /// <summary>The word without its backslashes.</summary>
    public static string Unescape(string raw)
    {
        if (!raw.Contains('\\', StringComparison.Ordinal))
        {
            return raw;
        }

        var plain = new StringBuilder(raw.Length);
        for (var i = 0; i < raw.Length; i++)
        {
            plain.Append(raw[i] == '\\' && i + 1 < raw.Length ? raw[++i] : raw[i]);
        }

        return plain.ToString();
    }

    private static TokenKind? Operator(string word) => word switch
    {
        "AND" or "ET" => TokenKind.And,
        "OR" or "OU" => TokenKind.Or,
        "NOT" or "SAUF" => TokenKind.Not,
        _ => null,
    };

    private static bool StartsOperand(char c) => char.IsLetterOrDigit(c) || c is '(' or '"' or '$' or '#' or '\\' or '-' or '*';

    private static Token? Phrase(string text, int start)
    {
        var content = new StringBuilder();
        for (var i = start + 1; i < text.Length; i++)
        {
            if (text[i] == '"')
            {
                return new(TokenKind.Phrase, start, i - start + 1, content.ToString());
            }

            if (text[i] == '\\' && i + 1 < text.Length)
            {
                i++;
            }

            content.Append(text[i]);
        }

        return null;
    }

    private static int Word(string text, int start, List<Token> tokens)
    {
        var end = start;
        while (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] is not ('(' or ')' or '"'))
        {
            if (text[end] == '\\' && end + 1 < text.Length)
            {
                end++;
            }
            else if (text[end] == ':' && IsName(text.AsSpan(start, end - start)))
            {
                tokens.Add(new(TokenKind.Field, start, end - start, text[start..end]));
                return end - start + 1;
            }

            end++;
        }

        var raw = text[start..end];
        var afterField = tokens.Count > 0 && tokens[^1].Kind == TokenKind.Field && tokens[^1].Position + tokens[^1].Length + 1 == start;
        if (Operator(raw) is { } kind && !afterField)
        {
            tokens.Add(new(kind, start, raw.Length, raw));
        }
        else if (afterField || raw.Any(char.IsLetterOrDigit) || raw.Contains('*', StringComparison.Ordinal) || raw.Contains('~', StringComparison.Ordinal))
        {
            tokens.Add(new(TokenKind.Word, start, raw.Length, raw));
        }

        return raw.Length;
    }

    private static bool IsName(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty || !(char.IsLetter(name[0]) || name[0] is '$' or '#'))
        {
            return false;
        }

        foreach (var c in name)
        {
            if (!char.IsLetterOrDigit(c) && c is not ('-' or '_' or '.' or '$' or '#') && char.GetUnicodeCategory(c) != System.Globalization.UnicodeCategory.NonSpacingMark)
            {
                return false;
            }
        }

        return true;
    }
}
