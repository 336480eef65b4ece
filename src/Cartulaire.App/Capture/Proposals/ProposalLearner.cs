using System.Diagnostics;
using System.Text.Json;
using Cartulaire.App.Administration;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Access;
using Cartulaire.Kernel.Proposals;
using Cartulaire.Kernel.Types;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Capture.Proposals;

/// <summary>Learns from items that people confirmed: those that left the state in which they were made. It follows the journal, and begins again from its start when nothing was learnt.</summary>
/// <remarks>Habits age: the newest letters teach, those of an archive taken over would only cost memory and hours (see <see cref="LearntLetters.Most"/>).</remarks>
public static class ProposalLearner
{
    private const int Batch = 500;

    /// <summary>Items, newest first, among which the newest letters are: a record has its folder and its documents.</summary>
    private const int Window = 5 * LearntLetters.Most;

    /// <summary>Learns from everything written in the journal up to a number. May be interrupted and called again at any time.</summary>
    /// <param name="administration">Where.</param>
    /// <param name="upTo">Journal number.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>A refusal when what was learnt could not be written; the next call resumes.</returns>
    public static async Task<Failure?> FollowAsync(OpenAdministration administration, long upTo, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(administration);
        while (await LearntLetters.ReachedAsync(administration.Store, ct).ConfigureAwait(false) is var reached && reached < upTo)
        {
            var begun = Stopwatch.GetTimestamp();
            await using var db = administration.Store.Read();
            var after = Math.Max(reached, await OldestAsync(db, ct).ConfigureAwait(false));
            var entries = await db.Journal.Where(j => j.Number > after && j.Number <= upTo).OrderBy(j => j.Number).Take(Batch)
                .Select(j => new { j.Number, j.Subject }).ToListAsync(ct).ConfigureAwait(false);
            var items = entries.Select(e => Identifier.TryRead<ItemId>(e.Subject, out var id) ? id : (ItemId?)null).OfType<ItemId>().Distinct().ToList();
            var step = new LearntLetters.Step(reached, entries.Count == 0 ? upTo : entries[^1].Number);
            if (await LearnAsync(administration, db, items, step, ct).ConfigureAwait(false) is { } failure)
            {
                return failure;
            }

            // Catching up with much at once leaves the machine to those who work: it rests as long as it has worked.
            if (entries.Count == Batch)
            {
                await Task.Delay(Stopwatch.GetElapsedTime(begun), ct).ConfigureAwait(false);
            }
        }

        return null;
    }

    /// <summary>Learns from one item again, such as when the text of its letter became known after it was confirmed.</summary>
    public static async Task<Failure?> LearnAsync(OpenAdministration administration, ItemId item, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(administration);
        await using var db = administration.Store.Read();
        return await LearnAsync(administration, db, [item], null, ct).ConfigureAwait(false);
    }

    /// <summary>Forgets everything learnt from letters of a contact. It is not learnt again once the contact is erased.</summary>
    public static async Task<Failure?> ForgetAsync(OpenAdministration administration, ContactId contact, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(administration);
        var sender = contact.ToString();
        var sources = await administration.Learnt.AskAsync(
            administration.Store, l => l.State.Where(c => string.Equals(c.Sender, sender, StringComparison.Ordinal)).Select(c => c.Source).ToList(), ct).ConfigureAwait(false);
        return sources.Count == 0 ? null : await administration.Learnt.KeepAsync(administration.Store, [], sources, null, ct).ConfigureAwait(false);
    }

    /// <summary>Journal number before which nothing is said of the items in the window: the one that made its oldest item.</summary>
    private static async Task<long> OldestAsync(RecordDb db, CancellationToken ct)
    {
        var newest = await NewestAsync(db, ct).ConfigureAwait(false);
        var oldest = newest <= Window ? null
            : await db.Items.Where(i => i.Serial > newest - Window).OrderBy(i => i.Serial).Select(i => (ItemId?)i.Id).FirstOrDefaultAsync(ct).ConfigureAwait(false);
        var subject = oldest?.ToString();
        return subject is null ? 0 : await db.Journal.Where(j => j.Subject == subject).MinAsync(j => (long?)j.Number, ct).ConfigureAwait(false) - 1 ?? 0;
    }

    private static async Task<int> NewestAsync(RecordDb db, CancellationToken ct) => await db.Items.MaxAsync(i => (int?)i.Serial, ct).ConfigureAwait(false) ?? 0;

    private static async Task<Failure?> LearnAsync(
        OpenAdministration administration, RecordDb db, IReadOnlyList<ItemId> items, LearntLetters.Step? step, CancellationToken ct)
    {
        var newest = await NewestAsync(db, ct).ConfigureAwait(false);
        var rows = await db.Items.AsNoTracking().Where(i => items.Contains(i.Id) && i.Serial > newest - Window).OrderBy(i => i.Serial).ToListAsync(ct).ConfigureAwait(false);
        var learnt = new List<Confirmation>();
        var forgotten = items.Except(rows.Select(r => r.Id)).Select(i => i.ToString()).ToList();
        foreach (var row in rows.Where(r => administration.Packs.Catalogue.FindType(r.Type)?.Capability(Capabilities.Capture) is not null))
        {
            if (await ConfirmedAsync(administration, db, row, ct).ConfigureAwait(false) is { } letter)
            {
                learnt.Add(letter);
            }
            else
            {
                forgotten.Add(row.Id.ToString());
            }
        }

        return await administration.Learnt.KeepAsync(administration.Store, learnt, forgotten, step, ct).ConfigureAwait(false);
    }

    // Null: not confirmed (any more), kept to those who need to know, without text, of somebody who was erased, or a rotten row.
    private static async Task<Confirmation?> ConfirmedAsync(OpenAdministration administration, RecordDb db, ItemRow row, CancellationToken ct)
    {
        var catalogue = administration.Packs.Catalogue;
        var type = catalogue.Type(row.Type);
        if (Values(row) is not { } values || row.State is null || string.Equals(row.State, catalogue.Workflow(row.Type)?.Initial, StringComparison.Ordinal) || AccessRules.IsConfidential(type, values))
        {
            return null;
        }

        var sender = Value(type, values, ProposalSlots.Sender);
        if (sender is not null && (!Identifier.TryRead<ContactId>(sender, out var contact)
            || !await db.Contacts.AnyAsync(c => c.Id == contact && c.ErasedAt == null, ct).ConfigureAwait(false)))
        {
            return null;
        }

        return await LetterPages.OfAsync(administration.Store, db, row, ct).ConfigureAwait(false) is { } text
            ? Confirmation.Of(
                row.Id.ToString(), administration.DayOf(row.CreatedAt), text, sender, Value(type, values, ProposalSlots.Type), Value(type, values, ProposalSlots.Service))
            : null;
    }

    // A rotten row teaches nothing and must not keep the others from being learnt; the index logs it, `verify` names it.
    private static Properties? Values(ItemRow row)
    {
        try
        {
            return Properties.Parse(row.Properties);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Value(TypeDefinition type, Properties values, string slot)
        => type.Slot(Capabilities.Capture, slot) is { } field && values.Texts(field) is [var first, ..] ? first : null;
}
