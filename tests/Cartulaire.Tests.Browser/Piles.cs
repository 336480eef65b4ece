using System.Globalization;
using Cartulaire.App.Capture;
using Cartulaire.App.Demonstration;
using Cartulaire.Engines.Conversion.Barcodes;
using Cartulaire.Engines.Database;
using Cartulaire.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using UglyToad.PdfPig.Writer;

namespace Cartulaire.Tests.Browser;

/// <summary>Piles for the desk: real pages, as a scanner would give them, with separator sheets that Cartulaire prints.</summary>
internal static class Piles
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A separator sheet of an administration, for any service or for one.</summary>
    public static byte[] Separator(string administration, string? service = null)
        => Separators.Sheets([("Nouvelle lettre", administration, new SeparatorCode(service is null ? SeparatorKind.NewLetter : SeparatorKind.NewLetterForService, administration, service ?? string.Empty))]);

    /// <summary>Letters of the demonstration that come as scans without any text: only reading them tells what they say.</summary>
    public static IReadOnlyList<DemoDocument> Scans()
        => [.. DemoDocuments.Make(new DateOnly(2026, 11, 23), 7).Where(d => d.FileName.EndsWith(".pdf", StringComparison.Ordinal) && d.Content.Span.IndexOf("/DCTDecode"u8) >= 0)];

    /// <summary>One file of several.</summary>
    public static byte[] Pile(params byte[][] files) => PdfMerger.Merge(files);

    /// <summary>A page with nothing on it.</summary>
    public static byte[] Blank()
    {
        using var builder = new PdfDocumentBuilder();
        builder.AddPage(UglyToad.PdfPig.Content.PageSize.A4);
        return builder.Build();
    }

    /// <summary>Registers a file for the desk as marie would, and waits until it was read.</summary>
    public static Task<ItemId> FileAsync(this Site site, string administration, string name, byte[] content, string properties = "{}") => site.InAsync(administration, async open =>
    {
        await using var db = open.Store.Read();
        var marie = (await db.Persons.SingleAsync(p => p.Name == "marie", Ct)).Id;
        var command = new Receive.Command(BatchId.New(), 0, name, null, "test", "incoming-mail", false, content.Length);
        var piece = await Receive.StoreAsync(open, new MemoryStream(content), command, long.MaxValue, Ct);
        var made = await ReceiveAndRegister.HandleAsync(open, Actor.Of(marie), marie, command, Kernel.Types.Properties.Parse(properties), piece.Value, Ct);
        return made.Outcome.Value.Item;
    });

    /// <summary>Drops a pile as the person of the page; the status of the answer.</summary>
    public static Task<int> DropAsync(IPage page, string administration, string name, byte[] content) => page.EvaluateAsync<int>(
        """
        async ([address, base64]) => {
          const body = Uint8Array.from(atob(base64), c => c.charCodeAt(0));
          return (await fetch(address, { method: "POST", body, headers: { "Cartulaire-Script": "1", "Content-Type": "application/pdf" } })).status;
        }
        """,
        new[] { $"/{administration}/api/v1/receptions?separate=true&name={name}", Convert.ToBase64String(content) });

    /// <summary>The first letter of the pile, as marie has it before her.</summary>
    public static async Task<IPage> DeskAsync(this Site site, string administration)
    {
        var page = await site.SignedInAsync("marie", administration: administration);
        await page.GotoAsync($"/{administration}/capture/desk");
        await page.GetByRole(AriaRole.Link, new() { Name = "Commencer" }).ClickAsync();
        await ReadyAsync(page);
        return page;
    }

    /// <summary>Which letter of the pile is there, once the desk takes decisions again: while a page is on its way it takes none.</summary>
    public const string Position = "c-desk.ready:not([aria-busy]) .desk-position";

    /// <summary>What the desk says was done, once it takes decisions again.</summary>
    public const string Done = "c-desk.ready:not([aria-busy]) #undo [role=status]";

    /// <summary>Waits until the script of the desk stands by.</summary>
    public static Task ReadyAsync(IPage page) => page.Locator("c-desk.ready").WaitForAsync();

    /// <summary>Waits until all background work of an administration is done.</summary>
    public static Task QuietAsync(this Site site, string administration) => site.InAsync(administration, async open =>
    {
        for (var n = 0; n < 1_800; n++)
        {
            await using var db = open.Store.Read();
            if (!await db.Jobs.AnyAsync(Ct))
            {
                return true;
            }

            await Task.Delay(100, Ct);
        }

        await using var last = open.Store.Read();
        throw new TimeoutException(string.Join("; ", (await last.Jobs.ToListAsync(Ct)).Select(j => string.Create(CultureInfo.InvariantCulture, $"{j.Kind} {j.State} {j.Attempts} {j.Reason}"))));
    });
}
