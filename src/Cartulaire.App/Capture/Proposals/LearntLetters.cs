using System.Buffers.Binary;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Engines.Storage;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Proposals;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Capture.Proposals;

/// <summary>The learner of one administration, in memory, and its rows in the derived database. One user at a time.</summary>
public sealed class LearntLetters : IDisposable
{
    /// <summary>Letters kept: a year or more of a town, some tens of megabytes. The oldest make room, a tenth more may stand at times.</summary>
    public const int Most = 10_000;

    private const int ProgressId = 1;
    private readonly SemaphoreSlim turn = new(1, 1);
    private Learner? learner;

    /// <summary>Letters kept here.</summary>
    internal int Kept { get; init; } = Most;

    /// <param name="From">Journal number reached before.</param>
    /// <param name="To">Journal number reached by it.</param>
    internal sealed record Step(long From, long To);

    /// <summary>Asks the learner something.</summary>
    internal async Task<T> AskAsync<T>(AdministrationStore store, Func<Learner, T> ask, CancellationToken ct)
    {
        await turn.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            return ask(await LoadedAsync(store, ct).ConfigureAwait(false));
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Learns letters, forgets others, and writes down how far in the journal that leads; all or nothing.</summary>
    /// <param name="store">Where.</param>
    /// <param name="learnt">Letters confirmed.</param>
    /// <param name="forgotten">Sources that are no longer to be learnt from.</param>
    /// <param name="step">The stretch of the journal that this learns from; null when it follows no journal.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>A refusal when it could not be written. When another has gone on from <see cref="Step.From"/> meanwhile, or begun again, nothing is kept: ask how far it is.</returns>
    internal async Task<Failure?> KeepAsync(
        AdministrationStore store, IReadOnlyList<Confirmation> learnt, IReadOnlyList<string> forgotten, Step? step, CancellationToken ct)
    {
        await turn.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            var memory = await LoadedAsync(store, ct).ConfigureAwait(false);
            var overtaken = false;
            forgotten = [.. forgotten, .. Outdated(memory, learnt.Count)];
            var gone = learnt.Select(l => l.Source).Concat(forgotten).ToList();
            var failure = await store.WriteDerivedAsync(
                async (db, token) =>
                {
                    overtaken = step is not null && await NumberAsync(db, token).ConfigureAwait(false) != step.From;
                    if (overtaken)
                    {
                        return;
                    }

                    await db.LearntLetters.Where(l => gone.Contains(l.Source)).ExecuteDeleteAsync(token).ConfigureAwait(false);
                    db.LearntLetters.AddRange(learnt.Select(ToRow));
                    if (step is not null)
                    {
                        await db.LearningProgress.ExecuteDeleteAsync(token).ConfigureAwait(false);
                        db.LearningProgress.Add(new LearningProgressRow { Id = ProgressId, Number = step.To });
                    }
                },
                ct).ConfigureAwait(false);
            if (failure is null && !overtaken)
            {
                foreach (var source in forgotten)
                {
                    memory.Forget(source);
                }

                foreach (var letter in learnt)
                {
                    memory.Learn(letter);
                }
            }

            return failure;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>The last journal number learnt from; 0 when nothing was.</summary>
    internal static async Task<long> ReachedAsync(AdministrationStore store, CancellationToken ct)
    {
        await using var db = store.ReadDerived();
        return await NumberAsync(db, ct).ConfigureAwait(false);
    }

    private IEnumerable<string> Outdated(Learner memory, int more)
        => memory.Letters + more > Kept + (Kept / 10) ? memory.State.Take(memory.Letters + more - Kept).Select(l => l.Source) : [];

    private static Task<long> NumberAsync(DerivedDb db, CancellationToken ct) => db.LearningProgress.Select(p => p.Number).FirstOrDefaultAsync(ct);

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();

    private async Task<Learner> LoadedAsync(AdministrationStore store, CancellationToken ct)
    {
        if (learner is null)
        {
            await using var db = store.ReadDerived();
            var rows = await db.LearntLetters.AsNoTracking().ToListAsync(ct).ConfigureAwait(false);
            learner = Learner.From(rows.Select(FromRow));
        }

        return learner;
    }

    private static LearntLetterRow ToRow(Confirmation letter) => new()
    {
        Source = letter.Source,
        Day = letter.Day,
        Sender = letter.Sender,
        Type = letter.Type,
        Service = letter.Service,
        Marks = ToBytes(letter.Marks),
        Edges = ToBytes(letter.Edges),
        Body = ToBytes(letter.Body),
    };

    private static Confirmation FromRow(LearntLetterRow row)
        => new(row.Source, row.Day, row.Sender, row.Type, row.Service, ToHashes(row.Marks), ToHashes(row.Edges), ToHashes(row.Body));

    private static byte[] ToBytes(IReadOnlyList<long> hashes)
    {
        var bytes = new byte[hashes.Count * sizeof(long)];
        for (var i = 0; i < hashes.Count; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(i * sizeof(long)), hashes[i]);
        }

        return bytes;
    }

    private static long[] ToHashes(byte[] bytes)
    {
        var hashes = new long[bytes.Length / sizeof(long)];
        for (var i = 0; i < hashes.Length; i++)
        {
            hashes[i] = BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(i * sizeof(long)));
        }

        return hashes;
    }
}
