using Cartulaire.EInvoicing.CodeLists;

namespace Cartulaire.EInvoicing;

/// <summary>The code lists that rules look codes up in (ISO, UNTDID, UNECE, VATEX, Peppol), each with the day from which it holds. They come with the library, and a file brings them up to date.</summary>
/// <remarks>They hold for the whole process. A check that runs while they are replaced may see some of both: replace them before.</remarks>
public static class InvoiceCodeLists
{
    /// <summary>The lists in use.</summary>
    public static IReadOnlyList<CodeListInUse> InUse => [.. Codes.All.Select(l => Described(l.Id, l.Content))];

    /// <summary>Puts the lists of a file in the place of those in use; lists that it has not stay as they are.</summary>
    /// <param name="text">The file, written as <see cref="Write"/> writes it.</param>
    /// <returns>What is wrong with it; nothing was replaced then. Nothing when it was taken.</returns>
    public static IReadOnlyList<CodeListFault> Replace(TextReader text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var file = CodeListFile.Read(text);
        List<CodeListFault> faults = [.. file.Faults, .. file.Lists.Where(l => Codes.Find(l.Id) is null).Select(l => new CodeListFault(CodeListFaultKind.Unknown, l.Line, l.Id))];
        if (faults.Count == 0)
        {
            foreach (var (_, id, content) in file.Lists)
            {
                Codes.Find(id)!.Content = content;
            }
        }

        return faults;
    }

    /// <summary>Puts the lists that came with the library back.</summary>
    public static void Restore()
    {
        foreach (var list in Codes.All)
        {
            list.Content = list.BuiltIn;
        }
    }

    /// <summary>Writes the lists in use, as a file that <see cref="Replace"/> takes: an update begins with it.</summary>
    /// <param name="text">Where to; left open.</param>
    public static void Write(TextWriter text)
    {
        ArgumentNullException.ThrowIfNull(text);
        text.Write("# [id] name; day from which the list holds\n# codes, separated by white space\n");
        foreach (var list in Codes.All)
        {
            CodeListFile.Write(text, list.Id, list.Content);
        }
    }

    private static CodeListInUse Described(string id, CodeListContent content) => new(id, content.Name, content.Date, content.Codes.Count);
}

/// <summary>A code list in use.</summary>
/// <param name="Id">Its id here, such as <c>currencies</c>.</param>
/// <param name="Name">Its name in the standard, such as <c>ISO 4217</c>.</param>
/// <param name="Date">The day from which it holds.</param>
/// <param name="Count">How many codes it has.</param>
public sealed record CodeListInUse(string Id, string Name, DateOnly Date, int Count);
