using System.Globalization;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Chains;
using Cartulaire.Engines.Verification;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.Tests.Integration.Store;

/// <summary>Promise 3 and security L-02: whoever changes the lists is found out.</summary>
public sealed class ChainTests
{
    private static CancellationToken Ct => StoreFixture.Ct;

    public static TheoryData<string, string> Tampering => new()
    {
        { "UPDATE journal SET canon = CAST(replace(CAST(canon AS TEXT), 'service', 'serwice') AS BLOB) WHERE number = 7", "journal 7" },
        { "UPDATE journal SET actor = 'operator:mallory' WHERE number = 7", "journal 7: columns differ" },
        { "PRAGMA foreign_keys=OFF; UPDATE journal SET number = 99 WHERE number = 3; UPDATE journal SET number = 3 WHERE number = 4; UPDATE journal SET number = 4 WHERE number = 99", "journal 3" },
        { "DELETE FROM journal_detail WHERE number > 17; DELETE FROM journal WHERE number > 17", "the head says 20, the last entry is 17" },
        { "DELETE FROM journal_detail WHERE number = 9; DELETE FROM journal WHERE number = 9", "journal 10: number 9 expected" },
        { "INSERT INTO journal SELECT 21, at, actor, kind, subject, canon, hash FROM journal WHERE number = 20", "journal 21" },
        { "UPDATE journal_detail SET details = '{\"title\":\"autre\"}' WHERE number = 5", "journal 5: the details are not those that were sealed" },
        { "DELETE FROM journal_detail WHERE number = 5", "journal 5: its details are gone and no erasure says so" },
        { "UPDATE journal_head SET hash = zeroblob(32)", "the head's hash" },
    };

    [Theory]
    [MemberData(nameof(Tampering))]
    public async Task L_02_each_kind_of_tampering_is_named(string sql, string expected)
    {
        await using var fixture = new StoreFixture();
        for (var n = 0; n < 20; n++)
        {
            await fixture.AddServiceAsync($"s{n}");
        }

        Assert.Empty((await StoreVerification.RunAsync(fixture.Store, null, Ct)).Faults);
        Tamper(fixture, "record.db", "DROP TRIGGER journal_no_update; DROP TRIGGER journal_no_delete; DROP TRIGGER journal_detail_no_update; " + sql);
        var report = await StoreVerification.RunAsync(fixture.Store, null, Ct);
        Assert.Contains(report.Faults, f => f.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public async Task L_02_an_entry_forged_with_a_hash_of_its_own_is_betrayed_by_the_next_one()
    {
        await using var fixture = new StoreFixture();
        for (var n = 0; n < 9; n++)
        {
            await fixture.AddServiceAsync($"s{n}");
        }

        await using (var db = fixture.Store.Read())
        {
            var (before, forged) = (await db.Journal.SingleAsync(j => j.Number == 6, Ct), await db.Journal.SingleAsync(j => j.Number == 7, Ct));
            var canon = (ChainLink.FromCanon(forged.Canon) with { Kind = "service.forged" }).ToCanon();
            var hash = Convert.ToHexString(ChainLink.Hash(before.Hash, canon));
            Tamper(fixture, "record.db", $"DROP TRIGGER journal_no_update; UPDATE journal SET kind = 'service.forged', canon = x'{Convert.ToHexString(canon)}', hash = x'{hash}' WHERE number = 7");
        }

        var fault = Assert.Single((await StoreVerification.RunAsync(fixture.Store, null, Ct)).Faults);
        Assert.Equal("journal 8: hash does not follow from the previous entry", fault);
    }

    [Theory]
    [InlineData("UPDATE journal SET actor = 'x'")]
    [InlineData("DELETE FROM journal")]
    [InlineData("UPDATE journal_detail SET details = '{}'")]
    public async Task The_journal_refuses_update_and_delete(string sql)
    {
        await using var fixture = new StoreFixture();
        await fixture.AddServiceAsync("travaux");
        Assert.Throws<SqliteException>(() => Tamper(fixture, "record.db", sql));
    }

    [Theory]
    [InlineData("UPDATE consultation SET actor = 'x'")]
    [InlineData("DELETE FROM consultation")]
    public async Task Consultations_refuse_update_and_delete(string sql)
    {
        await using var fixture = new StoreFixture();
        Assert.Null(await fixture.Store.Consultations.RecordAsync(StoreFixture.Actor, "version.content", "ver_1", Ct));
        Assert.Throws<SqliteException>(() => Tamper(fixture, "consultations.db", sql));
    }

    [Fact]
    public async Task The_chained_bytes_hold_no_name_and_no_title()
    {
        await using var fixture = new StoreFixture();
        await fixture.AddServiceAsync("canari-nom", new { title = "canari-titre" });
        await using var db = fixture.Store.Read();
        var entry = await db.Journal.SingleAsync(Ct);
        Assert.DoesNotContain("canari", System.Text.Encoding.UTF8.GetString(entry.Canon), StringComparison.Ordinal);
        Assert.Contains("canari", (await db.JournalDetails.SingleAsync(Ct)).Details, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_consultation_entry_covers_fifteen_minutes_and_lists_are_always_written()
    {
        await using var fixture = new StoreFixture();
        var log = fixture.Store.Consultations;
        for (var n = 0; n < 3; n++)
        {
            Assert.Null(await log.RecordAsync(StoreFixture.Actor, "version.content", "ver_1", Ct));
            Assert.Null(await log.RecordAsync(StoreFixture.Actor, "list.page", null, Ct));
        }

        fixture.Clock.Advance(TimeSpan.FromMinutes(16));
        Assert.Null(await log.RecordAsync(StoreFixture.Actor, "version.content", "ver_1", Ct));
        Assert.Null(await log.RecordAsync(Actor.Operator("other"), "version.content", "ver_1", Ct));
        await using var db = fixture.Store.ConsultationFile.Read();
        Assert.Equal(3, await db.Consultations.CountAsync(c => c.Subject == "ver_1", Ct));
        Assert.Equal(3, await db.Consultations.CountAsync(c => c.Subject == null, Ct));
    }

    [Fact]
    public async Task A_finished_month_is_sealed_once_in_the_journal_and_a_rewritten_list_is_found_out()
    {
        await using var fixture = new StoreFixture();
        var log = fixture.Store.Consultations;
        Assert.Null(await log.RecordAsync(StoreFixture.Actor, "version.content", "ver_1", Ct));
        Assert.Null(await log.RecordAsync(StoreFixture.Actor, "version.content", "ver_2", Ct));
        fixture.Clock.Advance(TimeSpan.FromDays(31));
        await Task.WhenAll(Enumerable.Range(0, 10).Select(n => log.RecordAsync(StoreFixture.Actor, "version.content", $"ver_1{n}", Ct)));
        await using (var db = fixture.Store.Read())
        {
            Assert.Equal("2026-11", (await db.Journal.SingleAsync(j => j.Kind == "consultations.sealed", Ct)).Subject);
        }

        Assert.Empty((await StoreVerification.RunAsync(fixture.Store, null, Ct)).Faults);

        // Somebody rewrites the whole consultations file consistently: only the seal in the journal tells.
        RewriteConsultations(fixture, "operator:nobody");
        var report = await StoreVerification.RunAsync(fixture.Store, null, Ct);
        Assert.Contains(report.Faults, f => f.Contains("differs from the month's seal", StringComparison.Ordinal));
    }

    private static void RewriteConsultations(StoreFixture fixture, string actor)
    {
        using var connection = Open(fixture, "consultations.db");
        Run(connection, "DROP TRIGGER consultation_no_update");
        var rows = new List<(long Number, string Canon)>();
        using (var read = connection.CreateCommand())
        {
            read.CommandText = "SELECT number, CAST(canon AS TEXT) FROM consultation ORDER BY number";
            using var reader = read.ExecuteReader();
            while (reader.Read())
            {
                rows.Add((reader.GetInt64(0), reader.GetString(1).Replace("operator:test", actor, StringComparison.Ordinal)));
            }
        }

        var hash = new byte[32];
        foreach (var (number, canon) in rows)
        {
            var bytes = System.Text.Encoding.UTF8.GetBytes(canon);
            hash = System.Security.Cryptography.SHA256.HashData([.. hash, .. bytes]);
            using var write = connection.CreateCommand();
            write.CommandText = "UPDATE consultation SET canon = $c, hash = $h, actor = $a WHERE number = $n";
            write.Parameters.AddWithValue("$c", bytes);
            write.Parameters.AddWithValue("$h", hash);
            write.Parameters.AddWithValue("$a", actor);
            write.Parameters.AddWithValue("$n", number);
            write.ExecuteNonQuery();
        }

        using var end = connection.CreateCommand();
        end.CommandText = "UPDATE consultation_head SET hash = $h";
        end.Parameters.AddWithValue("$h", hash);
        end.ExecuteNonQuery();
    }

    private static void Tamper(StoreFixture fixture, string file, string sql)
    {
        using var connection = Open(fixture, file);
        Run(connection, sql);
    }

    private static SqliteConnection Open(StoreFixture fixture, string file)
    {
        var connection = new SqliteConnection(string.Create(CultureInfo.InvariantCulture, $"Data Source={Path.Join(fixture.Folder, file)};Pooling=False"));
        connection.Open();
        return connection;
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
