using Cartulaire.App.Administration;
using Cartulaire.App.Erasure;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Verification;
using Cartulaire.Kernel;
using Cartulaire.Tests.Integration.Jobs;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.Tests.Integration.Erasure;

public sealed class ErasureTests
{
    private static readonly ErasePerson.Handler Handler = new([]);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static List<string> Covered { get; } = [.. PersonalDataPlaces.OfTheRecord.SelectMany(p => p.Columns)];

    [Fact]
    public async Task Every_text_of_the_record_is_covered_by_a_place_or_said_to_hold_no_personal_data()
    {
        await using var host = await new HostFixture().OpenAsync("sart");
        await host.WithAsync("sart", _ => Task.FromResult(true));
        var columns = await TextColumnsAsync(Path.Join(host.Path, "data", "administrations", "sart"));
        Assert.Contains("item.title", columns);
        Assert.Empty(Covered.Intersect(PersonalDataPlaces.WithoutPersonalData.Keys));
        Assert.Equal(columns.Order(), Covered.Concat(PersonalDataPlaces.WithoutPersonalData.Keys).Order());
        Assert.All(PersonalDataPlaces.WithoutPersonalData.Values, reason => Assert.NotEmpty(reason));
    }

    [Fact]
    public async Task L_08_erased_persons_are_found_nowhere_in_the_data_folder_and_the_chain_still_verifies()
    {
        await using var host = await new HostFixture().OpenAsync("sart");
        var folder = Path.Join(host.Path, "data", "administrations", "sart");
        var canaries = await GivenCanariesAsync(host);
        Assert.Equal(["journal_detail.salt"], await Canaries.EmptyOfThemAsync(folder, Covered));
        Assert.NotEmpty(await Canaries.ScanAsync(host.Path));

        var user = await EraseAsync(host, new ErasePerson.Command("zoekanari"));
        var contact = await EraseAsync(host, new ErasePerson.Command(Contact: canaries.Contact));
        Assert.Equal(canaries.User.ToString(), user.Subject);
        Assert.Equal(2, contact.Places["contact"]);
        Assert.Equal((1L, Covered.Count), (user.Documents, (await Canaries.EmptyOfThemAsync(folder, Covered)).Count));
        Assert.Empty(await Canaries.ScanAsync(host.Path));
        await host.WithAsync("sart", async a =>
        {
            var report = await StoreVerification.RunAsync(a.Store, null, Ct);
            Assert.Empty(report.Faults);
            await using var db = a.Store.Read();
            var entry = await db.Journal.SingleAsync(j => j.Kind == Engines.Verification.Erasure.JournalKind && j.Subject == user.Subject, Ct);
            Assert.NotEmpty(Engines.Database.Chains.ChainLink.FromCanon(entry.Canon).Numbers!);
            var item = await db.Items.SingleAsync(Ct);
            Assert.Equal("Lettre de [effacé] ([effacé]) et de [effacé], [effacé], [effacé]", item.Title);
            Assert.True(item.Stamp > 1);
            Assert.DoesNotContain(await db.Jobs.ToListAsync(Ct), j => j.Kind == CompactStore.KindName);
            return true;
        });
        Assert.Equal("erasure.done", (await TryEraseAsync(host, new ErasePerson.Command(Contact: canaries.Contact))).Failure.Code);
        Assert.Equal("user.unknown", (await TryEraseAsync(host, new ErasePerson.Command("zoekanari"))).Failure.Code);
    }

    [Fact]
    public async Task An_entry_that_lost_its_details_without_an_erasure_is_a_fault()
    {
        await using var host = await new HostFixture().OpenAsync("sart");
        await GivenCanariesAsync(host);
        await host.WithAsync("sart", async a =>
        {
            await a.Store.Writer.RunAsync<int>(HostFixture.Actor, async (act, ct) => await act.Db.JournalDetails.Where(d => d.Number == 1).ExecuteDeleteAsync(ct), Ct);
            Assert.Contains((await StoreVerification.RunAsync(a.Store, null, Ct)).Faults, f => f.Contains("journal 1", StringComparison.Ordinal));
            return true;
        });
    }

    [Fact]
    public async Task An_erasure_that_could_not_rewrite_the_files_is_finished_by_its_job()
    {
        await using var host = await new HostFixture(new CompactStore()).OpenAsync("sart");
        var canaries = await GivenCanariesAsync(host);
        await EraseAsync(host, new ErasePerson.Command("zoekanari"));
        await host.WithAsync("sart", async a =>
        {
            await using (var reader = await a.Store.Record.SnapshotAsync(Ct))
            {
                await reader.Db.Items.CountAsync(Ct);
                Assert.Equal("storage.busy", (await Handler.HandleAsync(a, HostFixture.Actor, new ErasePerson.Command(Contact: canaries.Contact), Ct)).Outcome.Failure.Code);
            }

            return true;
        });
        Assert.NotEmpty(await Canaries.ScanAsync(host.Path));
        await host.StartAsync();
        await host.UntilAsync(async () => (await host.JobsAsync("sart")).TrueForAll(j => j.Kind != CompactStore.KindName), TimeSpan.FromMinutes(1));
        Assert.Empty(await Canaries.ScanAsync(host.Path));
    }

    [Fact]
    public async Task Files_are_rewritten_while_others_write_and_read()
    {
        await using var host = await new HostFixture().OpenAsync("sart");
        await host.WithAsync("sart", async a =>
        {
            var writing = Enumerable.Range(0, 200).Select(i => a.Store.Writer.RunAsync<Done>(
                HostFixture.Actor,
                (act, _) =>
                {
                    act.Journal("test.done", null, new { i });
                    return Task.FromResult<Outcome<Done>>(default(Done));
                },
                Ct)).ToList();
            Assert.Null(await a.Store.CompactAsync(Ct));
            await Task.WhenAll(writing);
            Assert.Null(await a.Store.CompactAsync(Ct));
            var report = await StoreVerification.RunAsync(a.Store, null, Ct);
            Assert.Empty(report.Faults);
            Assert.Equal(200, report.Counts["journal"]);
            return true;
        });
    }

    [Theory]
    [InlineData("Lettre de Marie Dupont.", "Lettre de [effacé].")]
    [InlineData("MARIE  DUPONT", "MARIE  DUPONT")]
    [InlineData("marie dupont, Marie DUPONT", "[effacé], [effacé]")]
    [InlineData("Rose-Marie Dupontel", "Rose-Marie Dupontel")]
    [InlineData("Marie", "[effacé]")]
    [InlineData("Rue Marie", "Rue Marie")]
    [InlineData("Legrand-Place", "[effacé]-Place")]
    public void Whole_words_are_struck_and_nobody_else_is_hurt(string text, string struck)
        => Assert.Equal(struck, new ErasedPerson(PersonId.New(), null, ["Marie Dupont", "marie"], ["Legrand"]).Strike(text));

    private static async Task<Canaries> GivenCanariesAsync(HostFixture host)
        => await host.WithAsync("sart", async a =>
        {
            var blob = await a.Store.Blobs.PutAsync(new MemoryStream("document"u8.ToArray()), long.MaxValue, Ct);
            await a.Store.Writer.RunAsync<Done>(
                HostFixture.Actor,
                (act, _) =>
                {
                    act.Db.Blobs.Add(new Engines.Database.Rows.BlobRow { Address = blob.Address.Hex, Size = blob.Size, MediaType = "text/plain", Encoding = "plain", CreatedAt = act.Now });
                    act.Journal("blob.added", null, new { blob.Address.Hex });
                    return Task.FromResult<Outcome<Done>>(default(Done));
                },
                Ct);
            var canaries = new Canaries(a.Store);
            await canaries.AddAsync(blob.Address.Hex);
            return canaries;
        });

    private static Task<Outcome<ErasePerson.Answer>> TryEraseAsync(HostFixture host, ErasePerson.Command command)
        => host.WithAsync("sart", async (OpenAdministration a) => (await Handler.HandleAsync(a, HostFixture.Actor, command, Ct)).Outcome);

    private static async Task<ErasePerson.Answer> EraseAsync(HostFixture host, ErasePerson.Command command)
    {
        var outcome = await TryEraseAsync(host, command);
        Assert.True(outcome.IsSuccess, string.Join("; ", outcome.Failures));
        return outcome.Value;
    }

    private static async Task<List<string>> TextColumnsAsync(string folder)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Join(folder, "record.db")};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync(Ct);
        await using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT t.name || '.' || c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c
            WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND c.type IN ('TEXT', 'BLOB')
            """;
        var columns = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(Ct);
        while (await reader.ReadAsync(Ct))
        {
            columns.Add(reader.GetString(0));
        }

        return columns;
    }
}
