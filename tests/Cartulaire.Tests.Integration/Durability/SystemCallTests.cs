using System.Text.RegularExpressions;
using Cartulaire.Tests.Integration.Support;

namespace Cartulaire.Tests.Integration.Durability;

/// <summary>Security D-4: what the kernel is asked, in order, before an answer leaves.</summary>
public sealed partial class SystemCallTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task D_4_file_then_rename_then_folder_then_log_then_answer()
    {
        using var folder = new TemporaryFolder();
        var program = new Product(folder.Join("data"));
        var token = await program.GivenSartAsync();
        var trace = folder.Join("trace");
        string digest;
        await using (var server = await program.ServeAsync("strace", "-f", "-y", "-o", trace, "-e", "trace=openat,fsync,fdatasync,rename,renameat,renameat2,sendto,sendmsg,write,writev"))
        {
            using var client = server.Client(token);
            var bytes = new byte[20_000];
            Random.Shared.NextBytes(bytes);
            digest = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
            using var answer = await client.PostAsync("sart/api/v1/receptions", new ByteArrayContent(bytes), Ct);
            answer.EnsureSuccessStatusCode();
        }

        var calls = await File.ReadAllLinesAsync(trace, Ct);
        var rename = Index(calls, 0, l => l.Contains("rename", StringComparison.Ordinal) && l.Contains(digest, StringComparison.Ordinal));
        var file = LastBefore(calls, rename, l => Sync().IsMatch(l) && l.Contains("/blobs/arriving/", StringComparison.Ordinal));
        var directory = Index(calls, rename, l => Sync().IsMatch(l) && l.Contains($"/blobs/{digest[..2]}/{digest[2..4]}>", StringComparison.Ordinal));
        var log = Index(calls, directory, l => Sync().IsMatch(l) && l.Contains("record.db-wal", StringComparison.Ordinal));
        var sent = Index(calls, log, l => l.Contains("HTTP/1.1 201", StringComparison.Ordinal));
        Assert.True(file >= 0 && file < rename && rename < directory && directory < log && log < sent, $"{file} {rename} {directory} {log} {sent}");
        Assert.DoesNotContain(calls.Take(log), l => l.Contains("HTTP/1.1 201", StringComparison.Ordinal));
    }

    private static int Index(string[] lines, int from, Func<string, bool> match)
    {
        for (var n = Math.Max(from, 0); n < lines.Length; n++)
        {
            if (match(lines[n]))
            {
                return n;
            }
        }

        Assert.Fail($"Not found after line {from} of {lines.Length}");
        return -1;
    }

    private static int LastBefore(string[] lines, int before, Func<string, bool> match) => Array.FindLastIndex(lines, before, l => match(l));

    [GeneratedRegex(@"\b(fsync|fdatasync)\(\d+<", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Sync();
}
