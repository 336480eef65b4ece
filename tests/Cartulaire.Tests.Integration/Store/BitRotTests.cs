using System.Globalization;
using System.Text;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Engines.Storage;
using Cartulaire.Engines.Verification;
using Cartulaire.Kernel;
using Cartulaire.Tests.Integration.Support;
using Microsoft.Data.Sqlite;

namespace Cartulaire.Tests.Integration.Store;

/// <summary>Security D-3, F-09: one bit that rots, in a blob or in a page of the database, is found, and what it belongs to is named.</summary>
public sealed class BitRotTests
{
    private static CancellationToken Ct => StoreFixture.Ct;

    [Fact]
    public async Task What_is_written_while_it_verifies_is_no_fault()
    {
        await using var fixture = new StoreFixture();
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(
            async () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    await SomeItem.AddAsync(fixture.Store, "Lettre", "{}");
                }
            },
            Ct);
        var faults = new List<string>();
        for (var n = 0; n < 40 && faults.Count == 0; n++)
        {
            faults.AddRange((await StoreVerification.RunAsync(fixture.Store, null, Ct)).Faults);
        }

        await stop.CancelAsync();
        await writing;
        Assert.Empty(faults);
    }

    [Fact]
    public async Task D_3_a_flipped_bit_in_a_blob_names_the_document()
    {
        await using var fixture = new StoreFixture();
        var (item, blob) = await FillAsync(fixture);
        var file = Directory.EnumerateFiles(Path.Join(fixture.Folder, "blobs"), blob, SearchOption.AllDirectories).Single();
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Flip(file, 12_345, 3);
        var fault = Assert.Single((await StoreVerification.RunAsync(fixture.Store, null, Ct)).Faults);
        Assert.Contains(blob, fault, StringComparison.Ordinal);
        Assert.Contains(item.ToString(), fault, StringComparison.Ordinal);
        Flip(file, 12_345, 3);
        Assert.Empty((await StoreVerification.RunAsync(fixture.Store, null, Ct)).Faults);
    }

    [Theory]
    [InlineData("Titre unique", "item")]
    [InlineData("objet-unique", "item")]
    [InlineData("fichier-unique.pdf", "item")]
    [InlineData("E-00007", "item")]
    [InlineData("scan-unique.pdf", "rec")]
    public async Task F_09_a_flipped_bit_in_a_row_names_the_item(string text, string named)
    {
        await using var fixture = new StoreFixture();
        var (item, _) = await FillAsync(fixture);
        await fixture.Store.DisposeAsync();
        var file = Path.Join(fixture.Folder, "record.db");
        var bytes = await File.ReadAllBytesAsync(file, Ct);
        var places = Places(bytes, Encoding.UTF8.GetBytes(text)).ToList();
        Assert.NotEmpty(places);
        foreach (var place in places)
        {
            Flip(file, place + 3, 0);
        }

        await fixture.ReopenAsync();
        var faults = (await StoreVerification.RunAsync(fixture.Store, null, Ct)).Faults;
        Assert.Contains(faults, f => f.Contains(named == "item" ? item.ToString() : "rec_", StringComparison.Ordinal) && f.Contains("changed without an act", StringComparison.Ordinal));
    }

    [Fact]
    public async Task F_09_no_flipped_bit_of_the_database_changes_what_it_says_unnoticed()
    {
        await using var fixture = new StoreFixture();
        await FillAsync(fixture);
        await fixture.Store.DisposeAsync();
        var file = Path.Join(fixture.Folder, "record.db");
        var sound = await File.ReadAllBytesAsync(file, Ct);
        var before = await SaysAsync(file);
        var random = new Random(7);
        var found = 0;
        var used = Enumerable.Range(0, sound.Length).Where(n => sound[n] != 0).ToArray();
        for (var n = 0; n < 60; n++)
        {
            var place = used[random.Next(used.Length)];
            Flip(file, place, random.Next(8));
            if (await IsFoundAsync(fixture))
            {
                found++;
            }
            else
            {
                // Free space, or schema text that means the same.
                Assert.True(before == await SaysAsync(file), $"The bit at {place} was not found.");
            }

            await File.WriteAllBytesAsync(file, sound, Ct);
        }

        Assert.InRange(found, 5, 60);
        await fixture.ReopenAsync();
    }

    private static async Task<bool> IsFoundAsync(StoreFixture fixture)
    {
        try
        {
            await using var store = AdministrationStore.Open(fixture.Folder, fixture.Reserve, fixture.Clock);
            return !(await StoreVerification.RunAsync(store, null, Ct)).IsSound;
        }
        catch (Exception fault) when (fault is SqliteException or InvalidOperationException or FormatException)
        {
            // It cannot even be opened, which the operator is told.
            return true;
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            File.Delete(Path.Join(fixture.Folder, "record.db-wal"));
            File.Delete(Path.Join(fixture.Folder, "record.db-shm"));
        }
    }

    /// <summary>Everything that the checked tables say, in one text; the failure to read them otherwise.</summary>
    private static async Task<string> SaysAsync(string file)
    {
        try
        {
            await using var db = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
            await db.OpenAsync(Ct);
            var text = new StringBuilder();
            foreach (var table in new[] { "item", "version", "register_entry", "reception", "journal", "journal_detail", "journal_head" })
            {
                await using var command = db.CreateCommand();
                command.CommandText = $"SELECT * FROM {table} ORDER BY 1";
                await using var reader = await command.ExecuteReaderAsync(Ct);
                while (await reader.ReadAsync(Ct))
                {
                    for (var column = 0; column < reader.FieldCount; column++)
                    {
                        text.Append(reader.GetValue(column) is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture)).Append('|');
                    }
                }
            }

            return text.ToString();
        }
        catch (SqliteException fault)
        {
            return fault.Message;
        }
    }

    private static async Task<(ItemId Item, string Blob)> FillAsync(StoreFixture fixture)
    {
        var bytes = new byte[40_000];
        new Random(1).NextBytes(bytes);
        var stored = await fixture.Store.Blobs.PutAsync(new MemoryStream(bytes), long.MaxValue, Ct);
        for (var n = 0; n < 20; n++)
        {
            await SomeItem.AddAsync(fixture.Store, $"Autre {n}", $$"""{"subject":"autre {{n}}"}""");
        }

        var item = await SomeItem.AddAsync(fixture.Store, "Titre unique", """{"subject":"objet-unique"}""");
        var written = await fixture.Store.Writer.RunAsync<Done>(
            StoreFixture.Actor,
            async (act, ct) =>
            {
                var blob = stored.Address.Hex;
                act.Db.Blobs.Add(new BlobRow { Address = blob, Size = stored.Size, MediaType = "application/pdf", Encoding = "plain", CreatedAt = act.Now });
                await act.FlushAsync(ct);
                act.Db.Versions.Add(new VersionRow
                {
                    Id = VersionId.New(),
                    ItemId = item,
                    Number = 1,
                    Blob = blob,
                    FileName = "fichier-unique.pdf",
                    MediaType = "application/pdf",
                    Properties = "{}",
                    CreatedAt = act.Now,
                    CreatedBy = "-",
                });
                act.Db.RegisterCounters.Add(new RegisterCounterRow { Register = "incoming", Period = "2026", Last = 7 });
                act.Db.RegisterEntries.Add(new RegisterEntryRow
                {
                    Register = "incoming",
                    Period = "2026",
                    Number = 7,
                    Label = "2026-E-00007",
                    ItemId = item,
                    RegisteredAt = act.Now,
                    RegisteredBy = "-",
                });
                act.Db.Receptions.Add(new ReceptionRow
                {
                    Id = ReceptionId.New(),
                    BatchId = BatchId.New(),
                    Blob = blob,
                    FileName = "scan-unique.pdf",
                    MediaType = "application/pdf",
                    Source = "api",
                    State = "received",
                    ReceivedAt = act.Now,
                    ReceivedBy = "-",
                });
                act.Journal("item.changed", item);
                return default(Done);
            },
            Ct);
        Assert.True(written.Outcome.IsSuccess);
        Assert.Empty((await StoreVerification.RunAsync(fixture.Store, null, Ct)).Faults);
        return (item, stored.Address.Hex);
    }

    private static IEnumerable<int> Places(byte[] bytes, byte[] text)
    {
        for (var at = bytes.AsSpan().IndexOf(text); at >= 0;)
        {
            yield return at;
            var next = bytes.AsSpan(at + 1).IndexOf(text);
            at = next < 0 ? -1 : at + 1 + next;
        }
    }

    private static void Flip(string file, long place, int bit)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        stream.Position = place;
        var value = stream.ReadByte();
        stream.Position = place;
        stream.WriteByte((byte)(value ^ (1 << bit)));
    }
}
