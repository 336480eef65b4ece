using Cartulaire.Engines.Blobs;
using Cartulaire.Engines.Blobs.FileSystem;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Sqlite;
using Cartulaire.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.Engines.Storage;

/// <summary>Everything that one administration keeps, open: record, consultations, derived text, blobs. Nothing of another one can be reached from it (promise 4).</summary>
public sealed class AdministrationStore : IAsyncDisposable
{
    private const UnixFileMode PrivateFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly IDatabase<DerivedDb> derived;
    private readonly GroupCommit<DerivedDb> derivedWriter;

    private AdministrationStore(string folder, DiskReserve reserve, TimeProvider clock)
    {
        Folder = folder;
        Reserve = reserve;
        Directory.CreateDirectory(folder, PrivateFolder);
        Posix.FlushDirectory(Path.GetDirectoryName(folder)!);
        Blobs = new FileBlobStore(Path.Join(folder, "blobs"));
        Uploads = new FileUploadParts(Path.Join(folder, "uploads"));
        Uploads.Sweep(clock.GetUtcNow());
        Record = SqliteDatabase<RecordDb>.Open(Path.Join(folder, "record.db"), "record");
        ConsultationFile = SqliteDatabase<ConsultationDb>.Open(Path.Join(folder, "consultations.db"), "consultations");
        derived = SqliteDatabase<DerivedDb>.Open(Path.Join(folder, "derived.db"), "derived");
        derivedWriter = new GroupCommit<DerivedDb>(derived.OpenWriter(), () => { });
        Writer = new Writer(Record, clock);
        Consultations = new Consultations(ConsultationFile, clock, SealMonthAsync);
    }

    /// <summary>Folder of the administration; made of its short name, which was checked when it was created.</summary>
    public string Folder { get; }

    /// <summary>The disk's reserve.</summary>
    public DiskReserve Reserve { get; }

    /// <summary>Bytes.</summary>
    public IBlobStore Blobs { get; }

    /// <summary>Bytes of uploads that are not whole yet. Not backed up: whoever sends them still has them.</summary>
    public IUploadParts Uploads { get; }

    /// <summary>The door for changes.</summary>
    public Writer Writer { get; }

    /// <summary>Who saw what.</summary>
    public Consultations Consultations { get; }

    /// <summary>The record's database.</summary>
    public IDatabase<RecordDb> Record { get; }

    /// <summary>The consultations' database.</summary>
    public IDatabase<ConsultationDb> ConsultationFile { get; }

    /// <summary>Opens an administration; makes its files when absent and brings their schema up to date.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="reserve">The disk's reserve.</param>
    /// <param name="clock">Time.</param>
    public static AdministrationStore Open(string folder, DiskReserve reserve, TimeProvider clock) => new(folder, reserve, clock);

    /// <summary>A read-only context on the record; dispose it soon.</summary>
    public RecordDb Read() => Record.Read();

    /// <summary>A read-only context on the derived text.</summary>
    public DerivedDb ReadDerived() => derived.Read();

    /// <summary>Writes derived text. It can be made again, so it is no act and no journal entry.</summary>
    public Task<Failure?> WriteDerivedAsync(Func<DerivedDb, CancellationToken, Task> write, CancellationToken ct)
        => derivedWriter.RunAsync(
            async db =>
            {
                await write(db, CancellationToken.None).ConfigureAwait(false);
                await db.SaveChangesAsync(CancellationToken.None).ConfigureAwait(false);
                return true;
            },
            ct);

    /// <summary>Rewrites record, consultations and derived text so that nothing deleted remains in the files (security L-08).</summary>
    /// <returns>A refusal when a reader was in the way for too long or the disk is full: something deleted may still be there, ask again.</returns>
    public async Task<Failure?> CompactAsync(CancellationToken ct)
        => await Writer.CompactAsync(ct).ConfigureAwait(false)
            ?? await Consultations.CompactAsync(ct).ConfigureAwait(false)
            ?? await derivedWriter.CompactAsync(ct).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Consultations.DisposeAsync().ConfigureAwait(false);
        await Writer.DisposeAsync().ConfigureAwait(false);
        await derivedWriter.DisposeAsync().ConfigureAwait(false);
        await ConsultationFile.DisposeAsync().ConfigureAwait(false);
        await Record.DisposeAsync().ConfigureAwait(false);
        await derived.DisposeAsync().ConfigureAwait(false);
    }

    private async Task SealMonthAsync(MonthSeal month, CancellationToken ct)
    {
        await Writer.RunAsync<Done>(
            Actor.System("consultations"),
            async (act, token) =>
            {
                // Two readers may both be the first of the month.
                if (!await act.Db.Journal.AnyAsync(j => j.Kind == SealedKind && j.Subject == month.Month, token).ConfigureAwait(false))
                {
                    act.Journal(new JournalEvent(SealedKind, month.Month, new { month.Hash }, [month.Number]));
                }

                return default(Done);
            },
            ct).ConfigureAwait(false);
    }

    /// <summary>Kind of the journal entry that seals a month of consultations.</summary>
    public const string SealedKind = "consultations.sealed";
}
