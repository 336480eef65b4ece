using Cartulaire.App.Administration;
using Cartulaire.App.Reading;
using Cartulaire.Kernel;
using Cartulaire.Tests.Integration.Items;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.Tests.Integration.Reading;

/// <summary>A few words about what was taken in.</summary>
internal static class Taken
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Receives and registers; answers the record's id and its document's.</summary>
    public static async Task<(string Item, ItemId Document)> TakeInAsync(this HttpClient client, string name, byte[] content)
    {
        var (body, _) = await client.MustAsync(HttpMethod.Post, $"receptions?type=incoming-mail&name={name}", content);
        return (body.Text("item"), Identifier.Read<ItemId>(body.Text("document")));
    }

    /// <summary>Waits until nothing is left to do.</summary>
    public static Task QuietAsync(OpenAdministration administration) => UntilAsync(async () =>
    {
        await using var db = administration.Store.Read();
        var jobs = await db.Jobs.ToListAsync(Ct);
        Assert.DoesNotContain(jobs, j => j.Attempts > 1 || j.State == "given-up");
        return jobs.Count == 0;
    });

    public static async Task UntilAsync(Func<Task<bool>> done)
    {
        for (var n = 0; n < 1_200; n++)
        {
            if (await done())
            {
                return;
            }

            await Task.Delay(100, Ct);
        }

        Assert.Fail("It did not come in two minutes.");
    }

    public static async Task<string> TextOfAsync(OpenAdministration administration, ItemId document)
        => string.Join('\n', (await PageTexts.OfDocumentAsync(administration.Store, document, Ct)).Select(p => p.Text));

    /// <summary>Last version of a document.</summary>
    public static async Task<(VersionId Id, string Blob)> VersionAsync(OpenAdministration administration, ItemId document)
    {
        await using var db = administration.Store.Read();
        var row = await db.Versions.Where(v => v.ItemId == document).OrderByDescending(v => v.Number).FirstAsync(Ct);
        return (row.Id, row.Blob);
    }

    /// <summary>Documents of a record by title.</summary>
    public static async Task<IReadOnlyList<(string Title, ItemId Id)>> DocumentsAsync(this HttpClient client, string item)
    {
        var (body, _) = await client.ReadAsync(item);
        return [.. body["documents"]!.AsArray().Select(d => (d!.Text("title"), Identifier.Read<ItemId>(d!.Text("id"))))];
    }
}
