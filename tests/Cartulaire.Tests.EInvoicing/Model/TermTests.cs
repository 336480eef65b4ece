using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Cartulaire.EInvoicing.Model;

namespace Cartulaire.Tests.EInvoicing.Model;

/// <summary>Every term of EN 16931 is a member of the model, and said to be.</summary>
public sealed partial class TermTests
{
    // The standard leaves out one number.
    private static readonly string[] Every = [.. Enumerable.Range(1, 165).Where(n => n != 4).Select(n => $"BT-{n}"), .. Enumerable.Range(1, 32).Select(n => $"BG-{n}")];

    [Fact]
    public void The_table_has_every_term_once_and_every_member()
    {
        var rows = Rows().ToList();
        var members = Shape.Types.SelectMany(t => Shape.Members(t).Select(m => $"{t.Name}.{m.Name}")).Order(StringComparer.Ordinal);
        Assert.Equal(Every.Order(StringComparer.Ordinal), rows.Select(r => r.Term).Where(t => t.Count(c => c == '-') == 1).Order(StringComparer.Ordinal));
        Assert.Equal(members, rows.Select(r => r.Member).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_words_on_a_member_name_the_terms_of_the_table()
    {
        var words = string.Concat(Directory.EnumerateFiles(Folder(), "*.cs").Select(File.ReadAllText));
        foreach (var member in Rows().GroupBy(r => r.Member))
        {
            var (type, name) = member.Key.Split('.') is [var t, var n] ? (t, n) : throw new FormatException(member.Key);
            var body = words[words.IndexOf($"public sealed record {type}\n", StringComparison.Ordinal)..];
            var before = body[..Declared(name).Match(body).Index];
            var said = Term().Matches(before[before.LastIndexOf("<summary>", StringComparison.Ordinal)..]).Select(m => m.Value);
            Assert.Equal(member.Select(r => r.Term).Order(StringComparer.Ordinal), said.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void Invoices_are_equal_by_value_lists_included()
    {
        Assert.Equal(Invoices.Build(7), Invoices.Build(7));
        Assert.Equal(Invoices.Build(7).GetHashCode(), Invoices.Build(7).GetHashCode());
        Assert.NotEqual(Invoices.Build(7), Invoices.Build(8));
        ValueList<string> one = ["a", "b"];
        Assert.True(one.Equals(["a", "b"]));
        Assert.False(one.Equals(["b", "a"]));
        Assert.False(one.Equals(["a"]));
    }

    [GeneratedRegex("B[TG]-[0-9]+(-[0-9])?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Term();

    private static Regex Declared(string name) => new($" {name} {{ get; init; }}", RegexOptions.None, TimeSpan.FromSeconds(1));

    private static IEnumerable<(string Term, string Member)> Rows()
        => File.ReadLines(Path.Join(Folder(), "README.md")).Where(l => l.StartsWith("| B", StringComparison.Ordinal)).Select(l => l.Split('|')).Select(c => (c[1].Trim(), c[2].Trim(' ', '`')));

    private static string Folder([CallerFilePath] string here = "") => Path.Join(Path.GetDirectoryName(here), "../../../src/Cartulaire.EInvoicing/Model");
}
