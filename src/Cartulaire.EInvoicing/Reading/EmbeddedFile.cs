namespace Cartulaire.EInvoicing.Reading;

/// <summary>Files that the library brings along: tables for the most part.</summary>
internal static class EmbeddedFile
{
    /// <summary>Opens one.</summary>
    /// <param name="name">Its folder and its name, such as <c>View.Terms.txt</c>.</param>
    public static StreamReader Open(string name) => new(typeof(EmbeddedFile).Assembly.GetManifestResourceStream($"Cartulaire.EInvoicing.{name}")!);

    /// <summary>The lines of a table, but blank ones and remarks (<c>#</c>).</summary>
    public static IEnumerable<string> Lines(string name)
    {
        using var text = Open(name);
        while (text.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                yield return line;
            }
        }
    }
}
