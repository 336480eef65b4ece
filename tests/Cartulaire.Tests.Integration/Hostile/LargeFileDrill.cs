using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Cartulaire.Tests.Integration.Items;
using Cartulaire.Tests.Integration.Reading;
using Cartulaire.Tests.Integration.Support;

namespace Cartulaire.Tests.Integration.Hostile;

/// <summary>Two gigabytes in constant memory.</summary>
[Trait("Category", "Drill")]
public sealed class LargeFileDrill(ITestOutputHelper output)
{
    private const long Length = (2L << 30) + 1;

    /// <summary>All that may be resident, code mapped from the disk included (security F-41).</summary>
    private const long Most = 200L << 20;

    /// <summary>What the program may hold of its own at any moment.</summary>
    private const long MostOwn = 128L << 20;

    /// <summary>What two gigabytes may add to what a small file needed, code and mapped pages included.</summary>
    private const long MostMore = 48L << 20;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task F_41_a_file_of_two_gigabytes_is_taken_and_given_back_in_constant_memory()
    {
        using var folder = new TemporaryFolder();
        var product = new Product(folder.Join("data"));
        var token = await product.GivenSartAsync();
        await using var server = await product.ServeAsync();
        using var marie = server.Client(token);
        marie.BaseAddress = new Uri(server.Address, "sart/api/v1/");
        marie.Timeout = Timeout.InfiniteTimeSpan;

        // A small one first: code and connections that any file needs are no cost of the large one.
        using (var small = new ByteArrayContent(new byte[1 << 20]))
        using (var known = await marie.PostAsync("receptions?type=incoming-mail&name=petit.pdf", small, Ct))
        {
            Assert.True(known.IsSuccessStatusCode, $"{known.StatusCode}");
            var id = System.Text.Json.Nodes.JsonNode.Parse(await known.Content.ReadAsStringAsync(Ct))!.Text("item");
            await Taken.UntilAsync(async () => (await marie.ReadAsync(id)).Body["documents"]!.AsArray()[0]!["reading"]!.Text("state") != "waiting");
            await marie.GetByteArrayAsync($"items/{id}/content", Ct);
        }

        var before = Memory(server.Id, "VmRSS");
        using var done = new CancellationTokenSource();
        var own = MostOwnAsync(server.Id, done.Token);
        var watch = Stopwatch.StartNew();
        string item, expected;
        using (var stream = new Endless(Length))
        using (var content = new StreamContent(stream, 1 << 20))
        {
            using var taken = await marie.PostAsync("receptions?type=incoming-mail&name=enorme.pdf", content, Ct);
            Assert.True(taken.IsSuccessStatusCode, $"{taken.StatusCode}");
            item = System.Text.Json.Nodes.JsonNode.Parse(await taken.Content.ReadAsStringAsync(Ct))!.Text("item");
            expected = stream.Digest;
        }

        var sent = watch.Elapsed;
        await Taken.UntilAsync(async () => (await marie.ReadAsync(item)).Body["documents"]!.AsArray()[0]!["reading"]!.Text("state") != "waiting");
        var document = (await marie.ReadAsync(item)).Body["documents"]!.AsArray()[0]!;
        Assert.Equal("conversion.too-large", document["reading"]!.Text("code"));

        watch.Restart();
        var version = document.Text("version");
        using (var answer = await marie.GetAsync($"versions/{version}/content", HttpCompletionOption.ResponseHeadersRead, Ct))
        {
            Assert.Equal(Length, answer.Content.Headers.ContentLength);
            await using var body = await answer.Content.ReadAsStreamAsync(Ct);
            Assert.Equal(expected, Convert.ToHexStringLower(await SHA256.HashDataAsync(body, Ct)));
        }

        var received = watch.Elapsed;
        using (var request = new HttpRequestMessage(HttpMethod.Get, $"versions/{version}/content"))
        {
            request.Headers.Range = new RangeHeaderValue((2L << 30) - 2, null);
            using var end = await marie.SendAsync(request, Ct);
            Assert.Equal(3, (await end.Content.ReadAsByteArrayAsync(Ct)).Length);
        }

        var most = Memory(server.Id, "VmHWM");
        await done.CancelAsync();
        var held = await own;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Length >> 20} MiB: taken in {sent.TotalSeconds:0.0} s, given back in {received.TotalSeconds:0.0} s; memory of the server {before >> 20} MiB before, {most >> 20} MiB at most, of its own {held >> 20} MiB at most"));
        Assert.True(most - before < MostMore, $"{before >> 20} MiB, then {most >> 20} MiB");
        Assert.InRange(held, 1, MostOwn);
        Assert.True(most < Most, $"{most >> 20} MiB");
    }

    // The system remembers the peak of all resident memory only; the part that is the program's own is looked at again and again.
    private static async Task<long> MostOwnAsync(int process, CancellationToken done)
    {
        long most = 0;
        while (!done.IsCancellationRequested)
        {
            most = Math.Max(most, Memory(process, "RssAnon") + Memory(process, "RssShmem"));
            await Task.Delay(20, CancellationToken.None);
        }

        return most;
    }

    private static long Memory(int process, string what)
        => long.Parse(
            File.ReadLines($"/proc/{process.ToString(CultureInfo.InvariantCulture)}/status").Single(l => l.StartsWith(what, StringComparison.Ordinal)).Split(':')[1].Replace("kB", "", StringComparison.Ordinal).Trim(),
            CultureInfo.InvariantCulture) << 10;

    /// <summary>Bytes that begin like a PDF and go on for as long as asked, hashed as they are read.</summary>
    private sealed class Endless(long length) : Stream
    {
        private static readonly byte[] Block = [.. "%PDF-1.7\n"u8, .. MadeBombs.Garbage((1 << 20) - 9)];
        private readonly IncrementalHash digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private long at;

        /// <summary>SHA-256 of all of it; known once it was read to its end, which is when HTTP disposes of it.</summary>
        public string Digest { get; private set; } = "";

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var start = (int)(at % Block.Length);
            var part = Block.AsSpan(start, (int)Math.Min(Math.Min(count, Block.Length - start), length - at));
            part.CopyTo(buffer.AsSpan(offset));
            digest.AppendData(part);
            at += part.Length;
            if (part.Length == 0)
            {
                Digest = Convert.ToHexStringLower(digest.GetHashAndReset());
            }

            return part.Length;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            digest.Dispose();
            base.Dispose(disposing);
        }
    }
}
