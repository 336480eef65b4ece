using System.Collections.Frozen;

namespace Cartulaire.EInvoicing.Messages;

/// <summary>Reads a file of sentences: families of rules become one sentence for each rule.</summary>
internal sealed class SentenceFile
{
    private const string AnyCategory = "-*-";

    private readonly Dictionary<string, string> sentences = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> patterns = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> categories = new(StringComparer.Ordinal);

    /// <summary>Reads a file.</summary>
    /// <param name="text">The file.</param>
    /// <param name="unused">Rules that forbid an element or attribute, and its path.</param>
    /// <exception cref="FormatException">It is not written as it says.</exception>
    public static FrozenDictionary<string, string> Read(TextReader text, IEnumerable<(string Rule, string Path)> unused)
    {
        var file = new SentenceFile();
        while (text.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                file.Add(line);
            }
        }

        foreach (var (rule, path) in unused)
        {
            var pattern = path[(path.LastIndexOf('/') + 1)..].StartsWith('@') ? "unused-attribute" : "unused-element";
            file.sentences.TryAdd(rule, $"@{pattern} {path.TrimStart('@')}");
        }

        file.FillCategories();
        return file.sentences.ToFrozenDictionary(s => s.Key, s => Capital(file.Category(s.Key, file.Pattern(s.Value))), StringComparer.Ordinal);
    }

    private void Add(string line)
    {
        var end = line.IndexOf(' ', StringComparison.Ordinal);
        if (end < 1)
        {
            throw new FormatException(line);
        }

        var (key, words) = (line[..end], line[(end + 1)..]);
        var (table, name) = key[0] switch
        {
            '@' => (patterns, key[1..]),
            '$' => (categories, key[1..]),
            _ => (sentences, key),
        };
        if (!table.TryAdd(name, words))
        {
            throw new FormatException(line);
        }
    }

    // A category without a line of its own has the one that stands for all.
    private void FillCategories()
    {
        foreach (var (key, words) in sentences.Where(s => s.Key.Contains(AnyCategory, StringComparison.Ordinal)).ToList())
        {
            sentences.Remove(key);
            foreach (var category in categories.Keys)
            {
                sentences.TryAdd(key.Replace(AnyCategory, $"-{category}-", StringComparison.Ordinal), words);
            }
        }
    }

    private string Pattern(string words)
    {
        if (words[0] != '@')
        {
            return words;
        }

        var end = words.IndexOf(' ', StringComparison.Ordinal) is var blank && blank < 0 ? words.Length : blank;
        if (!patterns.TryGetValue(words[1..end], out var sentence))
        {
            throw new FormatException(words);
        }

        // Between blanks: a part may contain the sign itself.
        string[] parts = end == words.Length ? [] : words[(end + 1)..].Split(" | ");
        for (var i = 0; i < parts.Length; i++)
        {
            var place = $"{{{i + 1}}}";
            if (!sentence.Contains(place, StringComparison.Ordinal))
            {
                throw new FormatException(words);
            }

            sentence = sentence.Replace(place, parts[i], StringComparison.Ordinal);
        }

        return sentence;
    }

    private string Category(string rule, string sentence)
    {
        var category = rule.Split('-') switch
        {
            ["BR", var ofCore, _] => ofCore,
            ["BR", "FXEXT", var ofExtended, _] => ofExtended,
            _ => "",
        };
        return categories.TryGetValue(category, out var name) ? sentence.Replace("{category}", name, StringComparison.Ordinal) : sentence;
    }

    private static string Capital(string sentence) => char.ToUpperInvariant(sentence[0]) + sentence[1..];
}
