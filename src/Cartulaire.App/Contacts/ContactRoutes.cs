using System.Globalization;
using Cartulaire.App.Http;
using Cartulaire.App.Http.Description;
using Cartulaire.App.Organisation;
using Cartulaire.Engines.Database;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Contacts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Contacts;

/// <summary>Contacts over REST. They are people: whoever holds a role or a function may read, make and edit them.</summary>
internal static class ContactRoutes
{
    /// <summary>Maps the routes under the administration's API.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        var contacts = api.MapGroup("").AddEndpointFilter(Members.OnlyAsync);
        contacts.MapGet("/contacts", FindAsync)
            .WithName("FindContacts")
            .WithSummary("Trouver des contacts par le début de leurs mots, leur adresse électronique ou leur numéro d'entreprise")
            .Produces<FindContacts.Answer>();
        contacts.MapGet("/contacts/{contact}", ReadAsync)
            .WithName("ReadContact")
            .WithSummary("Lire un contact ; l'ETag est à renvoyer dans If-Match")
            .Produces<View>();
        contacts.MapPost("/contacts", MakeAsync)
            .WithName("MakeContact")
            .OncePerKey()
            .WithSummary("Créer un contact ; les doublons possibles sont montrés, jamais imposés")
            .Produces<Saved>(StatusCodes.Status201Created);
        contacts.MapPut("/contacts/{contact}", EditAsync)
            .WithName("EditContact")
            .OncePerKey().NeedsStamp()
            .WithSummary("Modifier un contact, le désactiver ou le réactiver ; If-Match est obligatoire")
            .Produces<Saved>();
        contacts.MapPost("/contacts/duplicates", DuplicatesAsync)
            .WithName("FindDuplicateContacts")
            .WithSummary("Chercher les doublons possibles d'un contact avant de l'enregistrer")
            .Produces<IReadOnlyList<FindDuplicates.Duplicate>>();
    }

    /// <summary>A contact as it is read.</summary>
    internal sealed record View(ContactId Id, long Stamp, string Label, string SecondLine, ContactValues Values, Reach Reach, DateTimeOffset ChangedAt);

    /// <summary>A contact that was saved.</summary>
    internal sealed record Saved(ContactId Id, long Stamp, string Label, IReadOnlyList<FindDuplicates.Duplicate> Duplicates);

    private static async Task<IResult> FindAsync(Caller caller, HttpContext context, string? q, string? kind, bool? inactive, int? limit, CancellationToken ct)
    {
        // One entry per person and window: the picker asks at each letter.
        if (await caller.Administration.Store.Consultations.RecordAsync(caller.Actor, "contact.list", "contacts", ct).ConfigureAwait(false) is { } refused)
        {
            return Problems.Of(context, [refused]);
        }

        await using var db = caller.Administration.Store.Read();
        return Results.Ok(await FindContacts.RunAsync(db, new FindContacts.Query(q, kind, inactive ?? false, limit ?? 12), ct).ConfigureAwait(false));
    }

    private static async Task<IResult> ReadAsync(Caller caller, HttpContext context, ContactId contact, CancellationToken ct)
    {
        await using var db = caller.Administration.Store.Read();
        if (await ViewAsync(db, contact, ct).ConfigureAwait(false) is not { } view)
        {
            return Problems.Of(context, [new Failure(Refusal.NotFound, "contact.unknown", null, contact)]);
        }

        if (await caller.Administration.Store.Consultations.RecordAsync(caller.Actor, "contact.read", contact, ct).ConfigureAwait(false) is { } refused)
        {
            return Problems.Of(context, [refused]);
        }

        Stamps.Show(context, view.Stamp);
        return Results.Ok(view);
    }

    private static async Task<IResult> MakeAsync(Caller caller, HttpContext context, ContactValues values, CancellationToken ct)
    {
        var key = Idempotency.Read(context, values);
        return key.IsSuccess
            ? await AnswerAsync(caller, context, await SaveContact.MakeAsync(caller.Administration, caller.Actor, values, key.Value, ct).ConfigureAwait(false), made: true, ct).ConfigureAwait(false)
            : Problems.Of(context, key.Failures);
    }

    private static async Task<IResult> EditAsync(Caller caller, HttpContext context, ContactId contact, ContactValues values, CancellationToken ct)
    {
        var stamp = Stamps.Read(context);
        var key = Idempotency.Read(context, values);
        if (!stamp.IsSuccess || !key.IsSuccess)
        {
            return Problems.Of(context, [.. stamp.Failures, .. key.Failures]);
        }

        var written = await SaveContact.EditAsync(caller.Administration, caller.Actor, contact, stamp.Value, values, key.Value, ct).ConfigureAwait(false);
        return !written.Outcome.IsSuccess && written.Outcome.Failure.Kind == Refusal.Stale
            ? await StaleAsync(caller, context, contact, stamp.Value, values, written.Outcome.Failures, ct).ConfigureAwait(false)
            : await AnswerAsync(caller, context, written, made: false, ct).ConfigureAwait(false);
    }

    private static async Task<IResult> DuplicatesAsync(Caller caller, HttpContext context, ContactValues values, ContactId? except, CancellationToken ct)
    {
        var normal = ContactRules.Normalise(values);
        if (!normal.IsSuccess)
        {
            return Problems.Of(context, normal.Failures);
        }

        await using var db = caller.Administration.Store.Read();
        return Results.Ok(await FindDuplicates.RunAsync(db, normal.Value, except, ct).ConfigureAwait(false));
    }

    private static async Task<IResult> AnswerAsync(Caller caller, HttpContext context, Written<SaveContact.Answer> written, bool made, CancellationToken ct)
    {
        if (!written.Outcome.IsSuccess)
        {
            return Problems.Of(context, written.Outcome.Failures);
        }

        // What was saved, not what may have become of it since: the stamp is that of this save.
        var (id, stamp) = (written.Outcome.Value.Id, written.Outcome.Value.Stamp);
        await using var db = caller.Administration.Store.Read();
        var view = await ViewAsync(db, id, ct).ConfigureAwait(false);
        var duplicates = view is null ? [] : await FindDuplicates.RunAsync(db, view.Values, id, ct).ConfigureAwait(false);
        Stamps.Show(context, stamp);
        var saved = new Written<Saved>(new Saved(id, stamp, view?.Label ?? string.Empty, duplicates), written.Journal);
        return saved.ToHttp(context, made ? s => string.Create(CultureInfo.InvariantCulture, $"/{caller.Administration.Name}/api/v1/contacts/{s.Id}") : null);
    }

    private static async Task<IResult> StaleAsync(
        Caller caller, HttpContext context, ContactId contact, long given, ContactValues values, IReadOnlyList<Failure> failures, CancellationToken ct)
    {
        await using var snapshot = await caller.Administration.Store.Record.SnapshotAsync(ct).ConfigureAwait(false);
        var row = await snapshot.Db.Contacts.SingleAsync(c => c.Id == contact, ct).ConfigureAwait(false);
        var normal = ContactRules.Normalise(values);
        var mine = ContactMapping.BagOf(normal.IsSuccess ? normal.Value : values);
        var stale = await StaleSave.OfAsync(
            snapshot.Db, contact, SaveContact.Edited, given, row.Stamp, ContactMapping.BagOf(ContactMapping.ValuesOf(row)), _ => mine, ct).ConfigureAwait(false);
        Stamps.Show(context, row.Stamp);
        return Problems.Of(context, failures, stale.ToMembers());
    }

    private static async Task<View?> ViewAsync(RecordDb db, ContactId id, CancellationToken ct)
    {
        if (await db.Contacts.SingleOrDefaultAsync(c => c.Id == id && c.ErasedAt == null, ct).ConfigureAwait(false) is not { } row)
        {
            return null;
        }

        var values = ContactMapping.ValuesOf(row);
        var (person, organisation) = await ContactMapping.PartsAsync(db, values, ct).ConfigureAwait(false);
        return new View(
            row.Id, row.Stamp, ContactLabel.Of(values, person, organisation), ContactLabel.SecondLine(values, person, organisation), values, Reach.Of(values, person, organisation), row.ChangedAt);
    }
}
