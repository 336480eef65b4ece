namespace Cartulaire.Kernel.Contacts;

/// <summary>The words by which a contact is found, in zones from the most to the least telling.</summary>
/// <remarks>Zones: the name; the given name or the title of a position; the organisation of a position; place, e-mail, number.</remarks>
public sealed class ContactWords
{
    private const char Between = '|';
    private readonly string[][] zones;

    private ContactWords(string[][] zones) => this.zones = zones;

    /// <summary>All words once each, with the most telling zone (0 first) where they stand.</summary>
    public IEnumerable<(string Word, int Zone)> All => zones.SelectMany((words, zone) => words.Select(word => (word, zone))).DistinctBy(w => w.word, StringComparer.Ordinal);

    /// <summary>Words of a contact.</summary>
    /// <param name="values">The contact.</param>
    /// <param name="person">Who holds it, of a position.</param>
    /// <param name="organisation">Where, of a position.</param>
    public static ContactWords Of(ContactValues values, ContactValues? person = null, ContactValues? organisation = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        string?[] rest = [values.PostalCode ?? organisation?.PostalCode, values.Locality ?? organisation?.Locality];
        string[] exact = [.. new[] { values.Email is { } email ? FoldedText.Fold(email) : null, values.EnterpriseNumber }.OfType<string>()];
        string[] place = [.. rest.SelectMany(FoldedText.Words), .. exact];
        return new ContactWords(person is null
            ? [Words(values.Name), Words(values.GivenName), [], place]
            : [Words(person.Name), [.. Words(person.GivenName), .. Words(values.Name)], Words(organisation?.Name), place]);
    }

    /// <summary>Reads what <see cref="ToText"/> wrote.</summary>
    public static ContactWords Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new ContactWords([.. text.Split(Between).Select(z => z.Split(' ', StringSplitOptions.RemoveEmptyEntries))]);
    }

    /// <summary>The zones as one text, as they are kept with the contact.</summary>
    public string ToText() => string.Join(Between, zones.Select(z => string.Join(' ', z)));

    /// <summary>How well a query is met; the lowest comes first. Null when a beginning is met by no word.</summary>
    /// <remarks>A whole word is better than a beginning wherever it stands; then the zone counts.</remarks>
    public int? Rank(ContactQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var rank = 0;
        foreach (var beginning in query.Beginnings)
        {
            if (Best(beginning) is not { } best)
            {
                return null;
            }

            rank += best;
        }

        return rank;
    }

    private static string[] Words(string? text) => [.. FoldedText.Words(text)];

    private int? Best(string beginning)
    {
        int? best = null;
        for (var zone = 0; zone < zones.Length; zone++)
        {
            foreach (var word in zones[zone].Where(w => w.StartsWith(beginning, StringComparison.Ordinal)))
            {
                var rank = zone + (word.Length == beginning.Length ? 0 : 4);
                best = best is { } known ? Math.Min(known, rank) : rank;
            }
        }

        return best;
    }
}
