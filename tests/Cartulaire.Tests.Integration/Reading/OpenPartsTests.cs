using System.Text;
using Cartulaire.Kernel;
using Cartulaire.Tests.Integration.Conversion;
using Cartulaire.Tests.Integration.Items;
using Cartulaire.Tests.Integration.Support;

namespace Cartulaire.Tests.Integration.Reading;

/// <summary>Messages and archives: their parts become documents of the same record.</summary>
public sealed class OpenPartsTests(HttpFixture fixture) : IClassFixture<HttpFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_body_and_attachments_of_a_message_join_its_record_once_and_its_stamp_stays()
    {
        var marie = fixture.Client("marie");
        var (item, document) = await marie.TakeInAsync("demande.eml", Encoding.UTF8.GetBytes(MadeFiles.Eml("Je demande une prime")));
        var (_, stamp) = await marie.ReadAsync(item);
        await Taken.QuietAsync(fixture.Sart);
        var documents = await marie.DocumentsAsync(item);
        Assert.Equal(3, documents.Count);
        Assert.Contains("demande.eml", documents.Select(d => d.Title));
        Assert.Contains("liste.csv", documents.Select(d => d.Title));
        var (after, now) = await marie.ReadAsync(item);
        Assert.Equal(stamp, now);
        Assert.Equal(document.ToString(), after.Text("mainDocument"));
        var texts = new List<string>();
        foreach (var part in documents)
        {
            texts.Add(await Taken.TextOfAsync(fixture.Sart, part.Id));
        }

        Assert.Contains(texts, t => t.Contains("Je demande une prime", StringComparison.Ordinal));

        var (_, blob) = await Taken.VersionAsync(fixture.Sart, document);
        await fixture.Sart.Store.Writer.RunAsync<Done>(
            HttpFixture.Actor,
            async (act, ct) =>
            {
                await act.EnqueueAsync("open-parts", new { document, blob }, ct: ct);
                return default(Done);
            },
            Ct);
        await Taken.QuietAsync(fixture.Sart);
        Assert.Equal(3, (await marie.DocumentsAsync(item)).Count);
    }

    [Fact]
    public async Task A_message_in_an_archive_is_opened_too()
    {
        var marie = fixture.Client("marie");
        var zip = MadeFiles.Zip(("notes/note.txt", Encoding.UTF8.GetBytes("Une note")), ("mail.eml", Encoding.UTF8.GetBytes(MadeFiles.Eml("Au fond"))));
        var (item, _) = await marie.TakeInAsync("tout.zip", zip);
        await Taken.QuietAsync(fixture.Sart);
        var titles = (await marie.DocumentsAsync(item)).Select(d => d.Title).ToList();
        Assert.Equal(5, titles.Count);
        Assert.Contains("note.txt", titles);
        Assert.Contains("liste.csv", titles);
    }

    [Fact]
    public async Task Archives_in_archives_are_opened_three_deep_and_no_deeper()
    {
        var zip = MadeFiles.Zip(("fond.txt", Encoding.UTF8.GetBytes("fond")));
        for (var depth = 4; depth >= 1; depth--)
        {
            zip = MadeFiles.Zip(($"niveau-{depth}.zip", zip));
        }

        var marie = fixture.Client("marie");
        var (item, _) = await marie.TakeInAsync("niveau-0.zip", zip);
        await Taken.QuietAsync(fixture.Sart);
        Assert.Equal(
            ["niveau-0.zip", "niveau-1.zip", "niveau-2.zip", "niveau-3.zip"],
            (await marie.DocumentsAsync(item)).Select(d => d.Title).Order(StringComparer.Ordinal));
    }
}
