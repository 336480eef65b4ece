using System.Security.Cryptography;
using System.Text;
using Cartulaire.Engines.Blobs;
using Cartulaire.Engines.Verification;
using Cartulaire.Kernel;

namespace Cartulaire.Tests.Integration.Store;

public sealed class BlobTests
{
    private static CancellationToken Ct => StoreFixture.Ct;

    [Fact]
    public async Task Bytes_come_back_bit_for_bit_under_their_digest_and_cannot_be_written()
    {
        await using var fixture = new StoreFixture();
        var bytes = RandomNumberGenerator.GetBytes(1_000_003);
        var blob = await fixture.Store.Blobs.PutAsync(new MemoryStream(bytes), long.MaxValue, Ct);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), blob.Address.Hex);
        Assert.Equal(64 * 1024, blob.Head.Length);
        await using var stream = fixture.Store.Blobs.Open(blob.Address);
        var read = new MemoryStream();
        await stream.CopyToAsync(read, Ct);
        Assert.Equal(bytes, read.ToArray());
        var file = Directory.EnumerateFiles(fixture.Folder, blob.Address.Hex, SearchOption.AllDirectories).Single();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead, File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task D_3_one_flipped_bit_is_found_and_the_blob_named()
    {
        await using var fixture = new StoreFixture();
        for (var n = 0; n < 30; n++)
        {
            await fixture.AddBlobAsync(Encoding.UTF8.GetBytes($"pièce {n}"));
        }

        var victim = await fixture.AddBlobAsync(RandomNumberGenerator.GetBytes(5_000));
        var file = Directory.EnumerateFiles(fixture.Folder, victim.Hex, SearchOption.AllDirectories).Single();
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var bytes = await File.ReadAllBytesAsync(file, Ct);
        bytes[2_500] ^= 1;
        await File.WriteAllBytesAsync(file, bytes, Ct);
        var report = await StoreVerification.RunAsync(fixture.Store, null, Ct);
        Assert.Contains(victim.Hex, Assert.Single(report.Faults), StringComparison.Ordinal);
        Assert.Equal(31, report.Counts["blobs"]);
    }

    [Fact]
    public async Task The_same_bytes_sent_again_heal_a_rotten_copy()
    {
        await using var fixture = new StoreFixture();
        var address = await fixture.AddBlobAsync(Encoding.UTF8.GetBytes("lettre"));
        var file = Directory.EnumerateFiles(fixture.Folder, address.Hex, SearchOption.AllDirectories).Single();
        File.Delete(file);
        await File.WriteAllTextAsync(file, "lettrf", Ct);
        var again = await fixture.Store.Blobs.PutAsync(new MemoryStream(Encoding.UTF8.GetBytes("lettre")), long.MaxValue, Ct);
        Assert.True(again.WasKnown);
        Assert.Equal(BlobHealth.Sound, await fixture.Store.Blobs.CheckAsync(address, Ct));
    }

    [Fact]
    public async Task A_missing_blob_is_named()
    {
        await using var fixture = new StoreFixture();
        var address = await fixture.AddBlobAsync(Encoding.UTF8.GetBytes("perdue"));
        fixture.Store.Blobs.Remove(address);
        var report = await StoreVerification.RunAsync(fixture.Store, null, Ct);
        Assert.Contains($"blob {address.Hex}: missing", Assert.Single(report.Faults), StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_bytes_than_allowed_are_refused_and_leave_nothing()
    {
        await using var fixture = new StoreFixture();
        await Assert.ThrowsAsync<BlobTooLargeException>(() => fixture.Store.Blobs.PutAsync(new MemoryStream(new byte[1001]), 1000, Ct));
        Assert.Empty(fixture.Store.Blobs.All());
        Assert.Empty(Directory.EnumerateFiles(Path.Join(fixture.Folder, "blobs", "arriving")));
    }

    [Fact]
    public async Task Half_written_files_of_a_killed_process_are_swept_at_the_next_start()
    {
        await using var fixture = new StoreFixture();
        var leftover = Path.Join(fixture.Folder, "blobs", "arriving", "0123");
        await File.WriteAllTextAsync(leftover, "half", Ct);
        await fixture.ReopenAsync();
        Assert.False(File.Exists(leftover));
    }

    [Theory]
    [InlineData("../../../../etc/passwd")]
    [InlineData("E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855")]
    [InlineData("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b85")]
    [InlineData("")]
    public void P_01_only_a_digest_is_an_address(string text) => Assert.False(BlobAddress.TryParse(text, out _));

    [Fact]
    public async Task D_5_below_the_reserve_reception_is_refused_with_figures()
    {
        await using var fixture = new StoreFixture(reserveBytes: long.MaxValue / 2);
        var refusal = fixture.Reserve.Refusal();
        Assert.Equal(Refusal.StorageFull, refusal?.Kind);
        Assert.Equal("storage.full", refusal?.Code);

        // Everything else still works.
        Assert.True((await fixture.AddServiceAsync("travaux")).Outcome.IsSuccess);
    }
}
