using System.Collections.Frozen;
using System.Globalization;

namespace Cartulaire.EInvoicing.CodeLists;

/// <summary>Reads and writes lists of codes as <c>CodeLists.txt</c> has them, which says how.</summary>
internal sealed class CodeListFile
{
    private const string DateFormat = "yyyy-MM-dd";

    private const int Width = 150;

    private readonly HashSet<string> codes = new(StringComparer.Ordinal);
    private (int Line, string Id, string Name, DateOnly Date)? begun;

    /// <summary>The lists, in order.</summary>
    public List<(int Line, string Id, CodeListContent Content)> Lists { get; } = [];

    /// <summary>What is not as it must be.</summary>
    public List<CodeListFault> Faults { get; } = [];

    /// <summary>Reads a file to its end.</summary>
    public static CodeListFile Read(TextReader text)
    {
        var file = new CodeListFile();
        var number = 0;
        while (text.ReadLine() is { } line)
        {
            file.Read(++number, line.Trim());
        }

        file.End();
        if (file.Lists.Count == 0 && file.Faults.Count == 0)
        {
            file.Faults.Add(new CodeListFault(CodeListFaultKind.NoList, 0, string.Empty));
        }

        return file;
    }

    /// <summary>Writes a list.</summary>
    public static void Write(TextWriter text, string id, CodeListContent content)
    {
        text.Write($"\n[{id}] {content.Name}; {content.Date.ToString(DateFormat, CultureInfo.InvariantCulture)}");
        var column = Width;
        foreach (var code in content.Codes.Order(StringComparer.Ordinal))
        {
            var begins = column + 1 + code.Length > Width;
            text.Write(begins ? '\n' : ' ');
            text.Write(code);
            column = (begins ? 0 : column + 1) + code.Length;
        }

        text.Write('\n');
    }

    private void Read(int number, string line)
    {
        if (line.StartsWith('['))
        {
            End();
            Begin(number, line);
        }
        else if (line.Length > 0 && line[0] != '#')
        {
            codes.UnionWith(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            if (begun is null && Faults.Count == 0)
            {
                Faults.Add(new CodeListFault(CodeListFaultKind.NoHeading, number, line));
            }
        }
    }

    private void Begin(int number, string line)
    {
        var (close, semicolon) = (line.IndexOf(']', StringComparison.Ordinal), line.LastIndexOf(';'));
        if (semicolon < close || close < 0 || line[(close + 1)..semicolon].Trim() is not { Length: > 0 } name
            || !DateOnly.TryParseExact(line.AsSpan(semicolon + 1).Trim(), DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            Faults.Add(new CodeListFault(CodeListFaultKind.NoHeading, number, line));
            return;
        }

        begun = (number, line[1..close].Trim(), name, date);
    }

    private void End()
    {
        if (begun is var (line, id, name, date))
        {
            if (codes.Count == 0)
            {
                Faults.Add(new CodeListFault(CodeListFaultKind.Empty, line, id));
            }

            if (Lists.Exists(l => l.Id == id))
            {
                Faults.Add(new CodeListFault(CodeListFaultKind.Twice, line, id));
            }

            Lists.Add((line, id, new CodeListContent(name, date, codes.ToFrozenSet(StringComparer.Ordinal))));
        }

        begun = null;
        codes.Clear();
    }
}
