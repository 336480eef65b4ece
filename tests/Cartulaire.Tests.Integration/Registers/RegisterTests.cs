using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Cartulaire.App.Items;
using Cartulaire.App.Registers;
using Cartulaire.Engines.Verification;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Packs;
using Cartulaire.Kernel.Registers;
using Cartulaire.Kernel.Types;
using Cartulaire.Tests.Integration.Items;
using Cartulaire.Tests.Integration.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.Tests.Integration.Registers;

/// <summary>The clauses of MAIL-10 to MAIL-12 that the store holds (domain.md §1.2); formats are in the unit tests, parallel registrations and cancelling in those of incoming mail.</summary>
public sealed class RegisterTests(HttpFixture fixture) : IClassFixture<HttpFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ResetPolicy.Never, "E{number:000}", "E001 E002 E003 E004 E005")]
    [InlineData(ResetPolicy.Yearly, "{year}/{number:000}", "2026/001 2026/002 2026/003 2026/004 2027/001")]
    [InlineData(ResetPolicy.Daily, "{year}{month}{day}-{number}", "20260307-1 20260307-2 20260308-1 20260401-1 20270101-1")]
    public async Task MAIL_10_a_register_begins_again_when_its_policy_says_so(ResetPolicy reset, string format, string expected)
    {
        var at = new Origin("test.yaml", 1);
        var register = new RegisterDefinition { Id = $"test-{reset}".ToLowerInvariant(), At = at, Labels = new Labels("Essai"), Format = new Ref(format, at), Reset = reset };
        var given = new List<string>();
        foreach (var day in new[] { "2026-03-07", "2026-03-07", "2026-03-08", "2026-04-01", "2027-01-01" })
        {
            var item = await SomeItem.AddAsync(fixture.Sart.Store, "Titre", "{}");
            var written = await fixture.Sart.Store.Writer.RunAsync<string>(
                HttpFixture.Actor,
                async (act, ct) =>
                {
                    var scope = (await ItemScope.OfAsync(fixture.Sart, null, act.Db, act.Now, ct)) with { Today = DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture) };
                    return await TakeNumber.RunAsync(act, scope, register, item, null, ct);
                },
                Ct);
            given.Add(written.Outcome.Value);
        }

        Assert.Equal(expected, string.Join(' ', given));
    }

    [Fact]
    public async Task MAIL_11_what_is_refused_takes_no_number_and_leaves_no_gap()
    {
        var marie = fixture.Client("marie");
        var first = await NumberAsync(marie);
        for (var n = 0; n < 5; n++)
        {
            var (status, _, _) = await marie.SendAsync(HttpMethod.Post, "items", new { type = "incoming-mail", properties = new Dictionary<string, object> { ["mail-date"] = "hier" } });
            Assert.Equal(HttpStatusCode.BadRequest, status);
        }

        Assert.Equal(first + 1, await NumberAsync(marie));
    }

    [Theory]
    [InlineData("DELETE FROM register_entry", "never deleted")]
    [InlineData("UPDATE register_entry SET number = number + 100", "never renumbered")]
    [InlineData("UPDATE register_entry SET label = 'x'", "never renumbered")]
    [InlineData("UPDATE register_entry SET registered_at = 0", "never renumbered")]
    [InlineData("INSERT INTO register_entry (register, checksum, period, number, label, item_id, registered_at, registered_by) SELECT register, 0, period, number, 'twice', item_id, 0, '-' FROM register_entry", "UNIQUE")]
    public async Task MAIL_11_the_store_itself_refuses_to_delete_move_date_or_double_an_entry(string sql, string said)
    {
        await NumberAsync(fixture.Client("marie"));
        var fault = await Assert.ThrowsAsync<SqliteException>(() => ExecuteAsync(Path.Join(fixture.Sart.Store.Folder, "record.db"), sql));
        Assert.Contains(said, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MAIL_11_a_gap_that_nobody_explained_is_found()
    {
        await using var store = new Store.StoreFixture();
        var item = await SomeItem.AddAsync(store.Store, "Titre", "{}");
        await store.Store.Writer.RunAsync<Done>(
            HttpFixture.Actor,
            (act, _) =>
            {
                act.Db.RegisterCounters.Add(new() { Register = "incoming", Period = "2026", Last = 3 });
                for (var number = 1; number <= 3; number += 2)
                {
                    act.Db.RegisterEntries.Add(new() { Register = "incoming", Period = "2026", Number = number, Label = $"{number}", ItemId = item, RegisteredAt = act.Now, RegisteredBy = "-" });
                }

                act.Journal("item.registered", item);
                return Task.FromResult<Outcome<Done>>(default(Done));
            },
            Ct);
        Assert.Contains((await StoreVerification.RunAsync(store.Store, null, Ct)).Faults, f => f.Contains("register incoming 2026: 2 entries between 1 and 3", StringComparison.Ordinal));
    }

    [Fact]
    public async Task MAIL_12_reception_registration_and_date_of_the_letter_are_three_dates()
    {
        var marie = fixture.Client("marie");
        var today = fixture.Sart.DayOf(TimeProvider.System.GetUtcNow());
        var (received, written) = (today.AddDays(-3).ToString("O", CultureInfo.InvariantCulture), today.AddYears(-1).ToString("O", CultureInfo.InvariantCulture));
        var properties = new JsonObject { ["subject"] = "Trois dates", ["reception-date"] = received, ["mail-date"] = written };
        var (made, _) = await marie.MustAsync(HttpMethod.Post, "items", new { type = "incoming-mail", properties });
        var item = made.Text("id");
        var (read, stamp) = await marie.ReadAsync(item);
        Assert.Equal((received, written), (read["properties"]!.Text("reception-date"), read["properties"]!.Text("mail-date")));

        // The number is that of the day of registration, and changing the other dates later moves neither.
        Assert.StartsWith($"{today.Year}-E-", read.Text("number"), StringComparison.Ordinal);
        await marie.MustAsync(HttpMethod.Patch, $"items/{item}", new Dictionary<string, object> { ["reception-date"] = today.AddDays(-400).ToString("O", CultureInfo.InvariantCulture) }, stamp);
        var id = Identifier.Read<ItemId>(item);
        await using var db = fixture.Sart.Store.Read();
        var entry = await db.RegisterEntries.SingleAsync(e => e.ItemId == id, Ct);
        Assert.Equal((read.Text("number"), today), (entry.Label, fixture.Sart.DayOf(entry.RegisteredAt)));
    }

    private static async Task<int> NumberAsync(HttpClient client)
    {
        var (made, _) = await client.MustAsync(HttpMethod.Post, "items", new { type = "incoming-mail", properties = new { subject = "Lettre" } });
        return int.Parse(made.Text("number")[^5..], CultureInfo.InvariantCulture);
    }

    private static async Task ExecuteAsync(string file, string sql)
    {
        await using var db = new SqliteConnection($"Data Source={file};Pooling=False");
        await db.OpenAsync(Ct);
        await using var command = db.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Ct);
    }
}
