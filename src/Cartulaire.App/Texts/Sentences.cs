using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Access;

namespace Cartulaire.App.Texts;

/// <summary>Sentences for people, by stable code and language. Each feature keeps its own <c>Texts.{language}.json</c>; French is written first, a test sees that the others say as much; what one lacks is said in French.</summary>
public static class Sentences
{
    /// <summary>The language in which everything is written first.</summary>
    public const string First = "fr";

    private const int MostArgs = 8;

    /// <summary>A sentence that refuses a million characters does not send them back.</summary>
    private const int LongestArg = 500;

    private static readonly FrozenDictionary<string, FrozenDictionary<string, string>> Languages = Load();

    /// <summary>The sentence of a code.</summary>
    /// <param name="code">Stable code, such as <c>storage.full</c>.</param>
    /// <param name="language">Two letters; an unknown one is French.</param>
    /// <param name="args">Values quoted by the sentence.</param>
    /// <returns>The sentence, or the code itself when nobody wrote one.</returns>
    public static string Of(string code, string language, params IReadOnlyList<object?> args)
    {
        var format = Find(code, language) ?? Find(code, First) ?? code;
        if (args.Count == 0)
        {
            return format;
        }

        args = [.. args.Select(a => a switch
        {
            string { Length: > LongestArg } text => text[..LongestArg] + "…",
            Rights right => Of("right." + right.ToString(), language),
            _ => a,
        })];

        // {3…} quotes the fourth value and all that follow.
        for (var from = 0; from < MostArgs; from++)
        {
            var rest = string.Create(CultureInfo.InvariantCulture, $"{{{from}…}}");
            if (format.Contains(rest, StringComparison.Ordinal))
            {
                format = format.Replace(rest, string.Join(", ", args.Skip(from)), StringComparison.Ordinal);
            }
        }

        // A sentence may quote values that this refusal has not: it reads with a blank there.
        return string.Format(CultureOf(language), format, [.. args, .. Enumerable.Repeat<object?>(null, MostArgs)]);
    }

    /// <summary>The sentence of a refusal.</summary>
    public static string Of(Failure failure, string language)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return Of(failure.Code, language, failure.Args);
    }

    /// <summary>Whether a sentence was written for the code in that very language.</summary>
    public static bool Has(string code, string language) => Find(code, language) is not null;

    /// <summary>Every code that has a sentence in a language.</summary>
    public static IEnumerable<string> Codes(string language) => Languages.TryGetValue(language, out var texts) ? texts.Keys : [];

    /// <summary>Culture in which dates and numbers are written for people.</summary>
    public static CultureInfo CultureOf(string language) => CultureInfo.GetCultureInfo(language switch
    {
        "nl" => "nl-BE",
        "de" => "de-BE",
        "en" => "en-IE",
        _ => "fr-BE",
    });

    private static string? Find(string code, string language)
        => Languages.TryGetValue(language, out var texts) && texts.TryGetValue(code, out var text) ? text : null;

    private static FrozenDictionary<string, FrozenDictionary<string, string>> Load()
    {
        var found = new Dictionary<string, Dictionary<string, string>>(StringComparer.Ordinal);
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.EndsWith(".json", StringComparison.Ordinal) && n.Contains(".Texts.", StringComparison.Ordinal)))
        {
            var language = name.Split('.')[^2];
            if (!found.TryGetValue(language, out var texts))
            {
                found.Add(language, texts = new Dictionary<string, string>(StringComparer.Ordinal));
            }

            using var stream = assembly.GetManifestResourceStream(name)!;
            foreach (var (code, text) in JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!)
            {
                // A code written twice is a fault of ours that a test finds; it must not keep the program from starting.
                texts.TryAdd(code, text);
            }
        }

        return found.ToFrozenDictionary(p => p.Key, p => p.Value.ToFrozenDictionary(StringComparer.Ordinal), StringComparer.Ordinal);
    }
}
