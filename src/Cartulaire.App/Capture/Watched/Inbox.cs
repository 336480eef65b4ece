using System.Security.Cryptography;
using System.Text;
using Cartulaire.App.Administration;
using Cartulaire.App.Capture.Separation;
using Cartulaire.App.Http;
using Cartulaire.App.Texts;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Storage;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Filing;
using Microsoft.Extensions.Logging;

namespace Cartulaire.App.Capture.Watched;

/// <summary>The watched folders <c>inbox/</c> of all administrations: a file is taken once it is complete, then moved to <c>done/</c>, or to <c>refused/</c> beside the reason.</summary>
/// <remarks>
/// At the root, or in a folder named after a type; in a folder <c>lots/</c> of either, a pile is cut at its separator pages.
/// A file that was taken and not yet moved when the program died is recognised by its bytes, name and time, and only moved.
/// </remarks>
internal sealed partial class Inbox(DataFolder data, Administrations administrations, CartulaireOptions options, TimeProvider clock, ILogger<Inbox> log) : IDisposable
{
    /// <summary>Folder whose files are piles.</summary>
    public const string Piles = "lots";

    private static readonly TimeSpan EmptyFor = TimeSpan.FromMinutes(1);
    private static readonly string[] Unfinished = [".part", ".tmp", ".crdownload", ".filepart"];

    private readonly SemaphoreSlim looking = new(1, 1);
    private Dictionary<string, State> before = new(StringComparer.Ordinal);

    /// <summary>Looks once into all folders; one look at a time.</summary>
    /// <returns>How many files were taken or refused.</returns>
    public async Task<int> PollAsync(CancellationToken ct)
    {
        await looking.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            return await LookAllAsync(ct).ConfigureAwait(false);
        }
        finally
        {
            looking.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => looking.Dispose();

    private async Task<int> LookAllAsync(CancellationToken ct)
    {
        var now = new Dictionary<string, State>(StringComparer.Ordinal);
        var moved = 0;
        foreach (var name in await administrations.NamesAsync(ct).ConfigureAwait(false))
        {
            var home = Path.Join(data.Administrations, name);
            if (!Directory.Exists(home))
            {
                continue;
            }

            try
            {
                var complete = Look(new InboxFolder(Directory.CreateDirectory(Path.Join(home, "inbox")).FullName), now);
                moved += complete.Count == 0 ? 0 : await TakeAllAsync(name, complete, ct).ConfigureAwait(false);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                // One administration's folder must not stop the others'.
                LogFault(fault, name);
            }
        }

        before = now;
        return moved;
    }

    private sealed record State(long Length, DateTime Time);

    private List<InboxFile> Look(InboxFolder folder, Dictionary<string, State> now)
    {
        var complete = new List<InboxFile>();
        foreach (var file in folder.Files().Where(f => !Unfinished.Contains(f.Info.Extension, StringComparer.OrdinalIgnoreCase)))
        {
            var state = new State(file.Info.Length, file.Info.LastWriteTimeUtc);
            now[file.Info.FullName] = state;
            var settled = state.Length > 0 || clock.GetUtcNow().UtcDateTime - state.Time > EmptyFor;
            if (settled && before.TryGetValue(file.Info.FullName, out var earlier) && earlier == state && !OpenFiles.IsBeingWritten(file.Info.FullName))
            {
                complete.Add(file);
            }
        }

        return complete;
    }

    private async Task<int> TakeAllAsync(string name, IReadOnlyList<InboxFile> files, CancellationToken ct)
    {
        var lease = await administrations.LeaseAsync(name, ct).ConfigureAwait(false);
        if (!lease.IsSuccess)
        {
            return 0;
        }

        using (lease.Value)
        {
            var (batch, moved) = (BatchId.New(), 0);
            for (var n = 0; n < files.Count; n++)
            {
                var failure = await TakeAsync(lease.Value.Administration, files[n], batch, n, ct).ConfigureAwait(false);
                if (failure is { Kind: Refusal.StorageFull or Refusal.Unavailable or Refusal.Stale })
                {
                    // Nobody's fault: it stays and is tried again.
                    continue;
                }

                Move(files[n], failure);
                moved++;
            }

            return moved;
        }
    }

    private async Task<Failure?> TakeAsync(OpenAdministration administration, InboxFile file, BatchId batch, int sort, CancellationToken ct)
    {
        if (file.Info.Length == 0)
        {
            return new Failure(Refusal.Invalid, "inbox.empty");
        }

        var type = CaptureTypes.Find(administration.Packs.Catalogue, file.Type);
        if (!type.IsSuccess)
        {
            return file.Type is null ? type.Failure : new Failure(Refusal.Invalid, "inbox.folder-unknown", null, file.Type);
        }

        var command = new Receive.Command(batch, sort, file.Info.Name, null, "folder", type.Value.Id, file.IsPile, file.Info.Length);
        Outcome<Receive.Piece> piece;
        await using (var content = new FileStream(file.Info.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
        {
            piece = await Receive.StoreAsync(administration, content, command, options.MaxReceptionBytes, ct).ConfigureAwait(false);
        }

        if (!piece.IsSuccess)
        {
            return piece.Failure;
        }

        var after = new FileInfo(file.Info.FullName);
        if (piece.Value.Blob.Size != after.Length || after.LastWriteTimeUtc != file.Info.LastWriteTimeUtc)
        {
            return new Failure(Refusal.Stale, "inbox.changed");
        }

        var written = await administration.Store.Writer.RunAsync(
            Actor.System("inbox"),
            (act, token) => Idempotency.RunAsync(act, KeyOf(file, piece.Value), (a, t) => TakeIn.RunAsync(a, administration, null, command, piece.Value, t), token),
            ct).ConfigureAwait(false);
        return written.Outcome.IsSuccess ? null : written.Outcome.Failure;
    }

    private static IdempotencyKey KeyOf(InboxFile file, Receive.Piece piece)
    {
        var text = FormattableString.Invariant($"{piece.Blob.Address.Hex} {file.Info.LastWriteTimeUtc.Ticks} {file.Type}/{file.IsPile}/{file.Info.Name}");
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        return new IdempotencyKey($"inbox-{key}", key);
    }

    private static void Move(InboxFile file, Failure? failure)
    {
        var target = file.Folder.Free(failure is null ? "done" : "refused", file.Info.Name);
        if (failure is not null)
        {
            var reason = Sentences.Of("inbox.refused", Sentences.First, FileNames.Shown(file.Info.Name), Sentences.Of(failure, Sentences.First));
            File.WriteAllText(target + ".txt", reason, Encoding.UTF8);
        }

        File.Move(file.Info.FullName, target);
        var moved = new FileInfo(target);
        if (failure is null && (moved.Length != file.Info.Length || moved.LastWriteTimeUtc != file.Info.LastWriteTimeUtc))
        {
            // Another letter took its name while it was being registered: it goes back, and is taken in its turn.
            File.Move(target, file.Folder.Free(Path.GetRelativePath(file.Folder.Root, file.Info.DirectoryName!), file.Info.Name));
        }
    }

    [LoggerMessage(EventId = 1401, Level = LogLevel.Warning, Message = "The watched folder of {Administration} cannot be looked into")]
    private partial void LogFault(Exception fault, string administration);
}
