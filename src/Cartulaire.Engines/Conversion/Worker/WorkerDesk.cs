using Cartulaire.Engines.Conversion.Archives;
using Cartulaire.Engines.Conversion.Barcodes;
using Cartulaire.Engines.Conversion.Images;
using Cartulaire.Engines.Conversion.Mail;
using Cartulaire.Engines.Conversion.Ocr;
using Cartulaire.Engines.Conversion.Office;
using Cartulaire.Engines.Conversion.Text;

namespace Cartulaire.Engines.Conversion.Worker;

/// <summary>The one document on the worker's desk, and what can be asked of it.</summary>
internal sealed class WorkerDesk(string folder, Frames frames) : IDisposable
{
    private readonly OfficeConverter office = new();
    private readonly List<SheetSource> beside = [];
    private string job = "";
    private string input = "";
    private string? rendition;
    private string? photo;
    private FileKind kind;
    private string name = "";
    private int opened;
    private string overflow = "";

    public void Dispose() => office.Dispose();

    /// <summary>Takes a document from the pipe; what lay on the desk before is removed.</summary>
    public async Task ReceiveAsync(WorkerRequest request, long most, CancellationToken ct)
    {
        if (job.Length > 0)
        {
            Directory.Delete(job, recursive: true);
        }

        opened++;
        job = Directory.CreateDirectory(Path.Combine(folder, opened.ToString(System.Globalization.CultureInfo.InvariantCulture))).FullName;
        (input, rendition, photo, name, kind, overflow) = (Path.Combine(job, "received"), null, null, request.Name, request.Kind, "");
        beside.Clear();
        await TakeInAsync(input, most, ct);
    }

    /// <summary>Takes one more document from the pipe.</summary>
    public async Task ReceiveBesideAsync(WorkerRequest request, long most, CancellationToken ct)
    {
        var path = Path.Combine(job, $"beside-{beside.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)}");
        beside.Add(new SheetSource(path, request.Kind));
        await TakeInAsync(path, most, ct);
    }

    private async Task TakeInAsync(string path, long most, CancellationToken ct)
    {
        await using var file = File.Create(path);
        long total = 0;
        while (await frames.ReadAsync(ct) is { Tag: FrameTag.Data } data)
        {
            total += data.Payload.Length;
            if (total > most)
            {
                overflow = "conversion.too-large";
                continue;
            }

            await file.WriteAsync(data.Payload, ct);
        }
    }

    public async Task<object> DoAsync(WorkerRequest request, CancellationToken ct) => request.Operation switch
    {
        WorkerOperation.Open => Settle(),
        WorkerOperation.Count => new PageCount(await CountAsync(ct)),
        WorkerOperation.Text => await TextAsync(request, ct),
        WorkerOperation.ReadPage => await ReadPageAsync(request, ct),
        WorkerOperation.PageImage => await PageImageAsync(request, ct),
        WorkerOperation.Barcodes => await BarcodesAsync(request, ct),
        WorkerOperation.Pdf => await PdfAsync(ct),
        WorkerOperation.Parts => await PartsAsync(ct),
        WorkerOperation.Pages => await PagesAsync(request, ct),
        WorkerOperation.Beside => await SettleBesideAsync(ct),
        WorkerOperation.Sheets => await SheetsAsync(request, ct),
        WorkerOperation.Ink => InkShare.On(await PageAsync(request.Page, ct)),
        _ => await Trial.RunAsync(request.Name, ct),
    };

    /// <summary>Settles containers by their directory and gives the file the extension that tools expect.</summary>
    private SettledKind Settle()
    {
        if (overflow.Length > 0)
        {
            throw new RefusedDocumentException(overflow);
        }

        (input, kind) = Settle(input, kind);
        return new(kind);
    }

    private static (string Path, FileKind Kind) Settle(string path, FileKind sniffed)
    {
        var settled = sniffed switch
        {
            FileKind.ZipContainer => ZipContainer.KindOf(path),
            FileKind.OleContainer => OleContainer.KindOf(path),
            _ => sniffed,
        };
        var named = $"{path}.{ExtensionFor(path, settled)}";
        File.Move(path, named);
        return (named, settled);
    }

    private static string ExtensionFor(string path, FileKind settled)
    {
        // Flat OpenDocument is XML: LibreOffice finds the import filter by this extension.
        using var file = File.OpenRead(path);
        var flat = settled is FileKind.Odt or FileKind.Ods or FileKind.Odp && file.ReadByte() != 'P';
        return flat ? $"f{FileKinds.Extension(settled)}" : FileKinds.Extension(settled);
    }

    /// <summary>How many pages can be shown; 0 for what has none.</summary>
    private async Task<int> CountAsync(CancellationToken ct) => ImagePages.Reads(kind) ? ImagePages.Count(await PictureAsync(ct))
        : HasPdf ? await PdfPages.CountAsync(await RenditionAsync(ct), ct)
        : 0;

    private async Task<DocumentText> TextAsync(WorkerRequest request, CancellationToken ct)
    {
        if (kind == FileKind.Pdf)
        {
            return PdfText.Read(input, kind, request.Page, request.Last);
        }

        if (ImagePages.Reads(kind))
        {
            var count = ImagePages.Count(await PictureAsync(ct));
            return new(kind, count, false, [], [.. Enumerable.Range(1, count)], "", ImagePages.Tool);
        }

        return kind switch
        {
            FileKind.Text or FileKind.Csv or FileKind.Xml => await PlainText.ReadAsync(input, kind, ct),
            FileKind.Html => await HtmlText.ReadAsync(input, ct),
            FileKind.Eml => MailParts.Text(input),
            FileKind.Msg => MsgParts.Text(input),
            _ when OfficeConverter.Converts(kind) => PdfText.Read(await RenditionAsync(ct), kind, request.Page, request.Last) with { Tool = $"{office.Tool}, {PdfText.Tool}" },
            FileKind.Zip => new(kind, 0, false, [], [], "", ""),
            FileKind.Empty => new(kind, 0, false, [], [], "conversion.empty", ""),
            _ => new(kind, 0, false, [], [], "conversion.not-readable", ""),
        };
    }

    /// <summary>The picture itself, or what was made of it to be read.</summary>
    private async Task<string> PictureAsync(CancellationToken ct) => kind == FileKind.Heic ? photo ??= await HeicPhoto.ToJpegAsync(input, job, ct) : input;

    /// <summary>The PDF whose pages are shown: the document itself, or what LibreOffice made of it or of its text.</summary>
    private async Task<string> RenditionAsync(CancellationToken ct) => kind == FileKind.Pdf ? input
        : OfficeConverter.SetsText(kind) ? rendition ??= await SetTextAsync(ct)
        : rendition ??= await office.ToPdfAsync(input, Path.Combine(job, "rendition.pdf"), kind, ct);

    private async Task<string> SetTextAsync(CancellationToken ct)
    {
        var text = await TextAsync(new(WorkerOperation.Text), ct);
        var plain = Path.Combine(job, "shown.txt");
        await File.WriteAllTextAsync(plain, string.Concat(text.Pages.Select(page => page.Text)), System.Text.Encoding.UTF8, ct);
        return await office.ToPdfAsync(plain, Path.Combine(job, "rendition.pdf"), FileKind.Text, ct);
    }

    private async Task<string> PageAsync(int page, CancellationToken ct) => ImagePages.Reads(kind)
        ? ImagePages.Extract(await PictureAsync(ct), page, Path.Combine(job, "page.jpg"))
        : await PdfPages.RenderAsync(await PdfOrRefuseAsync(ct), page, Path.Combine(job, "page"), ct);

    private async Task<PageText> ReadPageAsync(WorkerRequest request, CancellationToken ct)
    {
        var image = await PageAsync(request.Page, ct);
        using var reader = new PageReader();
        return await reader.ReadAsync(image, request.Page, request.Languages, ct);
    }

    private async Task<PageSize> PageImageAsync(WorkerRequest request, CancellationToken ct)
    {
        var width = Math.Clamp(request.Width, 16, 4096);
        var source = ImagePages.Reads(kind)
            ? ImagePages.Extract(await PictureAsync(ct), request.Page, Path.Combine(job, "page.jpg"))
            : await PdfPages.RenderToWidthAsync(await PdfOrRefuseAsync(ct), request.Page, width, Path.Combine(job, "page"), ct);
        var (bytes, size) = ImagePages.Shrink(source, width);
        await frames.WriteJsonAsync(FrameTag.Part, new PartHeader("image", "page.jpg", "image/jpeg"), ct);
        using var stream = new MemoryStream(bytes);
        await frames.SendAsync(stream, long.MaxValue, ct);
        return size;
    }

    private bool HasPdf => kind == FileKind.Pdf || OfficeConverter.Converts(kind) || OfficeConverter.SetsText(kind);

    private Task<string> PdfOrRefuseAsync(CancellationToken ct) => HasPdf ? RenditionAsync(ct) : throw new RefusedDocumentException("conversion.no-pages");

    private async Task<IReadOnlyList<Barcode>> BarcodesAsync(WorkerRequest request, CancellationToken ct)
        => await BarcodeReader.ReadAsync(await PageAsync(request.Page, ct), job, ct);

    private async Task<Kernel.Done> PdfAsync(CancellationToken ct)
    {
        var path = await PdfOrRefuseAsync(ct);
        await frames.WriteJsonAsync(FrameTag.Part, new PartHeader("pdf", "rendition.pdf", "application/pdf"), ct);
        await using var stream = File.OpenRead(path);
        await frames.SendAsync(stream, long.MaxValue, ct);
        return default;
    }

    private async Task<Kernel.Done> PagesAsync(WorkerRequest request, CancellationToken ct)
    {
        var path = Path.Combine(job, "pages.pdf");
        if (ImagePages.Reads(kind))
        {
            ImagePdf.Write(await PictureAsync(ct), request.Page, request.Last, path);
        }
        else
        {
            path = await PdfCut.WriteAsync(await PdfOrRefuseAsync(ct), request.Page, request.Last, job, ct);
        }

        await frames.WriteJsonAsync(FrameTag.Part, new PartHeader("pdf", "pages.pdf", "application/pdf"), ct);
        await using var stream = File.OpenRead(path);
        await frames.SendAsync(stream, long.MaxValue, ct);
        return default;
    }

    private async Task<SettledKind> SettleBesideAsync(CancellationToken ct)
    {
        if (overflow.Length > 0)
        {
            throw new RefusedDocumentException(overflow);
        }

        var (path, settled) = Settle(beside[^1].Path, beside[^1].Kind);
        if (OfficeConverter.Converts(settled))
        {
            path = await office.ToPdfAsync(path, $"{path}.pdf", settled, ct);
        }
        else if (settled == FileKind.Heic)
        {
            path = await HeicPhoto.ToJpegAsync(path, job, ct);
        }

        beside[^1] = new SheetSource(path, settled);
        return new(settled);
    }

    private async Task<MadeOfSheets> SheetsAsync(WorkerRequest request, CancellationToken ct)
    {
        var first = ImagePages.Reads(kind) ? await PictureAsync(ct) : await PdfOrRefuseAsync(ct);
        var (path, tool) = await SheetPdf.WriteAsync([new SheetSource(first, kind), .. beside], request.Sheets, job, ct);
        await frames.WriteJsonAsync(FrameTag.Part, new PartHeader("pdf", "sheets.pdf", "application/pdf"), ct);
        await using var stream = File.OpenRead(path);
        await frames.SendAsync(stream, long.MaxValue, ct);
        return new(request.Sheets.Count, tool);
    }

    private Task<PartList> PartsAsync(CancellationToken ct) => kind switch
    {
        FileKind.Zip => ZipParts.SendAsync(input, frames, ct),
        FileKind.Eml => MailParts.SendAsync(input, frames, ct),
        FileKind.Msg => MsgParts.SendAsync(input, frames, ct),
        _ => Task.FromResult(new PartList(0, 0, new Dictionary<string, string>(), "")),
    };
}

/// <summary>The kind, containers settled.</summary>
internal sealed record SettledKind(FileKind Kind);

/// <summary>Number of pages.</summary>
internal sealed record PageCount(int Pages);

/// <summary>Size of an image in pixels.</summary>
internal sealed record PageSize(int Width, int Height);

/// <summary>A deliberate misdeed inside the worker, to prove that the walls hold.</summary>
internal static class Trial
{
    public static async Task<string> RunAsync(string script, CancellationToken ct)
    {
        if (Environment.GetEnvironmentVariable("CARTULAIRE_TRIALS") is null)
        {
            throw new RefusedDocumentException("conversion.unknown-operation");
        }

        var result = await Tool.RunAsync("bash", ["-c", script], TimeSpan.FromSeconds(100), ct);
        return System.Text.Encoding.UTF8.GetString(result.Output);
    }
}
