using System.Text.Json;
using Cartulaire.App.Administration;
using Cartulaire.App.Reading;
using Cartulaire.Engines.Conversion;
using Cartulaire.Engines.Conversion.Barcodes;
using Cartulaire.Kernel;

namespace Cartulaire.App.Capture.Separation;

/// <summary>Looks for orders on the pages of a pile, page by page; what was seen is kept, so that a killed or waiting job goes on where it was.</summary>
internal sealed class PileReader(OpenAdministration administration, ReceptionId reception, BlobReader reader)
{
    private string Notes => Path.Join(administration.Store.Folder, "derived", "separation", $"{reception}.json");

    /// <summary>Reads the orders of all pages.</summary>
    /// <returns>For each page its order; empty when the file has no pages that can be looked at. A refusal when this machine cannot look.</returns>
    public async Task<Outcome<IReadOnlyList<SeparatorCode?>>> ReadAsync(CancellationToken ct)
    {
        var seen = await RecallAsync(ct).ConfigureAwait(false);
        if (seen is null)
        {
            var count = await reader.AskAsync(s => s.CountAsync(ct), ct).ConfigureAwait(false);
            if (!count.IsSuccess && BlobReader.IsMachine(count.Failure))
            {
                return count.Failure;
            }

            var cuttable = reader.Type?.Kind is FileKind.Pdf or FileKind.Tiff or FileKind.Jpeg or FileKind.Png;
            seen = new Seen(count.IsSuccess && cuttable ? count.Value : 0, []);
        }

        while (seen.Orders.Count < seen.Pages)
        {
            var page = seen.Orders.Count + 1;
            var codes = await reader.AskAsync(s => s.BarcodesAsync(page, ct), ct).ConfigureAwait(false);
            if (!codes.IsSuccess && BlobReader.IsMachine(codes.Failure))
            {
                return codes.Failure;
            }

            // A page that cannot be looked at is a page without order.
            seen.Orders.Add(codes.IsSuccess ? SeparatorCode.Of(codes.Value, administration.Name)?.Format() : null);
            await RememberAsync(seen, ct).ConfigureAwait(false);
        }

        return seen.Orders.ConvertAll(SeparatorCode.Parse);
    }

    /// <summary>Forgets what was seen.</summary>
    public void Forget()
    {
        if (File.Exists(Notes))
        {
            File.Delete(Notes);
        }
    }

    private sealed record Seen(int Pages, List<string?> Orders);

    // A power cut may leave a note without its words: then everything is looked at again.
    private async Task<Seen?> RecallAsync(CancellationToken ct)
    {
        try
        {
            return File.Exists(Notes) ? JsonSerializer.Deserialize<Seen>(await File.ReadAllBytesAsync(Notes, ct).ConfigureAwait(false)) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task RememberAsync(Seen seen, CancellationToken ct)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Notes)!);
        await File.WriteAllBytesAsync(Notes + ".new", JsonSerializer.SerializeToUtf8Bytes(seen), ct).ConfigureAwait(false);
        File.Move(Notes + ".new", Notes, overwrite: true);
    }
}
