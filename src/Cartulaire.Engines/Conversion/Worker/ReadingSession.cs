using Cartulaire.Engines.Conversion.Barcodes;
using Cartulaire.Kernel;

namespace Cartulaire.Engines.Conversion.Worker;

/// <summary>The image of one page: ours, re-encoded.</summary>
/// <param name="Jpeg">The bytes.</param>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
public sealed record PageImage(byte[] Jpeg, int Width, int Height);

/// <summary>A document open in a worker. One question at a time; disposing gives the worker back.</summary>
/// <remarks>
/// After <c>conversion.timed-out</c>, <c>conversion.worker-died</c> or <c>conversion.fault</c> the worker is killed and every further question has the same answer: open the document again for the next page.
/// Any other refusal (<c>conversion.…</c>) concerns the document or the page and leaves the session usable.
/// </remarks>
public sealed class ReadingSession : IAsyncDisposable
{
    private readonly WorkerPool pool;
    private readonly WorkerProcess worker;
    private bool given;

    internal ReadingSession(WorkerPool pool, WorkerProcess worker, SniffedType type)
    {
        this.pool = pool;
        this.worker = worker;
        Type = type;
    }

    /// <summary>The type, containers settled by their directory.</summary>
    public SniffedType Type { get; private set; }

    /// <summary>Whether further questions make sense.</summary>
    public bool Usable => worker.Running;

    internal int ProcessId => worker.ProcessId;

    /// <summary>The last words of a worker that died, for whoever looks for the reason; they may quote the document.</summary>
    internal Task<string> LastWordsAsync() => worker.ErrorsAsync();

    /// <summary>How many pages can be shown, without reading them; 0 for what has none.</summary>
    public async Task<Outcome<int>> CountAsync(CancellationToken ct)
        => (await AskAsync<PageCount>(new(WorkerOperation.Count), OfficeTime, null, ct)).Map(count => count.Pages);

    /// <summary>The text that the file carries itself, and which pages must be read from their image.</summary>
    /// <param name="first">The first page wanted, from 1.</param>
    /// <param name="last">The last page wanted; formats without a layout ignore both and answer whole.</param>
    /// <param name="ct">Gives up.</param>
    public Task<Outcome<DocumentText>> TextAsync(int first, int last, CancellationToken ct)
        => AskAsync<DocumentText>(new(WorkerOperation.Text) { Page = first, Last = last }, OfficeTime, null, ct);

    /// <summary>Reads one page from its image.</summary>
    /// <param name="page">Its number, from 1.</param>
    /// <param name="languages">Tesseract languages of the administration, the first one tried alone.</param>
    /// <param name="ct">Gives up.</param>
    public Task<Outcome<PageText>> ReadPageAsync(int page, IReadOnlyList<string> languages, CancellationToken ct)
        => AskAsync<PageText>(new(WorkerOperation.ReadPage) { Page = page, Languages = languages }, pool.Options.PageTime, null, ct);

    /// <summary>The image of one page.</summary>
    /// <param name="page">Its number, from 1.</param>
    /// <param name="width">Wished width in pixels, 16 to 4096; never enlarged for images.</param>
    /// <param name="ct">Gives up.</param>
    public async Task<Outcome<PageImage>> PageImageAsync(int page, int width, CancellationToken ct)
    {
        using var bytes = new MemoryStream();
        var size = await AskAsync<PageSize>(new(WorkerOperation.PageImage) { Page = page, Width = width }, OfficeTime, (_, part, token) => part.CopyToAsync(bytes, token), ct);
        return size.Map(found => new PageImage(bytes.ToArray(), found.Width, found.Height));
    }

    /// <summary>The bar codes (QR and Code 128 only) of one page.</summary>
    public Task<Outcome<IReadOnlyList<Barcode>>> BarcodesAsync(int page, CancellationToken ct)
        => AskAsync<IReadOnlyList<Barcode>>(new(WorkerOperation.Barcodes) { Page = page }, pool.Options.PageTime, null, ct);

    /// <summary>The PDF in which the document is shown.</summary>
    /// <param name="target">Receives it; discard what came when the answer is a refusal.</param>
    /// <param name="ct">Gives up.</param>
    public Task<Outcome<Done>> PdfAsync(Stream target, CancellationToken ct)
        => AskAsync<Done>(new(WorkerOperation.Pdf), OfficeTime, (_, part, token) => part.CopyToAsync(target, token), ct);

    /// <summary>Some pages as a PDF of their own.</summary>
    /// <param name="first">The first page, from 1.</param>
    /// <param name="last">The last page.</param>
    /// <param name="take">Receives it; discard what came when the answer is a refusal.</param>
    /// <param name="ct">Gives up.</param>
    public Task<Outcome<Done>> PagesAsync(int first, int last, Func<Stream, CancellationToken, Task> take, CancellationToken ct)
        => AskAsync<Done>(new(WorkerOperation.Pages) { Page = first, Last = last }, pool.Options.PageTime, (_, part, token) => take(part, token), ct);

    /// <summary>Pages of this document and of others as one PDF, in the order given, turned.</summary>
    /// <param name="others">The further documents that sheets name, 1 and up: their bytes and what sniffing said.</param>
    /// <param name="sheets">The pages.</param>
    /// <param name="take">Receives it; discard what came when the answer is a refusal.</param>
    /// <param name="ct">Gives up.</param>
    public async Task<Outcome<MadeOfSheets>> SheetsAsync(
        IReadOnlyList<(Stream Content, SniffedType Type)> others, IReadOnlyList<Sheet> sheets, Func<Stream, CancellationToken, Task> take, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(others);
        foreach (var (content, type) in others)
        {
            var taken = await AskAsync<SettledKind>(new(WorkerOperation.Beside) { Kind = type.Kind }, OfficeTime, null, ct, content);
            if (!taken.IsSuccess)
            {
                return taken.Failures.ToArray();
            }
        }

        return await AskAsync<MadeOfSheets>(new(WorkerOperation.Sheets) { Sheets = sheets }, pool.Options.PageTime, (_, part, token) => take(part, token), ct);
    }

    /// <summary>The share of a page that is dark, edges left out, 0 to 1; an empty sheet has next to none.</summary>
    public Task<Outcome<double>> InkAsync(int page, CancellationToken ct) => AskAsync<double>(new(WorkerOperation.Ink) { Page = page }, OfficeTime, null, ct);

    /// <summary>The parts of a message or archive, in order.</summary>
    /// <param name="take">Receives each part; what it leaves unread is skipped. Discard all of them when the answer is a refusal: the archive lied.</param>
    /// <param name="ct">Gives up.</param>
    public Task<Outcome<PartList>> PartsAsync(Func<PartHeader, Stream, CancellationToken, Task> take, CancellationToken ct)
        => AskAsync<PartList>(new(WorkerOperation.Parts), pool.Options.PageTime, take, ct);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!given)
        {
            given = true;
            await pool.GiveBackAsync(worker);
        }
    }

    internal Task<Outcome<string>> TryAsync(string script, CancellationToken ct) => AskAsync<string>(new(WorkerOperation.Trial) { Name = script }, pool.Options.PageTime, null, ct);

    internal async Task<Outcome<Done>> SendAsync(Stream content, CancellationToken ct)
    {
        var settled = await AskAsync<SettledKind>(new(WorkerOperation.Open) { Kind = Type.Kind }, pool.Options.PageTime, null, ct, content);
        if (!settled.IsSuccess)
        {
            return settled.Failures.ToArray();
        }

        var kind = settled.Value.Kind;
        var disagrees = Type.Disagrees || (Type.ClaimedByName is { } named && named != kind && Type.Kind != kind) || (Type.ClaimedByType is { } typed && typed != kind && Type.Kind != kind);
        Type = Type with { Kind = kind, Disagrees = disagrees, MediaType = disagrees ? "application/octet-stream" : FileKinds.MediaType(kind) };
        return default(Done);
    }

    /// <summary>LibreOffice starts in about a second and converts on the first of these questions.</summary>
    private TimeSpan OfficeTime => Office.OfficeConverter.Converts(Type.Kind) || Office.OfficeConverter.SetsText(Type.Kind) ? pool.Options.ShortTime * 3 : pool.Options.ShortTime;

    private async Task<Outcome<T>> AskAsync<T>(WorkerRequest request, TimeSpan time, Func<PartHeader, Stream, CancellationToken, Task>? take, CancellationToken ct, Stream? content = null)
    {
        if (!worker.Running)
        {
            return new Failure(Refusal.Unavailable, "conversion.worker-died");
        }

        using var clock = CancellationTokenSource.CreateLinkedTokenSource(ct);
        clock.CancelAfter(time);
        worker.Faulty = true;
        try
        {
            await worker.Frames.WriteJsonAsync(FrameTag.Message, request, clock.Token);
            if (content is not null)
            {
                await worker.Frames.SendAsync(content, pool.Options.MostInput, clock.Token);
            }

            await worker.Frames.FlushAsync(clock.Token);
            var answer = await AnswerAsync(take, clock.Token);
            worker.Faulty = answer.Refusal == "conversion.fault";
            return answer.Refusal.Length == 0
                ? System.Text.Json.JsonSerializer.Deserialize<T>(answer.Value!.Value, WorkerJson.Options)!
                : new Failure(Refusal.Invalid, answer.Refusal, Args: [answer.Detail]);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new Failure(Refusal.Invalid, "conversion.timed-out", Args: [time.TotalSeconds]);
        }
        catch (RefusedDocumentException refused)
        {
            return new Failure(Refusal.TooLarge, refused.Code, Args: [refused.Detail]);
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException or System.Text.Json.JsonException)
        {
            return new Failure(Refusal.Invalid, "conversion.worker-died", Args: [fault.GetType().Name]);
        }
    }

    private async Task<WorkerAnswer> AnswerAsync(Func<PartHeader, Stream, CancellationToken, Task>? take, CancellationToken ct)
    {
        var budget = new PartBudget(pool.Options.MostOutput);
        while (await worker.Frames.ReadAsync(ct) is { } frame)
        {
            if (frame.Tag == FrameTag.Message)
            {
                return Frames.Parse<WorkerAnswer>(frame.Payload);
            }

            if (frame.Tag != FrameTag.Part || take is null)
            {
                throw new InvalidDataException("An unexpected frame.");
            }

            await using var part = new PartStream(worker.Frames, budget);
            await take(Frames.Parse<PartHeader>(frame.Payload), part, ct);
            await part.SkipAsync(ct);
            if (part.Aborted is { } aborted)
            {
                return aborted;
            }
        }

        throw new EndOfStreamException("The worker ended.");
    }
}
