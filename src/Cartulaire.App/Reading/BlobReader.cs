using Cartulaire.App.Administration;
using Cartulaire.Engines.Blobs;
using Cartulaire.Engines.Conversion;
using Cartulaire.Engines.Conversion.Worker;
using Cartulaire.Kernel;

namespace Cartulaire.App.Reading;

/// <summary>A blob open in a worker, opened again when its worker was lost.</summary>
internal sealed class BlobReader(WorkerPool pool, OpenAdministration administration, string blob, string? name) : IAsyncDisposable
{
    private const string Died = "conversion.worker-died";
    private ReadingSession? session;

    /// <summary>The type, containers settled once something was asked.</summary>
    public SniffedType? Type { get; private set; }

    /// <summary>Whether a refusal speaks of the worker rather than of the document.</summary>
    public static bool IsFault(Failure failure) => failure.Code is Died or "conversion.timed-out" or "conversion.fault";

    /// <summary>Whether a refusal speaks of this machine: something has to be installed, the document is not to blame.</summary>
    public static bool IsMachine(Failure failure) => failure.Code is "conversion.unavailable" or "conversion.tool-missing" or "conversion.language-missing";

    /// <summary>Asks; once more in a fresh worker when the first one died. A question that takes too long is not repeated, the next one has a fresh worker.</summary>
    public async Task<Outcome<T>> AskAsync<T>(Func<ReadingSession, Task<Outcome<T>>> question, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            var opened = await OpenAsync(ct).ConfigureAwait(false);
            var answer = opened.IsSuccess ? await question(opened.Value).ConfigureAwait(false) : Outcome<T>.Refused(opened.Failures);
            if (answer.IsSuccess || attempt == 2 || answer.Failure.Code != Died)
            {
                return answer;
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (session is not null)
        {
            await session.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task<Outcome<ReadingSession>> OpenAsync(CancellationToken ct)
    {
        if (session is { Usable: true })
        {
            return session;
        }

        if (session is not null)
        {
            await session.DisposeAsync().ConfigureAwait(false);
            session = null;
        }

        await using var content = administration.Store.Blobs.Open(BlobAddress.Parse(blob));
        var head = new byte[ContentSniffer.HeadLength];
        var length = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, ct).ConfigureAwait(false);
        content.Position = 0;
        Type = ContentSniffer.Sniff(head.AsSpan(0, length), name, null);
        var opened = await pool.OpenAsync(administration.Name, content, Type, ct).ConfigureAwait(false);
        if (opened.IsSuccess)
        {
            session = opened.Value;
            Type = session.Type;
        }

        return opened;
    }
}
