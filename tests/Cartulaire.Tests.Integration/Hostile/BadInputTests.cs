using System.Globalization;
using System.Text.Json.Nodes;
using Cartulaire.App.Texts;
using Cartulaire.Tests.Integration.Conversion;
using Cartulaire.Tests.Integration.Items;

namespace Cartulaire.Tests.Integration.Hostile;

/// <summary>Bad input through the real server and the real worker: a clear answer in French, the original kept, nothing else suffers (issue 2, §7 point 6).</summary>
public sealed class BadInputTests(BadInputFixture fixture) : IClassFixture<BadInputFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names => [.. BadFile.Made.Concat(BadFile.Samples).Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_bad_file_is_explained_in_french_kept_whole_and_hurts_nobody(string name)
    {
        var file = BadFile.Made.Concat(BadFile.Samples).Single(f => f.Name == name);
        if (BadFile.Samples.Contains(file))
        {
            Samples.Folder("");
        }

        var sent = fixture.Of(name);
        var (record, _) = await fixture.Marie.ReadAsync(sent.Item);
        var document = record["documents"]!.AsArray().Single(d => d!.Text("id") == record.Text("mainDocument"))!;
        var version = document.Text("version");
        var reading = document["reading"]!;
        var said = file.Code is null ? null : Sentences.Of(file.Code, "fr", "");
        Assert.Equal((file.State, file.Code), (reading.Text("state"), reading["code"]?.GetValue<string>()));
        Assert.Equal(said is null, reading["reason"] is null);
        Assert.EndsWith(said ?? "", reading["reason"]?.GetValue<string>() ?? "", StringComparison.Ordinal);
        Assert.False(said == file.Code && said is not null, "nobody wrote the sentence");

        var (pages, _) = await fixture.Marie.MustAsync(HttpMethod.Get, $"versions/{version}/pages");
        Assert.Equal((file.State, file.Code), (pages.Text("state"), pages["code"]?.GetValue<string>()));
        var (history, _) = await fixture.Marie.MustAsync(HttpMethod.Get, $"items/{sent.Item}/history");
        Assert.Contains(history.AsArray(), e => e!.Text("what").Contains("texte", StringComparison.Ordinal) || e!.Text("what").Contains("pas été ouvert", StringComparison.Ordinal));
        Assert.True(said is null || Told(history).Contains(said, StringComparison.Ordinal), Told(history));

        Assert.Equal(sent.Digest, MadeBombs.Digest(await fixture.Marie.GetByteArrayAsync($"versions/{version}/content", Ct)));
        await NeighbourIsReadAsync(sent);
    }

    [Fact]
    public async Task Meanwhile_the_queue_drained_the_server_lived_and_the_neighbours_answered()
    {
        var jobs = await fixture.JobsAsync();
        Assert.All(jobs, j => Assert.Equal(0, j.Value));

        // Ohey had an answer each time; nineteen times of twenty at once, whatever else the machine does.
        Assert.True(fixture.Waits.Count > BadFile.Made.Count);
        var common = fixture.Waits.Order().ElementAt(fixture.Waits.Count * 19 / 20);
        Assert.True(common < TimeSpan.FromSeconds(2), $"Ohey waited {common}");
        Assert.InRange(fixture.Workers, 1, 2 * Environment.ProcessorCount);
        Assert.True(Directory.Exists($"/proc/{fixture.Server.Id.ToString(CultureInfo.InvariantCulture)}"));
        Assert.Single(fixture.Server.Log.Split('\n'), line => line.Contains("Ready on", StringComparison.Ordinal));
        Assert.DoesNotContain("Unhandled exception", fixture.Server.Log, StringComparison.Ordinal);

        // Idle for a minute, workers end and give their memory back.
        for (var n = 0; fixture.WorkersNow() > 0; n++)
        {
            Assert.True(n < 300, $"{fixture.WorkersNow()} workers are left");
            await Task.Delay(1_000, Ct);
        }
    }

    [Fact]
    public void The_table_names_every_sample()
    {
        var root = Samples.Folder("");
        var there = Directory.EnumerateFiles(Path.Join(root, "mail")).Concat(Directory.EnumerateFiles(Path.Join(root, "pdf"))).Select(p => Path.GetRelativePath(root, p)).Order(StringComparer.Ordinal);
        Assert.Equal(there, SampleTable.Rows.Select(r => r.Path).Order(StringComparer.Ordinal));
    }

    private static string Told(JsonNode history)
        => string.Join('\n', history.AsArray().SelectMany(e => e!["details"]!.AsArray().Select(d => d!.GetValue<string>()).Prepend(e!.Text("what"))));

    private async Task NeighbourIsReadAsync(BadInputFixture.Sent sent)
    {
        var (record, _) = await fixture.Marie.ReadAsync(sent.Neighbour);
        var document = record["documents"]!.AsArray().Single()!;
        Assert.Equal("done", document["reading"]!.Text("state"));
        var (words, _) = await fixture.Marie.MustAsync(HttpMethod.Get, $"versions/{document.Text("version")}/pages/1/words");
        Assert.Contains(words["words"]!.AsArray(), w => w!.Text("text") == "voisine");
    }
}
