using System.Text;

namespace Cartulaire.Tests.Architecture;

/// <summary>One source file, seen without its comments, and as the list of its string literals.</summary>
/// <param name="Path">From the root of the repository, with slashes.</param>
/// <param name="Text">Everything.</param>
internal sealed record Source(string Path, string Text)
{
    // One reference: rules are held side by side, and a nullable tuple is written piece by piece.
    private Tokens? read;

    /// <summary>The text with comments and the insides of string literals blanked; lines keep their numbers.</summary>
    public string Code => (read ??= Read()).Code;

    /// <summary>What stands between quotes (in markup: attribute values too).</summary>
    public IReadOnlyList<string> Literals => (read ??= Read()).Literals;

    public int Lines => Text.AsSpan().Count('\n') + (Text.EndsWith('\n') || Text.Length == 0 ? 0 : 1);

    public string Folder => Path[..Math.Max(0, Path.LastIndexOf('/'))];

    public bool Is(params string[] extensions) => extensions.Any(e => Path.EndsWith(e, StringComparison.Ordinal));

    private Tokens Read()
    {
        var code = new StringBuilder(Text.Length);
        var literals = new List<string>();
        for (var at = 0; at < Text.Length;)
        {
            var (length, literal) = Token(at);
            if (literal is not null)
            {
                literals.Add(literal);
            }

            for (var i = at; i < at + length; i++)
            {
                code.Append(length > 1 && Text[i] != '\n' ? ' ' : Text[i]);
            }

            at += length;
        }

        return new Tokens(code.ToString(), literals);
    }

    /// <summary>The comment or literal that begins here, else one character.</summary>
    private (int Length, string? Literal) Token(int at)
    {
        var rest = Text.AsSpan(at);
        if (Is(".razor"))
        {
            if (rest.StartsWith("@*"))
            {
                return (Until(at, "*@", 2), null);
            }

            if (rest.StartsWith("<!--"))
            {
                return (Until(at, "-->", 4), null);
            }
        }

        // In markup "//" is more often an address than a comment: there only a line of its own counts.
        if (rest.StartsWith("//") && (!Is(".razor") || Text.AsSpan(LineStart(at), at - LineStart(at)).IsWhiteSpace()))
        {
            var end = Text.IndexOf('\n', at);
            return ((end < 0 ? Text.Length : end) - at, null);
        }

        if (rest.StartsWith("/*"))
        {
            return (Until(at, "*/", 2), null);
        }

        if (rest.StartsWith("\"\"\""))
        {
            var quotes = rest.Length - rest.TrimStart('"').Length;
            var length = Until(at, new string('"', quotes), quotes);
            return (length, Text.Substring(at + quotes, Math.Max(0, length - (2 * quotes))).Trim());
        }

        if (rest[0] == '"')
        {
            return Quoted(at, verbatim: at > 0 && (Text[at - 1] == '@' || (Text[at - 1] == '$' && at > 1 && Text[at - 2] == '@')) && !Is(".razor"));
        }

        return rest.StartsWith("'\"'") || rest.StartsWith("'\\\"'") ? (rest[1] == '"' ? 3 : 4, null) : (1, null);
    }

    private (int Length, string Literal) Quoted(int at, bool verbatim)
    {
        var inside = new StringBuilder();
        for (var i = at + 1; i < Text.Length; i++)
        {
            if (verbatim && Text[i] == '"' && i + 1 < Text.Length && Text[i + 1] == '"')
            {
                inside.Append('"');
                i++;
            }
            else if (!verbatim && Text[i] == '\\' && i + 1 < Text.Length)
            {
                inside.Append(Text[++i]);
            }
            else if (Text[i] == '"')
            {
                return (i - at + 1, inside.ToString());
            }
            else if (Text[i] == '\n' && !verbatim)
            {
                return (i - at, inside.ToString());
            }
            else
            {
                inside.Append(Text[i]);
            }
        }

        return (Text.Length - at, inside.ToString());
    }

    private int Until(int at, string end, int skip)
    {
        var found = Text.IndexOf(end, Math.Min(at + skip, Text.Length), StringComparison.Ordinal);
        return (found < 0 ? Text.Length : found + end.Length) - at;
    }

    private int LineStart(int at) => at == 0 ? 0 : Text.LastIndexOf('\n', at - 1) + 1;

    private sealed record Tokens(string Code, IReadOnlyList<string> Literals);
}
