using System.Text.Json;
using System.Text.RegularExpressions;
using Cartulaire.App.Texts;
using Cartulaire.Kernel;

namespace Cartulaire.Tests.Unit.Texts;

/// <summary>What people read: every refusal has a French sentence, and only one; every French sentence is written in the other languages.</summary>
public sealed partial class SentencesTests
{
    private static readonly string[] Others = ["nl", "de", "en"];

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

    [Fact]
    public void Every_sentence_is_written_in_every_language_and_quotes_the_same()
    {
        var app = Path.Join(Root(), "src", "Cartulaire.App");
        var folders = Directory.EnumerateFiles(app, "Texts.*.json", SearchOption.AllDirectories)
            .Select(f => Path.GetDirectoryName(f)!).Distinct(StringComparer.Ordinal).ToList();
        Assert.True(folders.Count >= 20);
        Assert.All(folders, folder => Assert.Empty(Differences(folder)));
    }

    [Fact]
    public void A_sentence_that_is_missing_or_quotes_otherwise_is_found()
    {
        var folder = Directory.CreateTempSubdirectory("cartulaire-texts").FullName;
        File.WriteAllText(Path.Join(folder, "Texts.fr.json"), """{"a":"un {0}","b":"deux"}""");
        File.WriteAllText(Path.Join(folder, "Texts.nl.json"), """{"a":"een","b":"twee"}""");
        File.WriteAllText(Path.Join(folder, "Texts.de.json"), """{"a":"ein {0}","b":"zwei","c":"drei"}""");
        File.WriteAllText(Path.Join(folder, "Texts.en.json"), """{"a":"one {0}"}""");

        Assert.Equal(["nl a quotes otherwise", "de c is not in French", "en b is missing"], Differences(folder));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void A_language_without_a_file_and_a_sentence_without_French_are_found()
    {
        var folder = Directory.CreateTempSubdirectory("cartulaire-texts").FullName;
        File.WriteAllText(Path.Join(folder, "Texts.nl.json"), """{"a":"een"}""");
        File.WriteAllText(Path.Join(folder, "Texts.de.json"), "{}");

        Assert.Equal(["nl a is not in French", "en has no file"], Differences(folder));
        Directory.Delete(folder, recursive: true);
    }

    private static List<string> Differences(string folder)
    {
        var french = Read(folder, Sentences.First);
        return [.. Others.SelectMany(language => File.Exists(Place(folder, language))
            ? Differences(language, french, Read(folder, language))
            : Enumerable.Repeat($"{language} has no file", 1))];
    }

    private static IEnumerable<string> Differences(string language, Dictionary<string, string> french, Dictionary<string, string> texts)
        => french.Keys.Except(texts.Keys).Select(k => $"{language} {k} is missing")
            .Concat(texts.Keys.Except(french.Keys).Select(k => $"{language} {k} is not in French"))
            .Concat(french.Where(p => texts.TryGetValue(p.Key, out var text) && !Quoted(p.Value).SetEquals(Quoted(text))).Select(p => $"{language} {p.Key} quotes otherwise"));

    private static Dictionary<string, string> Read(string folder, string language)
        => File.Exists(Place(folder, language)) ? JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(Place(folder, language)))! : [];

    private static string Place(string folder, string language) => Path.Join(folder, $"Texts.{language}.json");

    private static HashSet<string> Quoted(string text) => [.. Placeholder().Matches(text).Select(m => m.Value)];

    [GeneratedRegex(@"\{\d[^}]*\}", RegexOptions.None, 1000)]
    private static partial Regex Placeholder();

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
