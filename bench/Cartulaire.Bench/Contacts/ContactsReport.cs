using System.Diagnostics;
using System.Globalization;
using Cartulaire.App.Contacts;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Engines.Storage;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Contacts;

namespace Cartulaire.Bench.Contacts;

/// <summary>How long the picker takes among 100,000 contacts in a real store.</summary>
internal static class ContactsReport
{
    private const int Contacts = 100_000;
    private const int Queries = 1_000;
    private const int PerAct = 2_000;

    /// <summary>Fills a store, asks, prints.</summary>
    public static async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("cartulaire-bench-").FullName;
        try
        {
            Machine.Print("contacts");
            await using var store = AdministrationStore.Open(Path.Join(folder, "sart"), new DiskReserve(folder, 0), TimeProvider.System);
            var filling = Stopwatch.StartNew();
            var made = new List<(ContactValues Values, ContactWords Words)>(Contacts);
            foreach (var chunk in new ContactYear(5).Make(Contacts).Chunk(PerAct))
            {
                made.AddRange(chunk.Select(c => (c.Values, ContactWords.Of(c.Values, c.Person, c.Organisation))));
                await FillAsync(store, chunk).ConfigureAwait(false);
            }

            Print($"{Contacts} contacts, {made.Sum(m => m.Words.All.Count())} words, filled in {filling.Elapsed.TotalSeconds:0} s");
            var random = new Random(7);
            await MeasureAsync(store, "any beginning (1 to 8 letters)", () => Beginning(random, Any(made, random), 1)).ConfigureAwait(false);
            await MeasureAsync(store, "two words begun (2 letters or more)", () => $"{Beginning(random, Any(made, random), 2)} {Beginning(random, Any(made, random), 2)}").ConfigureAwait(false);
            await MeasureAsync(store, "two words of one contact, begun", () => Two(random, made[random.Next(made.Count)].Words)).ConfigureAwait(false);
            await MeasureAsync(store, "one letter", () => Beginning(random, Any(made, random), 1)[..1]).ConfigureAwait(false);
            await MeasureAsync(store, "enterprise number", () => EnterpriseNumber.Format(Having(made, random, m => m.Values.EnterpriseNumber))).ConfigureAwait(false);
            await MeasureAsync(store, "e-mail address, half", () => Having(made, random, m => m.Values.Email) is var email ? email[..(email.IndexOf('@', StringComparison.Ordinal) + 2)] : "").ConfigureAwait(false);
            await MeasureAsync(store, "duplicates of a contact", () => "", () => made[random.Next(made.Count)].Values, Queries / 4).ConfigureAwait(false);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task FillAsync(AdministrationStore store, IReadOnlyList<(ContactId Id, ContactValues Values, ContactValues? Person, ContactValues? Organisation)> chunk)
    {
        var written = await store.Writer.RunAsync<Done>(
            Actor.Operator("bench"),
            async (act, ct) =>
            {
                // Rows that others refer to go first.
                foreach (var kind in chunk.GroupBy(c => c.Person is not null).OrderBy(g => g.Key))
                {
                    act.Db.Contacts.AddRange(kind.Select(c => RowOf(act, c.Id, c.Values, ContactWords.Of(c.Values, c.Person, c.Organisation))));
                    await act.FlushAsync(ct).ConfigureAwait(false);
                }

                act.Db.ContactWords.AddRange(chunk.SelectMany(c => ContactWords.Of(c.Values, c.Person, c.Organisation).All.Select(w => new ContactWordRow { Word = w.Word, Zone = w.Zone, ContactId = c.Id })));
                act.Journal("contact.imported", null);
                return default(Done);
            },
            CancellationToken.None).ConfigureAwait(false);
        _ = written.Outcome.Value;
    }

    private static ContactRow RowOf(Act act, ContactId id, ContactValues values, ContactWords words)
    {
        var row = new ContactRow { Id = id, Kind = values.Kind, Name = values.Name, Search = words.ToText(), Stamp = 1, CreatedAt = act.Now, ChangedAt = act.Now };
        ContactMapping.Write(row, values);
        return row;
    }

    private static async Task MeasureAsync(AdministrationStore store, string what, Func<string> typed, Func<ContactValues>? values = null, int queries = Queries)
    {
        var times = new List<double>(queries);
        var lines = 0L;
        for (var i = -20; i < queries; i++)
        {
            var query = typed();
            var contact = values?.Invoke();
            var clock = Stopwatch.StartNew();
            await using (var db = store.Read())
            {
                lines += contact is null
                    ? (await FindContacts.RunAsync(db, new FindContacts.Query(query), CancellationToken.None).ConfigureAwait(false)).Contacts.Count
                    : (await FindDuplicates.RunAsync(db, contact, null, CancellationToken.None).ConfigureAwait(false)).Count;
            }

            if (i >= 0)
            {
                times.Add(clock.Elapsed.TotalMilliseconds);
            }
        }

        times.Sort();
        Print($"| {what} | {queries} | {times[queries / 2]:0.0} | {times[queries * 95 / 100]:0.0} | {times[^1]:0.0} | {lines / (double)(queries + 20):0.0} |");
    }

    private static string Any(List<(ContactValues Values, ContactWords Words)> made, Random random)
        => made[random.Next(made.Count)].Words.All.ToArray() is var words ? words[random.Next(words.Length)].Word : "";

    private static string Beginning(Random random, string word, int least) => word[..Math.Min(word.Length, random.Next(least, 9))];

    private static string Two(Random random, ContactWords words)
        => words.All.ToArray() is var all ? $"{Beginning(random, all[0].Word, 2)} {Beginning(random, all[random.Next(all.Length)].Word, 2)}" : "";

    private static string Having(List<(ContactValues Values, ContactWords Words)> made, Random random, Func<(ContactValues Values, ContactWords Words), string?> value)
    {
        while (true)
        {
            if (value(made[random.Next(made.Count)]) is { } found)
            {
                return found;
            }
        }
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
