using System.Globalization;
using Cartulaire.App.Administration;
using Cartulaire.App.Jobs;
using Cartulaire.App.Reading;
using Cartulaire.Engines.Blobs;
using Cartulaire.Engines.Conversion;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Capture.Separation;

/// <summary>Cuts a received pile at its separator pages and registers its letters in their order. The pile itself is kept as it came.</summary>
internal sealed class SeparatePile(ReadingState reading) : IJob
{
    /// <inheritdoc/>
    public string Kind => ReceivePile.Job;

    /// <inheritdoc/>
    public async Task<JobResult> RunAsync(JobContext context, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(context);
        var administration = context.Administration;
        var id = context.Args<ReceivePile.Demand>().Reception;
        await using var db = administration.Store.Read();
        var reception = await db.Receptions.SingleOrDefaultAsync(r => r.Id == id, ct).ConfigureAwait(false);
        if (reception is null || reception.State != ReceptionStates.Received)
        {
            return JobResult.Done;
        }

        var pool = await reading.ForJobsAsync(ct).ConfigureAwait(false);
        if (!pool.IsSuccess)
        {
            return JobResult.Resting(ReadingState.Again, pool.Failure);
        }

        await using var reader = new BlobReader(pool.Value, administration, reception.Blob, reception.FileName);
        var pile = new PileReader(administration, id, reader);
        var orders = await pile.ReadAsync(ct).ConfigureAwait(false);
        if (!orders.IsSuccess)
        {
            return JobResult.Later(ReadingState.Again, orders.Failure);
        }

        if (!await IsItsTurnAsync(db, reception, ct).ConfigureAwait(false))
        {
            return JobResult.Later(TimeSpan.FromSeconds(1), new Failure(Refusal.Unavailable, "separation.waits-for-pile"));
        }

        var result = await RegisterAllAsync(context, reception, reader, orders.Value, ct).ConfigureAwait(false);
        if (!result.IsSuccess)
        {
            return BlobReader.IsMachine(result.Failure) ? JobResult.Later(ReadingState.Again, result.Failure)
                : result.Failure.Kind is Refusal.StorageFull or Refusal.Unavailable || BlobReader.IsFault(result.Failure) ? JobResult.Failed(result.Failure)
                : JobResult.Impossible(result.Failure);
        }

        pile.Forget();
        return JobResult.Done;
    }

    // Files of one batch are looked at side by side and registered one after the other; one that was given up holds nobody back.
    private static async Task<bool> IsItsTurnAsync(RecordDb db, ReceptionRow reception, CancellationToken ct)
    {
        var before = await db.Receptions
            .Where(r => r.BatchId == reception.BatchId && r.Sort < reception.Sort && r.Separate && r.State == ReceptionStates.Received)
            .Select(r => r.Id).ToListAsync(ct).ConfigureAwait(false);
        foreach (var earlier in before)
        {
            var key = ReceivePile.KeyOf(earlier);
            if (await db.Jobs.AnyAsync(j => j.UniqueKey == key && j.State != JobStates.GivenUp, ct).ConfigureAwait(false))
            {
                return false;
            }
        }

        return true;
    }

    private static async Task<Outcome<Done>> RegisterAllAsync(
        JobContext context, ReceptionRow reception, BlobReader reader, IReadOnlyList<Engines.Conversion.Barcodes.SeparatorCode?> orders, CancellationToken ct)
    {
        var administration = context.Administration;
        var letters = orders.Count == 0 ? [new SeparationPlan.Letter(1, 0, null, null)] : SeparationPlan.Of(orders);
        var answers = new List<RegisterLetter.Answer>();
        for (var place = 0; place < letters.Count; place++)
        {
            var letter = letters[place];
            var whole = letters.Count == 1 && letter.Last - letter.First + 1 == orders.Count;
            var name = whole ? reception.FileName : string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileNameWithoutExtension(reception.FileName)}-{place + 1:00}.pdf");
            var command = new RegisterLetter.Command(reception.Id, place, reception.WantedType!, name, letter.Service, letter.Record);
            var registered = await RegisterAsync(administration, reception, reader, command, whole ? null : letter, ct).ConfigureAwait(false);
            if (!registered.IsSuccess)
            {
                return Outcome<Done>.Refused(registered.Failures);
            }

            answers.Add(registered.Value);
        }

        return await context.CompleteAsync((act, token) => EndAsync(act, reception.Id, answers, token), ct).ConfigureAwait(false);
    }

    private static async Task<Outcome<RegisterLetter.Answer>> RegisterAsync(
        OpenAdministration administration, ReceptionRow reception, BlobReader reader, RegisterLetter.Command command, SeparationPlan.Letter? pages, CancellationToken ct)
    {
        var key = RegisterLetter.KeyOf(command.Reception, command.Place);
        await using (var db = administration.Store.Read())
        {
            if (await db.ItemKeys.SingleOrDefaultAsync(k => k.Register == RegisterLetter.Keys && k.Key == key, ct).ConfigureAwait(false) is { } known)
            {
                return new RegisterLetter.Answer(known.ItemId, false);
            }
        }

        var piece = pages is null
            ? await WholeAsync(administration, reception, ct).ConfigureAwait(false)
            : await CutAsync(administration, reader, pages, command.FileName, ct).ConfigureAwait(false);
        if (!piece.IsSuccess)
        {
            return Outcome<RegisterLetter.Answer>.Refused(piece.Failures);
        }

        PersonId? person = Identifier.TryRead<PersonId>(reception.ReceivedBy, out var receiver) ? receiver : null;
        var written = await administration.Store.Writer.RunAsync(
            new Actor(reception.ReceivedBy), (act, token) => RegisterLetter.RunAsync(act, administration, person, command, piece.Value, token), ct).ConfigureAwait(false);
        return written.Outcome;
    }

    private static async Task<Outcome<Receive.Piece>> WholeAsync(OpenAdministration administration, ReceptionRow reception, CancellationToken ct)
    {
        var address = BlobAddress.Parse(reception.Blob);
        await using var content = administration.Store.Blobs.Open(address);
        var head = new byte[ContentSniffer.HeadLength];
        var length = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, ct).ConfigureAwait(false);
        var type = ContentSniffer.Sniff(head.AsSpan(0, length), reception.FileName, null);
        return new Receive.Piece(new StoredBlob(address, content.Length, head.AsMemory(0, length), true), type);
    }

    private static async Task<Outcome<Receive.Piece>> CutAsync(
        OpenAdministration administration, BlobReader reader, SeparationPlan.Letter pages, string name, CancellationToken ct)
    {
        StoredBlob? blob = null;
        var cut = await reader.AskAsync(
            s => s.PagesAsync(pages.First, pages.Last, async (stream, token) => blob = await administration.Store.Blobs.PutAsync(stream, long.MaxValue, token).ConfigureAwait(false), ct),
            ct).ConfigureAwait(false);
        return cut.IsSuccess
            ? new Receive.Piece(blob!, ContentSniffer.Sniff(blob!.Head.Span, name, null))
            : Outcome<Receive.Piece>.Refused(cut.Failures);
    }

    private static async Task<Outcome<Done>> EndAsync(Act act, ReceptionId id, IReadOnlyList<RegisterLetter.Answer> letters, CancellationToken ct)
    {
        var row = await act.Db.Receptions.FindAsync([id], ct).ConfigureAwait(false);
        row!.State = letters.Count == 0 ? ReceptionStates.SetAside : letters.All(l => l.Joined) ? ReceptionStates.Joined : ReceptionStates.Registered;
        row.ItemId = letters.Count == 0 ? null : letters[0].Item;
        act.Journal("reception.separated", id, new { letters = letters.Count });
        return default(Done);
    }
}
