using Cartulaire.App.Administration;
using Cartulaire.App.Items;
using Cartulaire.Engines.Database;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Access;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Registers;

/// <summary>Reads a register in the order of its numbers. A line that the person may not read stays, its object masked.</summary>
public static class ReadRegister
{
    private const int Largest = 200;

    /// <param name="Register">Id of the register.</param>
    /// <param name="Period">Period; the present one when absent.</param>
    /// <param name="Before">Only numbers below this one; from the last when absent.</param>
    /// <param name="Size">Lines wanted, 200 at most.</param>
    public sealed record Query(string Register, string? Period, long? Before, int Size = 50);

    /// <param name="Number">The number as people write it.</param>
    /// <param name="Item">The item, unless the line is masked.</param>
    /// <param name="Title">Its title, unless the line is masked.</param>
    /// <param name="RegisteredAt">When the number was given.</param>
    /// <param name="CancelledAt">When it was cancelled, if it was.</param>
    /// <param name="CancelReason">Why, unless the line is masked.</param>
    /// <param name="Masked">Whether the person sees the line only.</param>
    public sealed record Line(string Number, ItemId? Item, string? Title, DateTimeOffset RegisteredAt, DateTimeOffset? CancelledAt, string? CancelReason, bool Masked);

    /// <param name="Period">The period read.</param>
    /// <param name="Lines">Lines, highest number first.</param>
    /// <param name="Cursor">Pass it as <see cref="Query.Before"/> to go on; null at the end.</param>
    public sealed record Answer(string Period, IReadOnlyList<Line> Lines, long? Cursor);

    /// <summary>Reads one page and writes the consultation down first.</summary>
    public static async Task<Outcome<Answer>> HandleAsync(OpenAdministration administration, Actor actor, PersonId person, Query query, DateTimeOffset now, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(administration);
        ArgumentNullException.ThrowIfNull(query);
        var definition = administration.Packs.Catalogue.Packs.SelectMany(p => p.Registers).FirstOrDefault(r => string.Equals(r.Id, query.Register, StringComparison.Ordinal));
        if (definition is null)
        {
            return new Failure(Refusal.NotFound, "register.unknown", null, query.Register);
        }

        if (await administration.Store.Consultations.RecordAsync(actor, "register.page", null, ct).ConfigureAwait(false) is { } refusal)
        {
            return refusal;
        }

        var period = query.Period ?? Kernel.Registers.NumberFormat.PeriodKey(definition.Reset, administration.DayOf(now));
        await using var db = administration.Store.Read();
        var scope = await ItemScope.OfAsync(administration, person, db, now, ct).ConfigureAwait(false);
        var principals = scope.Principals.ToList();
        var size = Math.Clamp(query.Size, 1, Largest);
        var rows = await Readable(db, query.Register, period, query.Before, principals).Take(size + 1).ToListAsync(ct).ConfigureAwait(false);
        var lines = rows.Take(size).Select(r => ToLine(r, (Rights)r.Rights.Aggregate(0, (all, one) => all | one))).ToList();
        return new Answer(period, lines, rows.Count > size ? rows[size - 1].Number : null);
    }

    private static IQueryable<Row> Readable(RecordDb db, string register, string period, long? before, List<string> principals)
        => db.RegisterEntries
            .Where(e => e.Register == register && e.Period == period && (before == null || e.Number < before))
            .Join(db.Items, e => e.ItemId, i => i.Id, (e, i) => new { Entry = e, i.Title, i.AccessSet })
            .Where(x => db.AccessGrants.Any(g => g.SetNumber == x.AccessSet && principals.Contains(g.Principal)))
            .OrderByDescending(x => x.Entry.Number)
            .Select(x => new Row(
                x.Entry.Number,
                x.Entry.Label,
                x.Entry.ItemId,
                x.Title,
                x.Entry.RegisteredAt,
                x.Entry.CancelledAt,
                x.Entry.CancelReason,
                db.AccessGrants.Where(g => g.SetNumber == x.AccessSet && principals.Contains(g.Principal)).Select(g => g.Rights).ToList()));

    private static Line ToLine(Row row, Rights rights)
    {
        var masked = !rights.HasFlag(Rights.Read);
        return new Line(
            row.Label, masked ? null : row.ItemId, masked ? null : row.Title, row.RegisteredAt, row.CancelledAt, masked ? null : row.CancelReason, masked);
    }

    private sealed record Row(
        long Number, string Label, ItemId ItemId, string Title, DateTimeOffset RegisteredAt, DateTimeOffset? CancelledAt, string? CancelReason, List<int> Rights);
}
