using System.Data.Common;
using Cartulaire.App.Administration;
using Cartulaire.App.Assignments;
using Cartulaire.App.Correspondence;
using Cartulaire.App.Items;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Engines.Index;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Access;
using Cartulaire.Kernel.Assignments;
using Cartulaire.Kernel.Packs;
using Cartulaire.Kernel.Query;
using Cartulaire.Kernel.Types;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using QueryKind = Cartulaire.Kernel.Query.FieldKind;
using TypeKind = Cartulaire.Kernel.Types.FieldKind;

namespace Cartulaire.App.Search;

/// <summary>Turns the present rows of items into entries of the index, many at a time.</summary>
/// <param name="administration">Where.</param>
/// <param name="db">One instant of the record.</param>
/// <param name="log">Told which items could not be read.</param>
internal sealed partial class Projection(OpenAdministration administration, RecordDb db, ILogger log)
{
    private Catalogue Catalogue => administration.Packs.Catalogue;

    /// <summary>The entries of the given rows. One that cannot be made hides no other: it has id, number and rights, and a flag.</summary>
    public async Task<IReadOnlyList<IndexEntry>> EntriesAsync(IReadOnlyList<ItemRow> rows, CancellationToken ct)
    {
        try
        {
            return await WholeAsync(rows, ct).ConfigureAwait(false);
        }
        catch (Exception fault) when (IsOfAnItem(fault) && rows.Count > 1)
        {
            var entries = new List<IndexEntry>(rows.Count);
            foreach (var row in rows)
            {
                entries.AddRange(await EntriesAsync([row], ct).ConfigureAwait(false));
            }

            return entries;
        }
        catch (Exception fault) when (IsOfAnItem(fault))
        {
            LogBare(fault, rows[0].Id);
            return [await BareAsync(rows[0], ct).ConfigureAwait(false)];
        }
    }

    // What the database or the disk refuses says nothing of the item: it is tried again.
    private static bool IsOfAnItem(Exception fault) => fault is not (OperationCanceledException or DbException or IOException or OutOfMemoryException);

    private async Task<IReadOnlyList<IndexEntry>> WholeAsync(IReadOnlyList<ItemRow> rows, CancellationToken ct)
    {
        var parentIds = rows.Where(r => r.ParentId is not null).Select(r => r.ParentId!.Value).Distinct().ToList();
        var parents = await db.Items.Where(i => parentIds.Contains(i.Id)).ToDictionaryAsync(i => i.Id, ct).ConfigureAwait(false);
        var around = await AroundAsync([.. rows, .. parents.Values], ct).ConfigureAwait(false);
        var pages = await PagesAsync(rows, ct).ConfigureAwait(false);
        return [.. rows.Select(row => Entry(row, parents, around, pages))];
    }

    private async Task<IndexEntry> BareAsync(ItemRow row, CancellationToken ct)
    {
        var parent = await db.Items.SingleOrDefaultAsync(i => i.Id == row.ParentId, ct).ConfigureAwait(false);
        var headline = IsPart(row, parent) ? parent! : row;
        return Place(row, parent) with
        {
            Number = await db.RegisterEntries.Where(e => e.ItemId == headline.Id).Select(e => e.Label).FirstOrDefaultAsync(ct).ConfigureAwait(false),
            Flags = [IndexEntry.NotIndexed],
        };
    }

    private bool IsPart(ItemRow row, ItemRow? parent) => !row.IsFolder && parent is not null && Catalogue.FindType(parent.Type) is not null;

    private IndexEntry Place(ItemRow row, ItemRow? parent) => new()
    {
        Serial = row.Serial,
        Id = row.Id,
        Kind = row.Type == OrganisingFolders.Type ? EntryKind.Folder : row.IsFolder ? EntryKind.Record : EntryKind.Document,
        AccessSet = (int)row.AccessSet,
        Record = IsPart(row, parent) ? parent!.Serial : null,
        Parent = parent?.Serial,
        Updated = row.ChangedNumber,
    };

    private IndexEntry Entry(ItemRow row, Dictionary<ItemId, ItemRow> parents, Around around, Dictionary<ItemId, List<PageText>> pages)
    {
        var parent = row.ParentId is { } id ? parents.GetValueOrDefault(id) : null;
        var type = Catalogue.FindType(row.Type);
        var (state, properties) = (Current(row).State, Current(row).Properties);
        var isPart = IsPart(row, parent);
        var headline = isPart ? parent! : row;
        var entry = Place(row, parent) with
        {
            Number = around.Entries.GetValueOrDefault(headline.Id)?.Label,
            Title = headline.Title,
            Sender = Sender(headline, around),
            References = References(headline),
            Type = row.Type,
            State = state,
            Pages = pages.GetValueOrDefault(row.Id) ?? [],
        };
        return isPart || type is null
            ? entry with { Fields = isPart ? [new IndexField(new FieldRef("$file", QueryKind.Text), row.Title)] : [] }
            : Whole(entry, row, type, properties, around);
    }

    // As of the packs in force, converted or not yet.
    private Convertible Current(ItemRow row) => administration.Packs.Now.Items.Current(row);

    private IndexEntry Whole(IndexEntry entry, ItemRow row, TypeDefinition type, Properties properties, Around around)
    {
        var registered = around.Entries.GetValueOrDefault(row.Id);
        var work = around.Assignments[row.Id].ToList();
        var fields = type.Fields.Where(f => properties.Has(f.Id)).SelectMany(f => Values(f, properties, around)).ToList();
        fields.AddRange(work.SelectMany(WorkOf));
        fields.AddRange(around.Readers[row.Id].Select(p => new IndexField(WorkFields.ReadBy, p.ToString())));
        var flags = new List<string>();
        if (AccessRules.IsConfidential(type, properties))
        {
            flags.Add("masked");
        }

        if (registered?.CancelledAt is not null)
        {
            flags.Add("cancelled");
        }

        return entry with
        {
            Register = registered?.Register,
            Date = administration.DayOf(registered?.RegisteredAt ?? row.CreatedAt),
            Services = [.. Routing.Services(type, properties).Concat(work.Where(a => a.Open).Select(a => a.ServiceId?.ToString()).OfType<string>()).Distinct(StringComparer.Ordinal)],
            Assigned = [.. Routing.AssignedPerson(type, properties).Concat(work.Where(a => a.Open).Select(a => a.PersonId?.ToString()).OfType<string>()).Distinct(StringComparer.Ordinal)],
            Flags = flags,
            Fields = fields,
        };
    }

    private IEnumerable<IndexField> WorkOf(AssignmentRow row)
    {
        var phase = Catalogue.AssignmentKind(row.Kind).PhaseOf(row.State);
        foreach (var holder in new[] { row.ServiceId?.ToString(), row.PersonId?.ToString() }.OfType<string>())
        {
            yield return new IndexField(WorkFields.Holders(row.Kind, phase), holder);
            if (phase == AssignmentPhase.Open && row.Due is { } due)
            {
                yield return new IndexField(WorkFields.DueOf(row.Kind, holder), Day: due);
            }
        }
    }

    private static IEnumerable<IndexField> Values(FieldDefinition field, Properties properties, Around around)
    {
        var known = CatalogueFields.Of(field);
        switch (known.Kind)
        {
            case QueryKind.Date:
                return properties.Date(field.Id) is { } day ? [new IndexField(known, Day: day)] : [];
            case QueryKind.Number or QueryKind.Amount:
                return properties.Number(field.Id) is { } figure ? [new IndexField(known, Figure: figure)] : [];
            case QueryKind.Text when field.Kind == TypeKind.Contact:
                var ids = properties.Texts(field.Id);
                return ids.Select(id => new IndexField(known, around.Contacts.GetValueOrDefault(id, string.Empty)))
                    .Concat(ids.Select(id => new IndexField(CatalogueFields.IdsOf(field.Id), id)));
            default:
                return field.Kind == TypeKind.Boolean
                    ? [new IndexField(known, properties.Flag(field.Id) ? "true" : "false")]
                    : properties.Texts(field.Id).Select(text => new IndexField(known, text));
        }
    }

    private string? Sender(ItemRow row, Around around)
        => Correspondents.Senders(Catalogue.FindType(row.Type), Current(row).Properties) is { Count: > 0 } senders
            ? string.Join(", ", senders.Select(id => around.Contacts.GetValueOrDefault(id, string.Empty)))
            : null;

    private IReadOnlyList<string> References(ItemRow row) => Correspondents.References(Catalogue.FindType(row.Type), Current(row).Properties);

    private async Task<Around> AroundAsync(IReadOnlyList<ItemRow> rows, CancellationToken ct)
    {
        var ids = rows.Select(r => r.Id).Distinct().ToList();
        var entries = await db.RegisterEntries.Where(e => ids.Contains(e.ItemId)).ToListAsync(ct).ConfigureAwait(false);
        var assignments = await db.Assignments.Where(a => ids.Contains(a.ItemId)).ToListAsync(ct).ConfigureAwait(false);
        var readers = await db.ReadMarks.Where(m => ids.Contains(m.ItemId)).ToListAsync(ct).ConfigureAwait(false);
        var contactIds = rows.SelectMany(ContactsOf).Distinct().ToList();
        var contacts = await db.Contacts.Where(c => contactIds.Contains(c.Id)).Select(c => new { c.Id, c.Name, c.GivenName }).ToListAsync(ct).ConfigureAwait(false);
        return new Around(
            entries.GroupBy(e => e.ItemId).ToDictionary(g => g.Key, g => g.First()),
            assignments.ToLookup(a => a.ItemId),
            readers.ToLookup(m => m.ItemId, m => m.PersonId),
            contacts.ToDictionary(c => c.Id.ToString(), c => string.Join(' ', new[] { c.Name, c.GivenName }.OfType<string>()), StringComparer.Ordinal));
    }

    private IEnumerable<ContactId> ContactsOf(ItemRow row)
        => Catalogue.FindType(row.Type) is { } type && type.Fields.Any(f => f.Kind == TypeKind.Contact)
            ? type.Fields.Where(f => f.Kind == TypeKind.Contact).SelectMany(f => Current(row).Properties.Texts(f.Id))
                .Select(t => Identifier.TryRead<ContactId>(t, out var id) ? id : (ContactId?)null).OfType<ContactId>()
            : [];

    private async Task<Dictionary<ItemId, List<PageText>>> PagesAsync(IReadOnlyList<ItemRow> rows, CancellationToken ct)
    {
        var documents = rows.Where(r => !r.IsFolder).Select(r => r.Id).ToList();
        var versions = await db.Versions.Where(v => documents.Contains(v.ItemId)).Select(v => new { v.ItemId, v.Number, v.Blob }).ToListAsync(ct).ConfigureAwait(false);
        var current = versions.GroupBy(v => v.ItemId).Select(g => g.OrderByDescending(v => v.Number).First()).ToList();
        var blobs = current.Select(c => c.Blob).Distinct().ToList();
        await using var derived = administration.Store.ReadDerived();
        var texts = (await derived.PageTexts.Where(p => blobs.Contains(p.Blob)).Select(p => new { p.Blob, p.Page, p.Text }).ToListAsync(ct).ConfigureAwait(false))
            .ToLookup(p => p.Blob, p => new PageText(p.Page, Compression.ToText(p.Text)));
        return current.ToDictionary(c => c.ItemId, c => texts[c.Blob].OrderBy(p => p.Number).ToList());
    }

    [LoggerMessage(EventId = 2602, Level = LogLevel.Warning, Message = "{Item} is indexed by id, number and rights only")]
    private partial void LogBare(Exception fault, ItemId item);

    /// <summary>What lies around the items of one batch.</summary>
    private sealed record Around(
        Dictionary<ItemId, RegisterEntryRow> Entries, ILookup<ItemId, AssignmentRow> Assignments, ILookup<ItemId, PersonId> Readers, Dictionary<string, string> Contacts);
}
