using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Cartulaire.Tests.Integration.Durability;

/// <summary>Everything that a server has acknowledged, and the comparison of it with what a data folder holds afterwards.</summary>
/// <remarks>It looks into the files of a folder that nobody serves, so that no code of the product answers for itself.</remarks>
internal sealed class Ledger
{
    private readonly ConcurrentDictionary<string, Letter> letters = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> receptions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> piles = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Subject> subjects = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> states = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<string> disorders = [];
    private readonly ConcurrentBag<string> free = [];

    /// <param name="Number">Number given.</param>
    /// <param name="Blob">Digest of the bytes sent.</param>
    /// <param name="Documents">Documents that it must hold once read, the parts of an archive among them.</param>
    internal sealed record Letter(string Number, string Blob, int Documents);

    /// <param name="Kept">The last subject acknowledged.</param>
    /// <param name="Tried">The one sent after it, which may or may not have come through.</param>
    private sealed record Subject(string? Kept, string Tried);

    public int Letters => letters.Count;

    public int Archives => letters.Values.Count(l => l.Documents > 1);

    public int Piles => piles.Count;

    public int Edits => subjects.Values.Count(s => s.Kept is not null);

    public int Transitions => states.Count;

    public int Receptions => receptions.Count;

    /// <summary>A file was received.</summary>
    public void Received(string reception, string blob) => receptions[Bare(reception)] = blob;

    /// <summary>A pile was received, of which this many letters must come.</summary>
    public void ReceivedPile(string reception, string blob, int count)
    {
        receptions[Bare(reception)] = blob;
        piles[Bare(reception)] = count;
    }

    /// <summary>A letter was registered; <paramref name="before"/> is the number that the same sender was given before.</summary>
    public void Registered(string item, Letter letter, string? before)
    {
        letters[Bare(item)] = letter;
        if (before is not null && Serial(before) >= Serial(letter.Number))
        {
            disorders.Add($"{letter.Number} was given after {before}");
        }
    }

    /// <summary>A subject is about to be sent.</summary>
    public void Editing(string item, string subject) => subjects.AddOrUpdate(Bare(item), _ => new Subject(null, subject), (_, s) => s with { Tried = subject });

    /// <summary>The subject sent last was acknowledged.</summary>
    public void Edited(string item, string subject) => subjects[Bare(item)] = new Subject(subject, subject);

    /// <summary>A transition was acknowledged.</summary>
    public void Moved(string item, string state) => states[Bare(item)] = state;

    /// <summary>A letter may be edited by anybody.</summary>
    public void Offer(string item) => free.Add(item);

    /// <summary>Some letter that may be edited, if there is one.</summary>
    public string? SomeLetter() => free.IsEmpty ? null : free.ElementAt(Random.Shared.Next(free.Count));

    /// <summary>Acknowledgements given so far: what a backup begun now must hold.</summary>
    public Ledger Copy()
    {
        var copy = new Ledger();
        Fill(letters, copy.letters);
        Fill(receptions, copy.receptions);
        Fill(piles, copy.piles);
        return copy;
    }

    /// <summary>Id of a service.</summary>
    public static async Task<string> ServiceAsync(string data, string name)
    {
        await using var db = await OpenAsync(data, "record.db");
        return "service_" + (await RowsAsync(db, "SELECT name, id FROM service"))[name][1];
    }

    /// <summary>What is missing, doubled or different in a folder that nobody serves.</summary>
    /// <param name="data">The data folder.</param>
    /// <param name="drained">Whether all jobs have ended: then everything acknowledged has been read, once.</param>
    public async Task<IReadOnlyList<string>> FaultsAsync(string data, bool drained)
    {
        await using var db = await OpenAsync(data, "record.db");
        var faults = new List<string>(disorders);
        var items = await RowsAsync(db, "SELECT id, coalesce(state, ''), coalesce(json_extract(properties, '$.subject'), '') FROM item");
        await CheckReceptionsAsync(db, faults);
        await CheckLettersAsync(db, items, faults, drained);
        faults.AddRange(states.Where(s => !items.TryGetValue(s.Key, out var item) || item[1] != s.Value).Select(s => $"{s.Key} is not in state {s.Value}"));
        faults.AddRange(subjects.Where(s => s.Value.Kept is not null && (!items.TryGetValue(s.Key, out var item) || (item[2] != s.Value.Kept && item[2] != s.Value.Tried)))
            .Select(s => $"{s.Key} has lost its subject « {s.Value.Kept} »"));
        faults.AddRange((await RowsAsync(db, "SELECT blob, count(*) FROM version GROUP BY blob HAVING count(*) > 1")).Select(b => $"blob {b.Key} is used {b.Value[1]} times"));
        faults.AddRange((await RowsAsync(db, "SELECT register || period || number, count(*) FROM register_entry GROUP BY item_id HAVING count(*) > 1")).Select(e => $"{e.Key}: its record has two numbers"));
        if (drained)
        {
            await CheckDrainedAsync(db, data, faults);
        }

        return faults;
    }

    private async Task CheckReceptionsAsync(SqliteConnection db, List<string> faults)
    {
        var found = await RowsAsync(db, "SELECT id, blob, state FROM reception");
        faults.AddRange(receptions.Where(r => !found.TryGetValue(r.Key, out var row) || row[1] != r.Value).Select(r => $"{r.Key} is lost or has other bytes"));
    }

    private async Task CheckLettersAsync(SqliteConnection db, Dictionary<string, string[]> items, List<string> faults, bool drained)
    {
        var numbers = await RowsAsync(db, "SELECT item_id, label FROM register_entry");
        var blobs = await RowsAsync(db, "SELECT i.parent_id, v.blob FROM item i JOIN item r ON r.main_document_id = i.id JOIN version v ON v.item_id = i.id");
        var documents = await RowsAsync(db, "SELECT parent_id, count(*) FROM item WHERE is_folder = 0 GROUP BY parent_id");
        var renditions = (await RowsAsync(db, "SELECT blob || kind, blob, kind || ' ' || state || ' ' || coalesce(detail, '') FROM rendition")).Values.ToLookup(r => r[1], r => r[2]);
        foreach (var (item, letter) in letters)
        {
            if (!items.ContainsKey(item) || !numbers.TryGetValue(item, out var number) || number[1] != letter.Number || !blobs.TryGetValue(item, out var blob) || blob[1] != letter.Blob)
            {
                faults.Add($"{item} {letter.Number} is lost, or has another number or other bytes");
            }
            else if (drained && documents[item][1] != letter.Documents.ToString(CultureInfo.InvariantCulture))
            {
                faults.Add($"{item} {letter.Number} holds {documents[item][1]} documents, not {letter.Documents} ({string.Join(", ", renditions[letter.Blob])})");
            }
        }

        var same = letters.Values.GroupBy(l => l.Number, StringComparer.Ordinal).Where(g => g.Count() > 1);
        faults.AddRange(same.Select(g => $"number {g.Key} was given {g.Count()} times"));
    }

    private async Task CheckDrainedAsync(SqliteConnection db, string data, List<string> faults)
    {
        faults.AddRange((await RowsAsync(db, "SELECT id, kind || ' ' || state || ' ' || coalesce(reason, '') FROM job")).Select(j => $"job {j.Key} is left: {j.Value[1]}"));
        faults.AddRange((await RowsAsync(db, "SELECT v.id, v.file_name FROM version v WHERE NOT EXISTS (SELECT 1 FROM rendition r WHERE r.blob = v.blob)")).Select(v => $"{v.Key} {v.Value[1]} was never read"));
        var cut = await RowsAsync(db, "SELECT substr(key, 5, 32), count(*), count(DISTINCT item_id) FROM item_key WHERE register = 'separated' GROUP BY 1");
        foreach (var (pile, count) in piles)
        {
            if (!cut.TryGetValue(pile, out var row) || row[1] != row[2] || row[1] != count.ToString(CultureInfo.InvariantCulture))
            {
                faults.Add($"pile {pile} became {(cut.TryGetValue(pile, out var some) ? some[1] : "0")} letters, not {count}");
            }
        }

        await using var derived = await OpenAsync(data, "derived.db");
        var texts = await RowsAsync(derived, "SELECT blob, count(*) FROM page_text GROUP BY blob");
        var read = await RowsAsync(db, "SELECT blob, coalesce(pages, 0) FROM rendition WHERE kind = 'text' AND state = 'done' AND pages > 0");
        faults.AddRange(read.Where(r => !texts.TryGetValue(r.Key, out var pages) || pages[1] != r.Value[1]).Select(r => $"the text of {r.Key} has not its {r.Value[1]} pages"));
    }

    private static async Task<SqliteConnection> OpenAsync(string data, string file)
    {
        var path = Path.Join(data, "administrations", "sart", file);
        var db = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        await db.OpenAsync(TestContext.Current.CancellationToken);
        return db;
    }

    private static int Serial(string number) => int.Parse(number[^5..], CultureInfo.InvariantCulture);

    private static void Fill<T>(ConcurrentDictionary<string, T> from, ConcurrentDictionary<string, T> to)
    {
        foreach (var (key, value) in from)
        {
            to[key] = value;
        }
    }

    private static string Bare(string id) => id[(id.IndexOf('_', StringComparison.Ordinal) + 1)..];

    private static string Plain(object value)
        => Convert.ToString(value, CultureInfo.InvariantCulture) is var text && Guid.TryParseExact(text, "D", out var id) ? id.ToString("N") : text!;

    // Identifiers bare, as in the addresses of the doors.
    private static async Task<Dictionary<string, string[]>> RowsAsync(SqliteConnection db, string query)
    {
        await using var command = db.CreateCommand();
        command.CommandText = query;
        var found = new Dictionary<string, string[]>(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            var row = Enumerable.Range(0, reader.FieldCount).Select(n => reader.IsDBNull(n) ? "" : Plain(reader.GetValue(n))).ToArray();
            found[row[0]] = row;
        }

        return found;
    }
}
