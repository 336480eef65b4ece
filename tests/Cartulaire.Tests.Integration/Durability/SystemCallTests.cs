using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Cartulaire.Tests.Integration.Capture;
using Cartulaire.Tests.Integration.Conversion;
using Cartulaire.Tests.Integration.Items;
using Cartulaire.Tests.Integration.Support;

namespace Cartulaire.Tests.Integration.Durability;

/// <summary>Security D-4: what the kernel is asked, in order, before an answer leaves: on every way in, and for what is derived.</summary>
public sealed class SystemCallTests
{
    private const string Log = "record.db-wal";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task D_4_file_then_rename_then_folder_then_log_then_answer()
    {
        using var folder = new TemporaryFolder();
        var program = new Product(folder.Join("data"));
        var token = await program.GivenSartAsync();
        var trace = folder.Join("trace");
        var pieces = Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetBytes(20_000)).ToList();
        pieces[1] = Encoding.UTF8.GetBytes($"Madame, Monsieur, {Guid.CreateVersion7()} {MadeFiles.Sentence}");
        string upload;
        await using (var server = await program.ServeAsync("strace", "-f", "-y", "-o", trace, "-e", "trace=fsync,fdatasync,rename,renameat,renameat2,sendto,sendmsg,write,writev"))
        {
            using var client = new HttpClient { BaseAddress = new Uri(server.Address, "sart/api/v1/") };
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
            await client.MustAsync(HttpMethod.Post, "receptions", pieces[0]);
            await client.MustAsync(HttpMethod.Post, "receptions?type=incoming-mail&name=lettre.txt", pieces[1]);
            await KillTests.DrainedAsync(server);
            await client.MustAsync(HttpMethod.Post, "receptions?separate=true", pieces[2]);
            await KillTests.DrainedAsync(server);
            upload = await client.BeginAsync(new { name = "a.bin", length = pieces[3].Length });
            Assert.Equal(HttpStatusCode.NoContent, (await client.PieceAsync(upload, 0, pieces[3][..5_000])).Status);
            Assert.Equal(HttpStatusCode.OK, (await client.PieceAsync(upload, 5_000, pieces[3][5_000..])).Status);
            await server.StopAsync();
        }

        var calls = await CallTrace.ReadAsync(trace);
        var temporary = pieces.ConvertAll(p => calls.Temporary(Digest(p)));
        Assert.Null(Fault(calls, pieces, temporary, upload));

        // A program that left any of them out, or was too quick with its answer, would be found.
        foreach (var left in pieces.SelectMany((p, n) => Stored(p, temporary[n])).Append(("log", CallTrace.Flush(Log))).Append(("part", CallTrace.Flush(upload[^32..]))))
        {
            Assert.NotNull(Fault(calls.Without(left.Item2), pieces, temporary, upload));
        }

        // What is derived is safe before the record says that it is there.
        var read = calls.Answer(-1, 201);
        (string, Func<string, bool>)[] derived = [("derived text", CallTrace.Flush("derived.db-wal")), ("log", CallTrace.Flush(Log))];
        Assert.Null(calls.Missing(read, calls.Count, derived));
        Assert.NotNull(calls.Without(derived[0].Item2).Missing(read, calls.Count, derived));
    }

    private static string? Fault(CallTrace calls, List<byte[]> pieces, List<string> temporary, string upload)
    {
        var at = -1;
        for (var n = 0; n < 3; n++)
        {
            var answer = calls.Answer(at, 201);
            if (calls.Missing(at, answer, Stored(pieces[n], temporary[n]).Append(("log", CallTrace.Flush(Log)))) is { } missing)
            {
                return $"{n}: {missing}";
            }

            at = answer;
        }

        // A piece counts once its bytes and its offset are safe; the last one makes a blob like any other.
        at = calls.Answer(at, 201);
        var kept = calls.Answer(at, 204);
        (string, Func<string, bool>)[] part = [("part", CallTrace.Flush(upload[^32..])), ("log", CallTrace.Flush(Log))];
        return calls.Missing(at, kept, part)
            ?? calls.Missing(kept, LastAnswer(calls, kept), [.. part, .. Stored(pieces[3], temporary[3]), ("log", CallTrace.Flush(Log))]);
    }

    // Figures are asked for with 200 too; the upload's own answer is the first after its piece.
    private static int LastAnswer(CallTrace calls, int after) => calls.Answer(after, 200);

    private static IEnumerable<(string Name, Func<string, bool> Match)> Stored(byte[] bytes, string temporary)
    {
        var digest = Digest(bytes);
        yield return ("file", CallTrace.Flush($"/arriving/{temporary}>"));
        yield return ("rename", CallTrace.Rename(digest));
        yield return ("folder", CallTrace.Flush($"/blobs/{digest[..2]}/{digest[2..4]}>"));
    }

    private static string Digest(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
