using System.Text.Json;
using System.Text.RegularExpressions;
using Cartulaire.App.Texts;
using Cartulaire.Kernel;

namespace Cartulaire.Tests.Unit.Texts;

/// <summary>What people read: every refusal has a French sentence, and only one.</summary>
public sealed partial class SentencesTests
{
    [Fact]
    public void No_code_is_written_twice_in_a_language()
    {
        var assembly = typeof(Sentences).Assembly;
        var seen = assembly.GetManifestResourceNames()
            .Where(n => n.Contains(".Texts.", StringComparison.Ordinal) && n.EndsWith(".json", StringComparison.Ordinal))
            .SelectMany(n =>
            {
                using var stream = assembly.GetManifestResourceStream(n)!;
                using var json = JsonDocument.Parse(stream);
                return json.RootElement.EnumerateObject().Select(p => $"{n.Split('.')[^2]} {p.Name}").ToList();
            })
            .ToList();
        Assert.NotEmpty(seen);
        Assert.Empty(seen.GroupBy(s => s, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key));
    }

    [Fact]
    public void Every_refusal_written_in_the_code_has_a_French_sentence()
    {
        var root = Root();
        var codes = Directory.EnumerateFiles(Path.Join(root, "src"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(f => Refused().Matches(File.ReadAllText(f)).Select(m => m.Groups["code"].Value))
            .Distinct(StringComparer.Ordinal).ToList();
        Assert.True(codes.Count > 50);
        Assert.All(codes, c => Assert.True(Sentences.Has(c, Sentences.First), c));
    }

    [Theory]
    [InlineData("query.unknown-field", "couleur, colis", 3, 7, "coul", "couleur", "colis")]
    [InlineData("query.unknown-field", "Champs proches : ", 3, 7, "coul")]
    public void What_a_refusal_quotes_may_be_short_or_long(string code, string said, params object?[] args)
        => Assert.Contains(said, Sentences.Of(new Failure(Refusal.Invalid, code, null, args), "fr"), StringComparison.Ordinal);

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Join(folder, "Cartulaire.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Not inside the repository.");
        }

        return folder;
    }

    [GeneratedRegex(@"new (Kernel\.)?Failure\(\s*(Kernel\.)?Refusal\.\w+,\s*""(?<code>[a-z0-9.-]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Refused();
}
