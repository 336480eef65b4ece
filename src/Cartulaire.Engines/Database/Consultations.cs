using System.Globalization;
using Cartulaire.Engines.Database.Chains;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.Engines.Database;

/// <summary>The chained list of who saw what. An entry is on stable storage before the first byte leaves (promise 3, security L-04).</summary>
public sealed class Consultations : IAsyncDisposable
{
    /// <summary>One entry covers what the same person sees again of the same subject within this time.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    private const string Entry = "INSERT INTO consultation (number, at, actor, kind, subject, canon, hash) VALUES (@number, @at, @actor, @kind, @subject, @canon, @hash)";
    private const string Head = "UPDATE consultation_head SET number = @number, hash = @hash, month = @month WHERE id = 1 AND number = @before";

    private readonly IDatabase<ConsultationDb> database;
    private readonly GroupCommit<ConsultationDb> group;
    private readonly TimeProvider clock;
    private readonly Func<MonthSeal, CancellationToken, Task> seal;
    private ConsultationHeadRow? head;

    /// <param name="database">The consultations' own file.</param>
    /// <param name="clock">Time.</param>
    /// <param name="seal">Writes the head of a finished month into the journal; runs before the first entry of the next month.</param>
    internal Consultations(IDatabase<ConsultationDb> database, TimeProvider clock, Func<MonthSeal, CancellationToken, Task> seal)
    {
        this.database = database;
        this.clock = clock;
        this.seal = seal;
        group = new GroupCommit<ConsultationDb>(database.OpenWriter(), () => head = null);
    }

    /// <summary>Writes down that somebody is about to see something, once per window.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="kind">What is seen, such as <c>version.content</c> or <c>list.page</c>.</param>
    /// <param name="subject">Id of what is seen; null for a list, which is always written.</param>
    /// <param name="ct">Cancels waiting; then nothing may be shown.</param>
    /// <returns>A refusal when it could not be written: then nothing may be shown.</returns>
    public async Task<Failure?> RecordAsync(Actor actor, string kind, object? subject, CancellationToken ct)
    {
        var month = await OpenMonthAsync(ct).ConfigureAwait(false);
        var text = subject?.ToString();
        return await group.RunAsync(
            async db =>
            {
                var now = DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
                var since = now - Window;
                if (text is not null && await db.Consultations
                    .AnyAsync(c => c.Actor == actor.Name && c.Subject == text && c.At > since && c.Kind == kind, CancellationToken.None).ConfigureAwait(false))
                {
                    return false;
                }

                head ??= await db.Head.AsNoTracking().SingleAsync(CancellationToken.None).ConfigureAwait(false);
                var canon = new ChainLink(head.Number + 1, now, actor.Name, kind, text, null, null).ToCanon();
                var hash = ChainLink.Hash(head.Hash, canon);
                var next = new ConsultationHeadRow { Id = 1, Number = head.Number + 1, Hash = hash, Month = month };
                PlainStatements.Run(
                    db, Entry, ("@number", next.Number), ("@at", now.ToUnixTimeMilliseconds()), ("@actor", actor.Name), ("@kind", kind), ("@subject", text), ("@canon", canon), ("@hash", hash));
                if (PlainStatements.Run(db, Head, ("@number", next.Number), ("@hash", hash), ("@month", month), ("@before", head.Number)) != 1)
                {
                    throw new InvalidOperationException("The head of the consultations is not where its only writer left it.");
                }

                head = next;
                return true;
            },
            ct).ConfigureAwait(false);
    }

    /// <summary>Rewrites the file between two groups of entries.</summary>
    internal Task<Failure?> CompactAsync(CancellationToken ct) => group.CompactAsync(ct);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => group.DisposeAsync();

    /// <summary>Seals the previous month in the journal when a new one begins; safe to repeat.</summary>
    private async Task<string> OpenMonthAsync(CancellationToken ct)
    {
        var month = clock.GetUtcNow().ToString("yyyy-MM", CultureInfo.InvariantCulture);
        var known = head;
        if (known is null)
        {
            await using var db = database.Read();
            known = await db.Head.SingleAsync(ct).ConfigureAwait(false);
        }

        if (known.Month.Length > 0 && known.Month != month)
        {
            await seal(new MonthSeal(known.Month, known.Number, Convert.ToHexStringLower(known.Hash)), ct).ConfigureAwait(false);
        }

        return month;
    }
}

/// <summary>Where the consultations stood when a month ended.</summary>
/// <param name="Month">The month, yyyy-MM.</param>
/// <param name="Number">Number of its last entry.</param>
/// <param name="Hash">Hash of its last entry, hexadecimal.</param>
public sealed record MonthSeal(string Month, long Number, string Hash);
