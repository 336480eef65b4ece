using System.Security.Cryptography;
using Cartulaire.App.Capture.Watched;
using Cartulaire.Engines.Blobs;
using Cartulaire.Kernel;
using Cartulaire.Tests.Integration.Conversion;
using Cartulaire.Tests.Integration.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cartulaire.Tests.Integration.Reading;

/// <summary>The watched folder of an administration.</summary>
public sealed class InboxTests(HttpFixture fixture) : IClassFixture<HttpFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Folder => Directory.CreateDirectory(Path.Join(fixture.Sart.Store.Folder, "inbox")).FullName;

    [Fact]
    public async Task A_complete_file_is_registered_once_and_moved_even_when_the_program_died_in_between()
    {
        var path = Path.Join(Folder, "facture du 3.pdf");
        await File.WriteAllBytesAsync(path, MadeFiles.Pdf("Facture"), Ct);
        await PollUntilAsync(() => !File.Exists(path));
        var done = Path.Join(Folder, "done", "facture du 3.pdf");
        Assert.Equal(1, await RegisteredAsync("facture du 3.pdf"));

        // As if it had died after the act and before the move: the same file lies there again.
        File.Move(done, path);
        await PollUntilAsync(() => !File.Exists(path));
        Assert.True(File.Exists(done));
        Assert.Equal(1, await RegisteredAsync("facture du 3.pdf"));

        // The same bytes dropped anew are another letter.
        File.SetLastWriteTimeUtc(done, DateTime.UnixEpoch.AddDays(20_000));
        File.Copy(done, path);
        File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch.AddDays(20_001));
        await PollUntilAsync(() => !File.Exists(path));
        Assert.Equal(2, await RegisteredAsync("facture du 3.pdf"));
        Assert.True(File.Exists(Path.Join(Folder, "done", "facture du 3 (2).pdf")));
    }

    [Fact]
    public async Task A_file_replaced_while_its_registration_waits_is_another_letter()
    {
        var path = Path.Join(Folder, "scan.pdf");
        var (first, second) = (MadeFiles.Pdf("Première"), MadeFiles.Pdf("Seconde, arrivée sous le même nom"));
        await File.WriteAllBytesAsync(path, first, Ct);
        await fixture.Host.GetRequiredService<Inbox>().PollAsync(Ct);
        var release = new TaskCompletionSource();
        var before = fixture.Sart.Store.Writer.RunAsync<Done>(
            HttpFixture.Actor,
            async (_, _) =>
            {
                await release.Task;
                return default(Done);
            },
            Ct);
        var poll = Task.Run(() => fixture.Host.GetRequiredService<Inbox>().PollAsync(Ct), Ct);
        await Taken.UntilAsync(() => Task.FromResult(fixture.Sart.Store.Blobs.Exists(BlobAddress.Of(SHA256.HashData(first)))));
        await Task.Delay(500, Ct);
        await File.WriteAllBytesAsync(path + ".part", second, Ct);
        File.Move(path + ".part", path, overwrite: true);
        release.SetResult();
        await before;
        await poll;

        await PollUntilAsync(() => !File.Exists(path));
        Assert.Equal(2, await RegisteredAsync("scan.pdf"));
    }

    [Fact]
    public async Task A_file_that_is_still_written_stays_where_it_is()
    {
        var path = Path.Join(Folder, "en cours.pdf");
        await using (var writer = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite))
        {
            await writer.WriteAsync(MadeFiles.Pdf("En cours").AsMemory(0, 100), Ct);
            await writer.FlushAsync(Ct);
            for (var n = 0; n < 4; n++)
            {
                await fixture.Host.GetRequiredService<Inbox>().PollAsync(Ct);
            }

            Assert.True(File.Exists(path));
            Assert.Equal(0, await RegisteredAsync("en cours.pdf"));
            await writer.WriteAsync(MadeFiles.Pdf("En cours").AsMemory(100), Ct);
        }

        await PollUntilAsync(() => !File.Exists(path));
        Assert.Equal(1, await RegisteredAsync("en cours.pdf"));
    }

    [Fact]
    public async Task A_file_in_the_folder_of_no_type_is_refused_with_the_reason_in_french()
    {
        var path = Path.Join(Directory.CreateDirectory(Path.Join(Folder, "vacances")).FullName, "photo.pdf");
        await File.WriteAllBytesAsync(path, MadeFiles.Pdf("Plage"), Ct);
        await PollUntilAsync(() => !File.Exists(path));
        Assert.True(File.Exists(Path.Join(Folder, "refused", "photo.pdf")));
        var reason = await File.ReadAllTextAsync(Path.Join(Folder, "refused", "photo.pdf.txt"), Ct);
        Assert.Contains("« photo.pdf » n'a pas été pris", reason, StringComparison.Ordinal);
        Assert.Contains("« vacances »", reason, StringComparison.Ordinal);
        Assert.Equal(0, await RegisteredAsync("photo.pdf"));
    }

    [Fact]
    public async Task A_file_in_the_folder_of_a_type_and_one_among_the_piles_are_taken_as_such()
    {
        var typed = Path.Join(Directory.CreateDirectory(Path.Join(Folder, "incoming-mail")).FullName, "typee.pdf");
        var pile = Path.Join(Directory.CreateDirectory(Path.Join(Folder, "lots")).FullName, "pile.pdf");
        await File.WriteAllBytesAsync(typed, MadeFiles.Pdf("Typée"), Ct);
        await File.WriteAllBytesAsync(pile, MadeFiles.Pdf("Pile d'une lettre"), Ct);
        await PollUntilAsync(() => !File.Exists(typed) && !File.Exists(pile));
        await Taken.QuietAsync(fixture.Sart);
        Assert.Equal(1, await RegisteredAsync("typee.pdf"));
        Assert.Equal(1, await RegisteredAsync("pile.pdf"));
    }

    private Task PollUntilAsync(Func<bool> done) => Taken.UntilAsync(async () =>
    {
        await fixture.Host.GetRequiredService<Inbox>().PollAsync(Ct);
        return done();
    });

    private async Task<int> RegisteredAsync(string name)
    {
        await using var db = fixture.Sart.Store.Read();
        return await db.Receptions.CountAsync(r => r.FileName == name && r.State == "registered" && r.ItemId != null, Ct);
    }
}
