using System.Text.Json;
using Cartulaire.App.Administration;
using Cartulaire.App.Reading;
using Cartulaire.App.Registers;
using Cartulaire.App.Texts;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Access;
using Cartulaire.Kernel.Assignments;
using Cartulaire.Kernel.Types;
using Cartulaire.Kernel.Workflows;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Items;

/// <summary>Reads an item whole, as one person may see it. The consultation is written down before anything is shown.</summary>
public static class ReadItem
{
    /// <param name="Id">Id of the transition.</param>
    /// <param name="Label">Its label.</param>
    /// <param name="CommentRequired">Whether it asks for a comment.</param>
    /// <param name="Blockers">What is missing before it may be made.</param>
    public sealed record Offer(string Id, string Label, bool CommentRequired, IReadOnlyList<Told> Blockers);

    /// <param name="Id">The assignment.</param>
    /// <param name="Kind">Label of its kind.</param>
    /// <param name="State">Id of its state.</param>
    /// <param name="StateLabel">Label of its state.</param>
    /// <param name="Open">Whether it is still to do.</param>
    /// <param name="Service">The service that has it.</param>
    /// <param name="ServiceTitle">Its title.</param>
    /// <param name="Person">The person who has it.</param>
    /// <param name="PersonName">Name for people.</param>
    /// <param name="Due">Last day.</param>
    /// <param name="Comment">The last comment.</param>
    /// <param name="Stamp">Its own stamp.</param>
    /// <param name="Steps">Steps that the reader may make now: id and label.</param>
    public sealed record Work(
        AssignmentId Id, string Kind, string State, string StateLabel, bool Open, ServiceId? Service, string? ServiceTitle, PersonId? Person, string? PersonName,
        DateOnly? Due, string? Comment, long Stamp, IReadOnlyDictionary<string, string> Steps);

    /// <param name="Id">The document.</param>
    /// <param name="Title">Its title.</param>
    /// <param name="Type">Id of its type.</param>
    /// <param name="IsMain">Whether it is the record's content.</param>
    /// <param name="Version">Its last version.</param>
    /// <param name="MediaType">Media type of that version, found in the bytes.</param>
    /// <param name="Size">Bytes of that version.</param>
    /// <param name="Stamp">The document's stamp.</param>
    /// <param name="Reading">How far that version has been read.</param>
    public sealed record Document(ItemId Id, string Title, string Type, bool IsMain, VersionId? Version, string? MediaType, long? Size, long Stamp, ReadingReport? Reading);

    /// <param name="Id">The item.</param>
    /// <param name="Type">Id of its type.</param>
    /// <param name="TypeLabel">Label of its type.</param>
    /// <param name="Number">Its number in the register.</param>
    /// <param name="Title">Its title; null when masked.</param>
    /// <param name="State">Id of its state; null when masked or without workflow.</param>
    /// <param name="StateLabel">Label of its state.</param>
    /// <param name="Stamp">Its stamp.</param>
    /// <param name="Properties">Its values by field id; empty when masked.</param>
    /// <param name="Rights">What the reader may do.</param>
    /// <param name="Masked">Whether the reader sees the line only.</param>
    /// <param name="Parent">The folder that holds it.</param>
    /// <param name="MainDocument">The document that is its content.</param>
    /// <param name="Documents">Documents in it.</param>
    /// <param name="Assignments">Work on it.</param>
    /// <param name="Transitions">Transitions offered to the reader.</param>
    /// <param name="CreatedAt">When it was made.</param>
    /// <param name="ChangedAt">When people changed it last.</param>
    /// <param name="CancelledAt">When its registration was cancelled.</param>
    /// <param name="CancelReason">Why.</param>
    public sealed record Answer(
        ItemId Id, string Type, string TypeLabel, string? Number, string? Title, string? State, string? StateLabel, long Stamp, JsonElement Properties, Rights Rights, bool Masked,
        ItemId? Parent, ItemId? MainDocument, IReadOnlyList<Document> Documents, IReadOnlyList<Work> Assignments, IReadOnlyList<Offer> Transitions,
        DateTimeOffset CreatedAt, DateTimeOffset ChangedAt, DateTimeOffset? CancelledAt, string? CancelReason);

    /// <summary>Reads it.</summary>
    /// <param name="administration">Where.</param>
    /// <param name="person">Who reads.</param>
    /// <param name="language">Language of the labels.</param>
    /// <param name="id">The item.</param>
    /// <param name="now">The instant.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<Outcome<Answer>> HandleAsync(
        OpenAdministration administration, PersonId person, string language, ItemId id, DateTimeOffset now, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(administration);
        await using var db = administration.Store.Read();
        var scope = await ItemScope.OfAsync(administration, person, db, now, ct).ConfigureAwait(false);
        var taken = await scope.TakeAsync(db, id, Rights.Line, ct).ConfigureAwait(false);
        if (!taken.IsSuccess)
        {
            return taken.Failure;
        }

        var item = taken.Value;
        var entry = await TakeNumber.OfAsync(db, id, ct).ConfigureAwait(false);
        var masked = !item.Rights.HasFlag(Rights.Read);
        if (masked && entry is null)
        {
            // Only a register has lines.
            return new Failure(Refusal.NotFound, "item.unknown", null, id);
        }

        if (await administration.Store.Consultations.RecordAsync(Actor.Of(person), "item.read", id, ct).ConfigureAwait(false) is { } refusal)
        {
            return refusal;
        }

        if (!masked && item.Row.IsFolder)
        {
            await ReadMarks.SetAsync(administration, db, person, id, ct).ConfigureAwait(false);
        }

        var view = new View(scope, item, language);
        var documents = masked ? [] : await DocumentsAsync(db, scope, item.Row, language, ct).ConfigureAwait(false);
        return new Answer(
            id,
            item.Row.Type,
            item.Type?.Labels.In(language) ?? OrganisingFolders.Label(item.Row.Type, language),
            entry?.Label,
            masked ? null : item.Row.Title,
            masked ? null : item.Facts.State,
            masked ? null : view.StateLabel(),
            item.Row.Stamp,
            JsonSerializer.Deserialize<JsonElement>(masked ? "{}" : item.Facts.Properties.ToJson()),
            item.Rights,
            masked,
            item.Row.ParentId,
            masked ? null : item.Row.MainDocumentId,
            documents,
            masked ? [] : view.Assignments(),
            masked ? [] : view.Transitions(),
            item.Row.CreatedAt,
            item.Row.ChangedAt,
            entry?.CancelledAt,
            masked ? null : entry?.CancelReason);
    }

    private static async Task<IReadOnlyList<Document>> DocumentsAsync(RecordDb db, ItemScope scope, ItemRow row, string language, CancellationToken ct)
    {
        if (scope.Catalogue.FindType(row.Type) is not { Kind: ItemKind.Folder })
        {
            return [];
        }

        var children = await db.Items.Where(i => i.ParentId == row.Id && !i.IsFolder).OrderBy(i => i.Serial).ToListAsync(ct).ConfigureAwait(false);
        var documents = new List<Document>();
        foreach (var child in children)
        {
            if ((await scope.RightsAsync(db, child.AccessSet, ct).ConfigureAwait(false)).HasFlag(Rights.Read))
            {
                var version = await db.Versions.Where(v => v.ItemId == child.Id).OrderByDescending(v => v.Number)
                    .Join(db.Blobs, v => v.Blob, b => b.Address, (v, b) => new { v.Id, v.Number, v.MediaType, b.Address, b.Size })
                    .OrderByDescending(v => v.Number).FirstOrDefaultAsync(ct).ConfigureAwait(false);
                var reading = version is null ? null : await ReadingReport.OfAsync(db, version.Address, language, ct).ConfigureAwait(false);
                documents.Add(new Document(child.Id, child.Title, child.Type, child.Id == row.MainDocumentId, version?.Id, version?.MediaType, version?.Size, child.Stamp, reading));
            }
        }

        return documents;
    }

    /// <summary>Labels and offers of one item for one person.</summary>
    private sealed class View(ItemScope scope, ItemInHand item, string language)
    {
        public string? StateLabel()
            => item.Facts.State is { } state ? scope.Catalogue.Workflow(item.Row.Type)?.States.FirstOrDefault(s => s.Id == state)?.Labels.In(language) ?? state : null;

        public IReadOnlyList<Offer> Transitions()
            => [.. new Workflow(scope.Catalogue).Offered(item.Facts, scope.Person!.Value, scope.Organisation.Facts, scope.Today, item.Rights)
                .Select(o => new Offer(o.Transition.Id, o.Transition.Labels.In(language), o.Transition.CommentRequired, Told.Of(o.Blockers, language)))];

        public IReadOnlyList<Work> Assignments() => [.. item.Facts.Assignments.Zip(item.Assignments, One)];

        private Work One(AssignmentFacts facts, AssignmentRow row)
        {
            var kind = scope.Catalogue.AssignmentKind(facts.Kind);
            var steps = AssignmentPlanner.Offered(scope.Catalogue, item.Facts, facts, scope.Person!.Value, scope.Organisation.Facts);
            return new Work(
                row.Id,
                kind.Labels.In(language),
                row.State,
                kind.States.FirstOrDefault(s => s.Id == row.State)?.Labels.In(language) ?? row.State,
                row.Open,
                row.ServiceId,
                row.ServiceId is { } service ? scope.Organisation.Services.GetValueOrDefault(service)?.Title : null,
                row.PersonId,
                row.PersonId is { } person ? scope.Organisation.Persons.GetValueOrDefault(person)?.DisplayName : null,
                row.Due,
                row.Comment,
                row.Stamp,
                steps.ToDictionary(s => s.Id, s => s.Labels.In(language), StringComparer.Ordinal));
        }
    }
}
