using System.Collections.Frozen;

namespace Cartulaire.EInvoicing.Messages;

/// <summary>What each rule says, in each language: the files <c>Messages.*.txt</c>, which say how they are written.</summary>
internal static class Sentences
{
    private static readonly Lazy<FrozenDictionary<string, string>?>[] Languages = [.. Enum.GetValues<Language>().Select(l => new Lazy<FrozenDictionary<string, string>?>(() => Load(l)))];

    /// <summary>Every sentence of a language, by its identifier; null when there is no file of that language.</summary>
    public static IReadOnlyDictionary<string, string>? Of(Language language) => Languages[(int)language].Value;

    /// <summary>The sentence of an identifier, as it is written: in the language, else in English, else in French; the identifier itself when nobody has written one.</summary>
    public static string Of(string identifier, Language language)
    {
        foreach (var tried in (ReadOnlySpan<Language>)[language, Language.English, Language.French])
        {
            if (Of(tried) is { } all && all.TryGetValue(identifier, out var sentence))
            {
                return sentence;
            }
        }

        return identifier;
    }

    private static FrozenDictionary<string, string>? Load(Language language)
    {
        using var file = typeof(Sentences).Assembly.GetManifestResourceStream($"Cartulaire.EInvoicing.Messages.Messages.{Code(language)}.txt");
        if (file is null)
        {
            return null;
        }

        using var text = new StreamReader(file);
        return SentenceFile.Read(text, Ubl.NotUsed.Table.Paths.Concat(Cii.NotUsed.Paths));
    }

    private static string Code(Language language) => language switch
    {
        Language.French => "fr",
        Language.Dutch => "nl",
        Language.German => "de",
        _ => "en",
    };
}
