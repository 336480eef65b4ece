using System.Text;
using Cartulaire.App.Administration;
using Cartulaire.App.Capture;
using Cartulaire.App.Demonstration;
using Cartulaire.App.Items;
using Cartulaire.Engines.Database;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Types;

namespace Cartulaire.Tests.Browser;

/// <summary>Letters with real files, registered as the clerk does, and read by the real worker.</summary>
internal static class RealLetters
{
    private static readonly Lazy<IReadOnlyList<DemoDocument>> Demonstration = new(() => [.. DemoDocuments.Make(new DateOnly(2026, 11, 23), 20261123)]);

    private static readonly Lock Gate = new();
    private static Task<ItemId>? permit;

    /// <summary>A request for a permit, filed and read once for all tests.</summary>
    public static Task<ItemId> PermitAsync(Site site)
    {
        lock (Gate)
        {
            return permit ??= DemonstrationAsync(site, "demande-permis-urbanisme-veranda");
        }
    }

    /// <summary>Files a document of the demonstration, and waits until it has been read.</summary>
    public static async Task<ItemId> DemonstrationAsync(Site site, string key)
    {
        var document = Demonstration.Value.Single(d => Path.GetFileNameWithoutExtension(d.FileName) == key);
        return await FileAsync(site, document.FileName, document.Content.ToArray(), document.Subject);
    }

    /// <summary>Files a document, and waits until it has been read.</summary>
    public static async Task<ItemId> FileAsync(Site site, string name, byte[] bytes, string subject, bool read = true)
    {
        var item = await site.InSartAsync(sart => RegisterAsync(sart, name, bytes, subject));
        if (read)
        {
            await ReadAsync(site, item);
        }

        return item;
    }

    /// <summary>Waits until the main document of a record has been read.</summary>
    public static async Task ReadAsync(Site site, ItemId item)
    {
        for (var attempt = 0; attempt < 1200; attempt++)
        {
            if (await site.InSartAsync(async sart =>
            {
                await using var db = sart.Store.Read();
                return db.Items.Where(i => i.ParentId == item).Join(db.Versions, i => i.Id, v => v.ItemId, (_, v) => v.Blob)
                    .Any(b => db.Renditions.Any(r => r.Blob == b && r.Kind == "text"));
            }))
            {
                return;
            }

            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        Assert.Fail("The document was not read.");
    }

    /// <summary>A born-digital PDF of many pages, each with its number and a few words.</summary>
    public static byte[] ManyPages(int count)
    {
        var builder = new UglyToad.PdfPig.Writer.PdfDocumentBuilder();
        var font = builder.AddStandard14Font(UglyToad.PdfPig.Fonts.Standard14Fonts.Standard14Font.Helvetica);
        for (var number = 1; number <= count; number++)
        {
            var page = builder.AddPage(UglyToad.PdfPig.Content.PageSize.A4);
            page.AddText($"Page {number} du cahier des charges", 14, new UglyToad.PdfPig.Core.PdfPoint(60, 760), font);
            page.AddText("Article 12 : le soumissionnaire remet son offre le 12/03/2027", 12, new UglyToad.PdfPig.Core.PdfPoint(60, 730), font);
        }

        return builder.Build();
    }

    private static async Task<ItemId> RegisterAsync(OpenAdministration sart, string name, byte[] bytes, string subject)
    {
        await using var db = sart.Store.Read();
        var travaux = db.Services.Single(s => s.Name == "travaux").Id;
        var marie = db.Persons.Single(p => p.Name == "marie").Id;
        var command = new Receive.Command(BatchId.New(), 0, name, null, "browser", "incoming-mail", false, bytes.Length);
        var piece = await Receive.StoreAsync(sart, new MemoryStream(bytes), command, 1L << 30, CancellationToken.None);
        Assert.True(piece.IsSuccess);
        var properties = Properties.Parse($$"""{"subject":{{System.Text.Json.JsonSerializer.Serialize(subject)}},"treating-services":["{{travaux}}"]}""");
        var written = await ReceiveAndRegister.HandleAsync(sart, Actor.Of(marie), marie, command, properties, piece.Value, CancellationToken.None);
        Assert.True(written.Outcome.IsSuccess, string.Join(", ", written.Outcome.Failures));
        return written.Outcome.Value.Item;
    }

    /// <summary>Adds a version to the main document of a record.</summary>
    public static Task<bool> AddVersionAsync(Site site, ItemId item, string name, byte[] bytes) => site.InSartAsync(async sart =>
    {
        await using var db = sart.Store.Read();
        var marie = db.Persons.Single(p => p.Name == "marie").Id;
        var document = db.Items.Single(i => i.ParentId == item);
        var piece = await Receive.StoreAsync(sart, new MemoryStream(bytes), new Receive.Command(BatchId.New(), 0, name, null, "browser", null, false), 1L << 30, CancellationToken.None);
        var command = new AddVersion.Command(document.Id, document.Stamp, name);
        var written = await sart.Store.Writer.RunAsync(Actor.Of(marie), (act, ct) => AddVersion.RunAsync(act, sart, null, command, piece.Value, ct), CancellationToken.None);
        Assert.True(written.Outcome.IsSuccess, string.Join(", ", written.Outcome.Failures));
        return true;
    });

    /// <summary>The bytes of a text.</summary>
    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
