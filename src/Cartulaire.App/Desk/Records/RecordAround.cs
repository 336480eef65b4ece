using Cartulaire.App.Capture.Proposals;
using Cartulaire.App.Http;
using Cartulaire.App.Items;
using Cartulaire.App.Search;
using Cartulaire.App.Ui.Fields;
using Cartulaire.App.Ui.Parts;
using Cartulaire.Engines.Database;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Access;
using Cartulaire.Kernel.Assignments;
using Cartulaire.Kernel.Filing;
using Cartulaire.Kernel.Organisation;
using Cartulaire.Kernel.Types;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Desk.Records;

/// <summary>One version of a document.</summary>
/// <param name="Id">The version.</param>
/// <param name="Document">Its document.</param>
/// <param name="Number">From 1.</param>
/// <param name="FileName">Name as given.</param>
/// <param name="At">When it came.</param>
/// <param name="Who">Who brought it, for people.</param>
public sealed record RecordVersion(VersionId Id, ItemId Document, int Number, string FileName, DateTimeOffset At, string Who);

/// <summary>What the person may do with an assignment beyond its steps, and to whom it may go.</summary>
/// <param name="Acts">Ids of the acts.</param>
/// <param name="People">Who may get it.</param>
/// <param name="Services">Where it may go.</param>
public sealed record WorkActs(IReadOnlyList<string> Acts, IReadOnlyList<Choice> People, IReadOnlyList<Choice> Services);

/// <summary>What stands around the form of a record.</summary>
/// <param name="Versions">Versions of its documents, the newest first.</param>
/// <param name="Links">Records that it points at, or that point at it.</param>
/// <param name="Readers">Who has opened it, the first one first.</param>
/// <param name="Acts">What may be done with each assignment.</param>
/// <param name="Proposals">What is proposed for its fields.</param>
/// <param name="Story">The last things that happened.</param>
/// <param name="Viewed">The document that is shown beside the form.</param>
/// <param name="Shown">Its version, among those above.</param>
public sealed record RecordAround(
    IReadOnlyList<RecordVersion> Versions,
    IReadOnlyList<FindLinks.Linked> Links,
    IReadOnlyList<(string Who, DateTimeOffset At)> Readers,
    IReadOnlyDictionary<AssignmentId, WorkActs> Acts,
    IReadOnlyList<ReadProposals.Proposed> Proposals,
    IReadOnlyList<TimelineEntry> Story,
    ViewedDocument? Viewed,
    RecordVersion? Shown)
{
    private const int LastThings = 5;

    /// <summary>Nothing: the record is masked.</summary>
    public static RecordAround Nothing { get; } = new([], [], [], new Dictionary<AssignmentId, WorkActs>(), [], [], null, null);

    /// <summary>Reads it for a person who may read the record.</summary>
    internal static async Task<RecordAround> OfAsync(Caller caller, ReadItem.Answer item, DateTimeOffset now, CancellationToken ct)
    {
        await using var db = caller.Administration.Store.Read();
        var scope = await ItemScope.OfAsync(caller.Administration, caller.Id, db, now, ct).ConfigureAwait(false);
        var history = await ItemHistory.HandleAsync(caller.Administration, caller.Id, caller.Language, item.Id, now, ct).ConfigureAwait(false);
        var proposals = item.CancelledAt is null && item.Rights.HasFlag(Rights.Edit)
            ? await ReadProposals.HandleAsync(caller.Administration, caller.Id, caller.Language, item.Id, now, ct).ConfigureAwait(false)
            : new List<ReadProposals.Proposed>();
        return new RecordAround(
            await VersionsAsync(db, scope, item, ct).ConfigureAwait(false),
            await FindLinks.OfAsync(caller, item.Id, Pointed(caller, item), ct).ConfigureAwait(false),
            await ReadersAsync(db, scope, item.Id, ct).ConfigureAwait(false),
            await ActsAsync(db, scope, item, ct).ConfigureAwait(false),
            proposals.IsSuccess ? proposals.Value : [],
            history.IsSuccess ? [.. history.Value.Take(LastThings).Select(e => new TimelineEntry(e.At, e.Who, e.What, e.Details))] : [],
            null,
            null);
    }

    private static List<ItemId> Pointed(Caller caller, ReadItem.Answer item)
    {
        var values = Properties.From(item.Properties);
        return [.. (caller.Administration.Packs.Catalogue.FindType(item.Type)?.Fields ?? []).Where(f => f.Kind == FieldKind.Link)
            .SelectMany(f => values.Texts(f.Id)).Select(t => Identifier.TryRead<ItemId>(t, out var id) ? (ItemId?)id : null).OfType<ItemId>()];
    }

    private static async Task<IReadOnlyList<RecordVersion>> VersionsAsync(RecordDb db, ItemScope scope, ReadItem.Answer item, CancellationToken ct)
    {
        var documents = item.Documents.Select(d => d.Id).ToList();
        var rows = await db.Versions.Where(v => documents.Contains(v.ItemId)).OrderByDescending(v => v.Number).ToListAsync(ct).ConfigureAwait(false);
        return [.. rows.Select(v => new RecordVersion(v.Id, v.ItemId, v.Number, FileNames.Shown(v.FileName), v.CreatedAt, Name(scope, v.CreatedBy)))];
    }

    private static async Task<IReadOnlyList<(string, DateTimeOffset)>> ReadersAsync(RecordDb db, ItemScope scope, ItemId item, CancellationToken ct)
    {
        var marks = await db.ReadMarks.Where(m => m.ItemId == item).OrderBy(m => m.ReadAt).Select(m => new { m.PersonId, m.ReadAt }).ToListAsync(ct).ConfigureAwait(false);
        return [.. marks.Select(m => (Name(scope, m.PersonId.ToString()), m.ReadAt))];
    }

    private static async Task<IReadOnlyDictionary<AssignmentId, WorkActs>> ActsAsync(RecordDb db, ItemScope scope, ReadItem.Answer item, CancellationToken ct)
    {
        var taken = await scope.TakeAsync(db, item.Id, Rights.Read, ct).ConfigureAwait(false);
        var found = new Dictionary<AssignmentId, WorkActs>();
        foreach (var work in taken.IsSuccess ? taken.Value.Facts.Assignments : [])
        {
            var acts = AssignmentPlanner.Allowed(new AssignmentAct(scope.Catalogue, taken.Value.Facts, work.Id, scope.Person!.Value, scope.Organisation.Facts));
            if (acts.Count > 0)
            {
                found[work.Id] = new WorkActs(acts, People(scope, work), Services(scope, work));
            }
        }

        return found;
    }

    private static IReadOnlyList<Choice> People(ItemScope scope, AssignmentFacts work)
        => [.. scope.Organisation.Persons.Values
            .Where(p => p.Active && (work.Service is null || scope.Organisation.Facts.PrincipalsOf(p.Id).Contains(Principal.Service(work.Service))))
            .OrderBy(p => p.DisplayName, StringComparer.CurrentCultureIgnoreCase).Select(p => new Choice(p.Id.ToString(), p.DisplayName))];

    private static IReadOnlyList<Choice> Services(ItemScope scope, AssignmentFacts work)
        => [.. scope.Organisation.Services.Values.Where(s => s.Active && !string.Equals(s.Id.ToString(), work.Service, StringComparison.Ordinal))
            .OrderBy(s => s.Title, StringComparer.CurrentCultureIgnoreCase).Select(s => new Choice(s.Id.ToString(), s.Title))];

    private static string Name(ItemScope scope, string actor)
        => Identifier.TryRead<PersonId>(actor, out var person) && scope.Organisation.Persons.TryGetValue(person, out var row) ? row.DisplayName : "Cartulaire";
}
