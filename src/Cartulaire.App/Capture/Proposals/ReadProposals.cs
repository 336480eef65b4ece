using System.Text.Json;
using Cartulaire.App.Administration;
using Cartulaire.App.Items;
using Cartulaire.App.Texts;
using Cartulaire.Engines.Database;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Access;
using Cartulaire.Kernel.Types;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Capture.Proposals;

/// <summary>What is proposed for an item, field by field, with the reason. Nothing is written.</summary>
public static class ReadProposals
{
    /// <param name="Field">Id of the field.</param>
    /// <param name="Value">The value as the field takes it: a list for a field of several values.</param>
    /// <param name="Confidence">0 to 1.</param>
    /// <param name="Sure">Whether to show it as sure.</param>
    /// <param name="Code">Stable code of the reason.</param>
    /// <param name="Args">What the reason quotes.</param>
    /// <param name="Reason">The reason as a sentence.</param>
    public sealed record Proposed(string Field, JsonElement Value, double Confidence, bool Sure, string Code, IReadOnlyList<string> Args, string Reason);

    /// <summary>Reads them, for a person who may read the item. Empty while the text of the letter is not known.</summary>
    /// <param name="administration">Where.</param>
    /// <param name="person">Who reads.</param>
    /// <param name="language">Language of the reasons.</param>
    /// <param name="id">The item.</param>
    /// <param name="now">The instant.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<Outcome<List<Proposed>>> HandleAsync(
        OpenAdministration administration, PersonId person, string language, ItemId id, DateTimeOffset now, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(administration);
        await using var db = administration.Store.Read();
        var scope = await ItemScope.OfAsync(administration, person, db, now, ct).ConfigureAwait(false);
        var taken = await scope.TakeAsync(db, id, Rights.Read, ct).ConfigureAwait(false);
        if (!taken.IsSuccess)
        {
            return taken.Failure;
        }

        if (await administration.Store.Consultations.RecordAsync(Actor.Of(person), "item.read", id, ct).ConfigureAwait(false) is { } refusal)
        {
            return refusal;
        }

        var (row, type) = (taken.Value.Row, taken.Value.Type);
        if (type?.Capability(Capabilities.Capture) is null || await LetterPages.OfAsync(administration.Store, db, row, ct).ConfigureAwait(false) is not { } letter)
        {
            return new List<Proposed>();
        }

        var proposals = await administration.Learnt.AskAsync(administration.Store, l => l.Propose(letter, administration.DayOf(row.CreatedAt)), ct).ConfigureAwait(false);
        var shown = new List<Proposed>();
        foreach (var proposal in proposals)
        {
            if (type.Slot(Capabilities.Capture, proposal.Slot) is { } name && type.Field(name) is { } field && await FitsAsync(scope, db, field, proposal.Value, ct).ConfigureAwait(false))
            {
                var value = field.Repeatable ? JsonSerializer.SerializeToElement(new[] { proposal.Value }) : JsonSerializer.SerializeToElement(proposal.Value);
                var reason = Sentences.Of(proposal.Reason.Code, language, [.. proposal.Reason.Args]);
                shown.Add(new Proposed(name, value, Math.Round(proposal.Confidence, 2), proposal.Sure, proposal.Reason.Code, proposal.Reason.Args, reason));
            }
        }

        return shown;
    }

    // What was learnt may have left since: a service closed, a contact erased, a code withdrawn.
    private static async Task<bool> FitsAsync(ItemScope scope, RecordDb db, FieldDefinition field, string value, CancellationToken ct) => field.Kind switch
    {
        FieldKind.Contact => Identifier.TryRead<ContactId>(value, out var contact)
            && await db.Contacts.AnyAsync(c => c.Id == contact && c.Active && c.ErasedAt == null, ct).ConfigureAwait(false),
        FieldKind.Service => Identifier.TryRead<ServiceId>(value, out var service) && scope.Organisation.Services.TryGetValue(service, out var row) && row.Active,
        FieldKind.Code when field.List is { } list => scope.Catalogue.CodeList(list.Id).Code(value) is not null,
        _ => true,
    };
}
