using System.Text;
using Cartulaire.Engines.Conversion;
using Cartulaire.Engines.Conversion.Sandbox;
using Cartulaire.Engines.Conversion.Worker;
using Cartulaire.Tests.Integration.Conversion;

[assembly: AssemblyFixture(typeof(ReadingRoom))]

namespace Cartulaire.Tests.Integration.Conversion;

/// <summary>One real pool of real workers for all tests.</summary>
public sealed class ReadingRoom : IAsyncLifetime
{
    public const string Administration = "sart";

    private WorkerPool? pool;

    public WorkerPool Pool => pool ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync()
    {
        var state = await SandboxProbe.TryAsync(CancellationToken.None);
        pool = new(state, new WorkerOptions { Workers = 2, Trials = true }, TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        await Pool.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    public async Task<ReadingSession> OpenAsync(byte[] content, string name = "", string administration = Administration)
    {
        using var stream = new MemoryStream(content);
        var opened = await Pool.OpenAsync(administration, stream, ContentSniffer.Sniff(content, name, null), TestContext.Current.CancellationToken);
        Assert.True(opened.IsSuccess, string.Join("; ", opened.Failures));
        return opened.Value;
    }

    public Task<ReadingSession> OpenAsync(string content, string name = "") => OpenAsync(Encoding.UTF8.GetBytes(content), name);

    public async Task<DocumentText> TextAsync(byte[] content, string name = "")
    {
        await using var session = await OpenAsync(content, name);
        var text = await session.TextAsync(1, 1000, TestContext.Current.CancellationToken);
        Assert.True(text.IsSuccess, string.Join("; ", text.Failures));
        return text.Value;
    }
}

/// <summary>Files beside the repository, or where CARTULAIRE_SAMPLES says.</summary>
internal static class Samples
{
    /// <summary>Whether they are there at all.</summary>
    public static bool Exist => Find() is not null;

    public static string Folder(string name)
    {
        var given = Find();
        if (given is null)
        {
            const string said = "The samples are missing: set CARTULAIRE_SAMPLES to the folder shared/samples.";
            Assert.SkipWhen(Environment.GetEnvironmentVariable("CI") is null, said);
            Assert.Fail(said);
        }

        return Path.Combine(given, name);
    }

    private static string? Find()
    {
        var given = Environment.GetEnvironmentVariable("CARTULAIRE_SAMPLES");
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); given is null && at is not null; at = at.Parent)
        {
            var candidate = Path.Combine(at.FullName, "shared", "samples");
            given = Directory.Exists(candidate) ? candidate : null;
        }

        return given;
    }
}
