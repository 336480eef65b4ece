using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Chains;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Access;

namespace Cartulaire.Bench.Search;

/// <summary>
/// Fills a data folder with records of three documents: the administration by the product's own acts, the records as rows, with numbers, folders, access sets,
/// open work, texts and a journal whose chain holds. Left out: the bytes of the blobs (<c>verify</c> names them missing and finds nothing else), renditions, jobs.
/// </summary>
internal sealed class Seeding : IDisposable
{
    private const int Chunk = 5_000;
    private const string ItemColumns = "id, serial, is_folder, type, title, state, parent_id, main_document_id, properties, pack_revision, stamp, access_set, created_at, created_by, changed_at, changed_by, changed_number, checksum";

    private readonly BulkLoad record;
    private readonly BulkLoad derived;
    private readonly SeedTown town;
    private readonly string actor = "operator:bench";
    private readonly Dictionary<string, long> numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (ItemId Id, int Held)> folders = new(StringComparer.Ordinal);
    private readonly HashSet<string> blobs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> sets = new(StringComparer.Ordinal);
    private int serial;
    private long set;
    private long head;
    private byte[] hash;
    private long everybody;

    private Seeding(SearchFolder folder, SeedTown town)
    {
        this.town = town;
        record = new BulkLoad(Path.Join(folder.Administration, "record.db"));
        derived = new BulkLoad(Path.Join(folder.Administration, "derived.db"));
        serial = (int)(long)record.Scalar("SELECT last FROM counter WHERE name = 'item-serial'")!;
        set = (long)record.Scalar("SELECT last FROM counter WHERE name = 'access-set'")!;
        head = (long)record.Scalar("SELECT number FROM journal_head")!;
        hash = (byte[])record.Scalar("SELECT hash FROM journal_head")!;
    }

    /// <summary>Makes the folder; one that is whole is left as it is.</summary>
    public static async Task<SearchState> RunAsync(SearchFolder folder, int records, CancellationToken ct)
    {
        if (folder.Read() is { Seeded: true } known && known.Records == records)
        {
            Console.WriteLine($"seeded before: {records} records");
            return known;
        }

        folder.Clear();
        var watch = Stopwatch.StartNew();
        var made = await SeedTown.MakeAsync(folder.Data, ct);
        Console.WriteLine($"administration, {SeedTown.Groups} services, {SeedTown.Members + 2} people, {made.Contacts.Count} contacts: {watch.Elapsed.TotalSeconds:F0} s");
        using var seeding = new Seeding(folder, made);
        await seeding.FillAsync(records, ct);
        Directory.Delete(folder.Index, recursive: true);
        var state = new SearchState(records, true, watch.Elapsed.TotalSeconds, (int)seeding.set, made.Ordinary, made.Administrator, made.Member);
        folder.Write(state);
        Console.WriteLine($"seeded {records} records, {records * SeedRecord.Documents3} documents, {seeding.set} access sets in {watch.Elapsed.TotalSeconds:F0} s, {SearchFolder.Size(folder.Data) >> 20} MiB");
        return state;
    }

    public void Dispose()
    {
        record.Dispose();
        derived.Dispose();
    }

    private async Task FillAsync(int records, CancellationToken ct)
    {
        var random = new Random(20261123);
        var shares = Enumerable.Range(0, Math.Clamp(records / 3, 500, 34_000)).Select(_ => Share.Draw(town, random)).ToList();
        everybody = Number(AccessSet.From([new AccessGrant(Kernel.Organisation.Principal.Everybody, Rights.Read)]));
        foreach (var made in shares.SelectMany(s => s.Sets))
        {
            Number(made);
        }

        var words = new Town();
        Task<SeedRecord[]> MakeAsync(int from) => Task.Run(
            () =>
            {
                var chunk = new SeedRecord[Math.Min(Chunk, records - from)];
                Parallel.For(0, chunk.Length, i => chunk[i] = SeedRecord.Make(words, town, shares, from + i, records));
                return chunk;
            },
            ct);
        var next = MakeAsync(0);
        for (var from = 0; from < records; from += Chunk)
        {
            var chunk = await next;
            next = from + Chunk < records ? MakeAsync(from + Chunk) : next;
            foreach (var made in chunk)
            {
                Write(made, shares[made.Share]);
            }

            foreach (var document in chunk.SelectMany(r => r.Documents).Where(d => blobs.Add(d.Address)).OrderBy(d => d.Address, StringComparer.Ordinal).ToList())
            {
                record.Add("blob", "address, size, media_type, encoding, created_at", document.Address, document.Size, "text/plain", "plain", 1_700_000_000_000);
                derived.Add("page_text", "blob, page, text, words, width, height, rotation, confidence, language", document.Address, 1, document.Text, Array.Empty<byte>(), 0, 0, 0, 1.0, "fr");
            }

            if (from / Chunk % 10 == 0)
            {
                Console.WriteLine($"  {from + chunk.Length} records");
            }
        }

        Close();
    }

    private void Write(SeedRecord made, Share share)
    {
        var at = new DateTimeOffset(made.Day, new TimeOnly(9, 0), TimeSpan.Zero);
        var period = made.Day.Year.ToString(CultureInfo.InvariantCulture);
        var number = numbers[period] = numbers.GetValueOrDefault(period) + 1;
        var label = string.Create(CultureInfo.InvariantCulture, $"{period}-E-{number:00000}");
        var parent = Folder(made.Day, at);
        Journal(at, "item.made", made.Id.ToString(), null, null);
        Journal(at, "item.registered", made.Id.ToString(), new { register = "incoming", period, label }, [number]);
        Item(made.Id, true, "incoming-mail", $"{label} - {made.Subject}", share.State, parent, made.Documents[0].Id, made.Properties, town.Revision, sets[share.Sets[0].Hash], at);
        for (var i = 0; i < made.Documents.Count; i++)
        {
            var document = made.Documents[i];
            Item(document.Id, false, i == 0 ? "mail-document" : "annex", document.Title, null, made.Id, null, "{}", town.Revision, sets[share.Sets[i == 0 ? 1 : 2].Hash], at);
            record.Add("version", "id, item_id, number, blob, file_name, media_type, created_at, created_by, checksum", VersionId.New().Value, document.Id.Value, 1, document.Address, document.Title, "text/plain", at.ToUnixTimeMilliseconds(), actor, 0);
        }

        record.Add("register_entry", "register, period, number, label, item_id, registered_at, registered_by, checksum", "incoming", period, number, label, made.Id.Value, at.ToUnixTimeMilliseconds(), actor, 0);
        record.Add("item_key", "register, key, item_id", "incoming", label, made.Id.Value);
        if (share.State is "to-treat" or "in-treatment")
        {
            foreach (var service in share.Treating)
            {
                record.Add(
                    "assignment",
                    "id, item_id, kind, service_id, state, open, due, stamp, created_at, created_by, changed_at, checksum",
                    AssignmentId.New().Value, made.Id.Value, "treat", service.Value, "open", 1, made.Day.AddDays(30).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), 1, at.ToUnixTimeMilliseconds(), actor, at.ToUnixTimeMilliseconds(), 0);
            }
        }
    }

    private void Item(ItemId id, bool folder, string type, string title, string? state, ItemId? parent, ItemId? main, string properties, long revision, long access, DateTimeOffset at)
        => record.Add(
            "item", ItemColumns, id.Value, ++serial, folder ? 1 : 0, type, title, state, parent?.Value, main?.Value, properties, revision, 1, access, at.ToUnixTimeMilliseconds(), actor, at.ToUnixTimeMilliseconds(), actor, head, 0);

    /// <summary>The organising folder with room, as the product would have made it.</summary>
    private ItemId Folder(DateOnly day, DateTimeOffset at)
    {
        var month = string.Create(CultureInfo.InvariantCulture, $"/Courrier/{day.Year}/{day.Month:00}");
        var path = month;
        for (var part = 2; folders.TryGetValue(path, out var full) && full.Held >= 1000; part++)
        {
            path = string.Create(CultureInfo.InvariantCulture, $"{month}/{part:00}");
        }

        ItemId? parent = null;
        for (var end = path.IndexOf('/', 1); ; end = end < 0 || end + 1 > path.Length ? -1 : path.IndexOf('/', end + 1))
        {
            var here = end < 0 ? path : path[..end];
            if (!folders.TryGetValue(here, out var known))
            {
                known = (ItemId.New(), 0);
                Journal(at, "folder.created", known.Id.ToString(), null, null);
                Item(known.Id, true, "$folder", here[(here.LastIndexOf('/') + 1)..], null, parent, null, "{}", 0, everybody, at);
                record.Add("item_key", "register, key, item_id", "$path", here, known.Id.Value);
                folders[here] = known;
            }

            parent = known.Id;
            if (end < 0)
            {
                folders[here] = (known.Id, known.Held + 1);
                return known.Id;
            }
        }
    }

    private long Number(AccessSet wanted)
    {
        if (!sets.TryGetValue(wanted.Hash, out var number))
        {
            // The administration is new: no set of ours is there yet.
            sets[wanted.Hash] = number = ++set;
            record.Add("access_set", "number, hash, grants", number, wanted.Hash, wanted.Canonical);
            foreach (var grant in wanted.Grants)
            {
                record.Add("access_grant", "set_number, principal, rights", number, grant.Principal, (int)grant.Rights);
            }
        }

        return number;
    }

    private void Journal(DateTimeOffset at, string kind, string subject, object? details, long[]? chained)
    {
        head++;
        byte[]? seal = null;
        if (details is not null)
        {
            var text = JsonSerializer.Serialize(details, JournalJson.Options);
            var salt = RandomNumberGenerator.GetBytes(16);
            seal = HMACSHA256.HashData(salt, Encoding.UTF8.GetBytes(text));
            record.Add("journal_detail", "number, salt, details", head, salt, text);
        }

        var canon = new ChainLink(head, at, actor, kind, subject, seal, chained).ToCanon();
        hash = ChainLink.Hash(hash, canon);
        record.Add("journal", "number, at, actor, kind, subject, canon, hash", head, at.ToUnixTimeMilliseconds(), actor, kind, subject, canon, hash);
    }

    private void Close()
    {
        foreach (var (period, last) in numbers)
        {
            record.Add("register_counter", "register, period, last", "incoming", period, last);
        }

        record.Run("UPDATE counter SET last = $p0 WHERE name = 'item-serial'", serial);
        record.Run("UPDATE counter SET last = $p0 WHERE name = 'access-set'", set);
        record.Run("UPDATE journal_head SET number = $p0, hash = $p1", head, hash);
        record.Finish();
        derived.Finish();
    }
}
