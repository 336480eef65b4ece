using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cartulaire.Engines.Database;
using Cartulaire.Kernel;

namespace Cartulaire.App.Erasure;

/// <summary>Whom an erasure is about, and the words by which texts quote them.</summary>
/// <remarks>
/// A phrase (two words or more, an address, a number) is struck wherever it stands as whole words, capitals and accents aside. A single word, such as a sign-in name,
/// is struck only where it is the whole text: struck everywhere it would hurt all others who bear it, unless it was given as a further word.
/// </remarks>
public sealed class ErasedPerson
{
    /// <summary>What stands in place of the words.</summary>
    public const string Mark = "[effacé]";

    private const CompareOptions Folded = CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace;
    private static readonly CompareInfo Compare = CultureInfo.InvariantCulture.CompareInfo;

    private readonly List<string> phrases;
    private readonly List<string> exact;

    /// <param name="user">The user, or null.</param>
    /// <param name="contact">The contact, or null.</param>
    /// <param name="names">Every name, address and number known of them.</param>
    /// <param name="furtherWords">Words that whoever erases names expressly.</param>
    public ErasedPerson(PersonId? user, ContactId? contact, IEnumerable<string?> names, IEnumerable<string> furtherWords)
    {
        User = user;
        Contact = contact;
        exact = [.. names.Select(n => n?.Trim()).OfType<string>().Where(n => n.Length > 1).Distinct(StringComparer.OrdinalIgnoreCase)];

        // The longest first, so that nothing of a longer phrase is left over.
        phrases = [.. exact.Where(IsDistinctive).Concat(furtherWords.Select(w => w.Trim()).Where(w => w.Length > 1)).OrderByDescending(p => p.Length)];
    }

    /// <summary>The user erased, or null.</summary>
    public PersonId? User { get; }

    /// <summary>The contact erased, or null.</summary>
    public ContactId? Contact { get; }

    /// <summary>Text form of the id.</summary>
    public string Subject => User?.ToString() ?? Contact!.Value.ToString();

    /// <summary>Journal entries whose details go away; the place of the journal fills it, the erasing entry names them.</summary>
    internal SortedSet<long> EmptiedEntries { get; } = [];

    /// <summary>Whether a text quotes them.</summary>
    public bool Quotes(string? text) => text is { Length: > 0 } && (exact.Exists(e => Compare.Compare(e, text.Trim(), Folded) == 0) || phrases.Exists(p => Find(text, p, 0).At >= 0));

    /// <summary>Whether a text of a JSON document quotes them, however it is escaped.</summary>
    public bool QuotesJson(string? json) => json is { Length: > 2 } && Texts(JsonNode.Parse(json)).Any(Quotes);

    /// <summary>The text without them.</summary>
    public string Strike(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (exact.Exists(e => Compare.Compare(e, text.Trim(), Folded) == 0))
        {
            return Mark;
        }

        foreach (var phrase in phrases)
        {
            for (var (at, length) = Find(text, phrase, 0); at >= 0; (at, length) = Find(text, phrase, at + Mark.Length))
            {
                text = string.Concat(text.AsSpan(0, at), Mark, text.AsSpan(at + length));
            }
        }

        return text;
    }

    /// <summary>The JSON document without them; names of members too.</summary>
    public string StrikeJson(string json) => Strike(JsonNode.Parse(json))?.ToJsonString(JournalJson.Options) ?? "null";

    private static bool IsDistinctive(string name) => name.Any(c => char.IsWhiteSpace(c) || char.IsDigit(c) || c == '@');

    private static (int At, int Length) Find(string text, string phrase, int from)
    {
        while (from < text.Length)
        {
            var at = Compare.IndexOf(text.AsSpan(from), phrase, Folded, out var length);
            if (at < 0 || length == 0)
            {
                return (-1, 0);
            }

            at += from;
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (at + length == text.Length || !char.IsLetterOrDigit(text[at + length])))
            {
                return (at, length);
            }

            from = at + 1;
        }

        return (-1, 0);
    }

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(m => Texts(m.Value).Prepend(m.Key)),
        JsonArray list => list.SelectMany(Texts),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => [value.GetValue<string>()],
        _ => [],
    };

    private JsonNode? Strike(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.Select(m => KeyValuePair.Create(Quotes(m.Key) ? Strike(m.Key) : m.Key, Strike(m.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Strike)]),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => JsonValue.Create(Strike(value.GetValue<string>())),
        _ => node?.DeepClone(),
    };
}
