using Cartulaire.Engines.Database.Rows;

namespace Cartulaire.App.Erasure;

/// <summary>The one declared list of where data of persons may lie (security L-08). A text column that is neither here nor in <see cref="WithoutPersonalData"/> fails the build of tests.</summary>
public static class PersonalDataPlaces
{
    private const string Id = "An identifier made by the program.";
    private const string Word = "A word of a closed list of the program or of a pack.";
    private const string Actor = "The id of a person, which leads nowhere after the erasure, or the account of an operator.";
    private const string Digest = "A digest of bytes.";

    /// <summary>Places of the record. Others (index, learnt proposals) are registered beside them.</summary>
    public static IReadOnlyList<IPersonalDataPlace> OfTheRecord { get; } =
    [
        new UserPlace(),
        new BelongingsPlace(),
        new ContactPlace(),
        new QuotingTexts<ServiceRow>("service", [new("title", r => r.Title, (r, v) => r.Title = v)]),
        new QuotingTexts<ItemRow>("item",
        [
            new("title", r => r.Title, (r, v) => Changed(r).Title = v),
            new("properties", r => r.Properties, (r, v) => Changed(r).Properties = v, IsJson: true),
            new("conversion_trace", r => r.ConversionTrace, (r, v) => Changed(r).ConversionTrace = v, IsJson: true),
        ]),
        new QuotingTexts<ItemKeyRow>("item_key", [new("key", r => r.Key, Fixed)], r => r.ItemId, remove: true),
        new QuotingTexts<ExternalReferenceRow>("external_reference", [new("value", r => r.Value, Fixed)], r => r.ItemId, remove: true),
        new QuotingTexts<VersionRow>("version",
        [
            new("file_name", r => r.FileName, (r, v) => r.FileName = v),
            new("declared_media_type", r => r.DeclaredMediaType, (r, v) => r.DeclaredMediaType = v),
            new("properties", r => r.Properties, (r, v) => r.Properties = v, IsJson: true),
            new("comment", r => r.Comment, (r, v) => r.Comment = v),
        ], r => r.ItemId),
        new QuotingTexts<RenditionRow>("rendition", [new("detail", r => r.Detail, (r, v) => r.Detail = v)]),
        new QuotingTexts<AssignmentRow>("assignment", [new("comment", r => r.Comment, (r, v) => r.Comment = v)], r => r.ItemId),
        new QuotingTexts<SavedSearchRow>("saved_search", [new("title", r => r.Title, (r, v) => r.Title = v), new("query", r => r.Query, (r, v) => r.Query = v)]),
        new QuotingTexts<RegisterEntryRow>("register_entry", [new("cancel_reason", r => r.CancelReason, (r, v) => r.CancelReason = v)], r => r.ItemId),
        new QuotingTexts<ReceptionRow>("reception",
        [
            new("file_name", r => r.FileName, (r, v) => r.FileName = v),
            new("wanted_type", r => r.WantedType, (r, v) => r.WantedType = v),
        ]),
        new QuotingTexts<UploadRow>("upload",
        [
            new("file_name", r => r.FileName, (r, v) => r.FileName = v),
            new("media_type", r => r.MediaType, (r, v) => r.MediaType = v),
            new("wanted_type", r => r.WantedType, (r, v) => r.WantedType = v),
        ]),
        new QuotingTexts<IdempotencyRow>("idempotency", [new("key", r => r.Key, Fixed), new("answer", r => r.Answer, Fixed)], remove: true),
        new QuotingTexts<JobRow>("job",
        [
            new("args", r => r.Args, (r, v) => r.Args = v, IsJson: true),
            new("reason", r => r.Reason, (r, v) => r.Reason = v),
            new("unique_key", r => r.UniqueKey, (r, _) => r.UniqueKey = null),
        ]),

        // Last, so that it sees what the others made the journal say.
        new JournalPlace(),
    ];

    /// <summary>Text and byte columns of the record that hold no personal data, and why.</summary>
    public static IReadOnlyDictionary<string, string> WithoutPersonalData { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["service.id"] = Id,
        ["service.name"] = "A short name in letters and hyphens, part of verbs.",
        ["service.parent_id"] = Id,
        ["person.id"] = Id,
        ["person_role.person_id"] = Id,
        ["person_function.person_id"] = Id,
        ["person_function.service_id"] = Id,
        ["token.id"] = Id,
        ["token.person_id"] = Id,
        ["session.id"] = Id,
        ["session.person_id"] = Id,
        ["access_set.hash"] = Digest,
        ["access_set.grants"] = "Principals: ids of persons and services, roles.",
        ["access_grant.principal"] = "A principal: id or role.",
        ["item.id"] = Id,
        ["item.type"] = Word,
        ["item.state"] = Word,
        ["item.parent_id"] = Id,
        ["item.main_document_id"] = Id,
        ["item.created_by"] = Actor,
        ["item.changed_by"] = Actor,
        ["item_key.register"] = Word,
        ["item_key.item_id"] = Id,
        ["relation.kind"] = Word,
        ["relation.source_id"] = Id,
        ["relation.target_id"] = Id,
        ["relation.created_by"] = Actor,
        ["external_reference.system"] = Word,
        ["external_reference.item_id"] = Id,
        ["blob.address"] = Digest,
        ["blob.media_type"] = Word,
        ["blob.encoding"] = Word,
        ["blob.key_id"] = Id,
        ["version.id"] = Id,
        ["version.item_id"] = Id,
        ["version.blob"] = Digest,
        ["version.media_type"] = Word,
        ["version.created_by"] = Actor,
        ["rendition.blob"] = Digest,
        ["rendition.kind"] = Word,
        ["rendition.state"] = Word,
        ["rendition.derived"] = Digest,
        ["rendition.tool"] = Word,
        ["rendition.tool_version"] = "A version of a program.",
        ["assignment.id"] = Id,
        ["assignment.item_id"] = Id,
        ["assignment.kind"] = Word,
        ["assignment.service_id"] = Id,
        ["assignment.person_id"] = Id,
        ["assignment.state"] = Word,
        ["assignment.due"] = "A date.",
        ["assignment.outcome"] = Word,
        ["assignment.created_by"] = Actor,
        ["read_mark.person_id"] = Id,
        ["read_mark.item_id"] = Id,
        ["saved_search.id"] = Id,
        ["saved_search.person_id"] = Id,
        ["register_counter.register"] = Word,
        ["register_counter.period"] = "A period.",
        ["register_entry.register"] = Word,
        ["register_entry.period"] = "A period.",
        ["register_entry.label"] = "A number in a pack's format.",
        ["register_entry.item_id"] = Id,
        ["register_entry.registered_by"] = Actor,
        ["register_entry.cancelled_by"] = Actor,
        ["upload.id"] = Id,
        ["upload.person_id"] = Id,
        ["upload.batch_id"] = Id,
        ["upload.reception_id"] = Id,
        ["reception.id"] = Id,
        ["reception.batch_id"] = Id,
        ["reception.blob"] = Digest,
        ["reception.media_type"] = Word,
        ["reception.source"] = Word,
        ["reception.state"] = Word,
        ["reception.item_id"] = Id,
        ["reception.received_by"] = Actor,
        ["idempotency.actor"] = Actor,
        ["idempotency.request"] = Digest,
        ["job.id"] = Id,
        ["job.kind"] = Word,
        ["job.item_id"] = Id,
        ["job.state"] = Word,
        ["job.lease_owner"] = "A machine and a run of the program.",
        ["pack.pack_id"] = Word,
        ["pack.pack_version"] = "A version.",
        ["pack.files"] = "Rules and labels as published.",
        ["pack.accepted"] = "Ids and versions of things of packs.",
        ["pack.state"] = Word,
        ["pack.installed_by"] = Actor,
        ["contact.id"] = Id,
        ["contact.kind"] = Word,
        ["contact.person_id"] = Id,
        ["contact.organisation_id"] = Id,
        ["contact_word.contact_id"] = Id,
        ["journal.actor"] = Actor,
        ["journal.kind"] = Word,
        ["journal.subject"] = "The id of what changed, or a month.",
        ["journal.canon"] = "Ids, kinds, numbers and the HMAC of the details.",
        ["journal.hash"] = Digest,
        ["journal_head.hash"] = Digest,
        ["counter.name"] = Word,
    };

    private static ItemRow Changed(ItemRow row)
    {
        // Whoever edits it meanwhile must not write the words back.
        row.Stamp++;
        return row;
    }

    private static void Fixed<TRow>(TRow row, string value)
        => throw new InvalidOperationException("The row goes away whole.");
}
