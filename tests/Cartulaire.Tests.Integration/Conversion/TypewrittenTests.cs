using Cartulaire.Engines.Conversion;
using NetVips;

namespace Cartulaire.Tests.Integration.Conversion;

/// <summary>Real typewritten pages, upright and turned. Their error rates are in docs/benchmarks.md, "Reading".</summary>
public sealed class TypewrittenTests(ReadingRoom room)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("FRAN_0011_11082_L-medium.jpg", "Lieu et date de N° du document")]
    [InlineData("2020601_https___1914_1918_europeana_eu_contributions_21574.pdf_page_47.png", "")]
    public async Task A_turned_page_gives_the_words_of_the_upright_one_in_their_order(string name, string stretch)
    {
        using var upright = Image.NewFromFile(Path.Combine(Samples.Folder("scans"), name));
        using var page = upright.HasAlpha() ? upright.Flatten(background: [255]) : upright.Copy();
        var known = Words(await ReadAsync(page));
        Assert.InRange(known.Count, 40, 400);
        foreach (var (turn, rotation) in new[] { (Enums.Angle.D90, 270), (Enums.Angle.D180, 180), (Enums.Angle.D270, 90) })
        {
            using var turned = page.Rot(turn);
            var read = await ReadAsync(turned);
            Assert.Equal(rotation, read.Rotation);
            Assert.Equal((page.Width, page.Height), ((int)read.Width, (int)read.Height));
            Assert.Contains(stretch, read.Text.Replace('\n', ' '), StringComparison.Ordinal);
            var words = Words(read);
            var found = known.Count(words.Contains) / (double)known.Count;

            // A dark carbon copy is read a little differently each time it is compressed anew; upside down it gives nothing at all.
            Assert.True(found > 0.75, $"{rotation}: {found:P0} of the words");
        }
    }

    [Fact]
    public async Task The_rows_of_a_typewritten_table_are_kept_together()
    {
        using var page = Image.NewFromFile(Path.Combine(Samples.Folder("scans"), "FRAN_0011_11083_L-medium.jpg"));
        var rows = (await ReadAsync(page)).Text.Split('\n');
        Assert.Contains(rows, row => row.StartsWith("Q.Gn", StringComparison.Ordinal) && row.Contains("violon", StringComparison.Ordinal) && row.Contains("PARENT", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_pencil_note_below_a_typewritten_slip_is_not_taken_for_text()
    {
        var read = await room.OpenAsync(await File.ReadAllBytesAsync(Path.Combine(Samples.Folder("scans"), "0_4a125_default.jpg"), Ct), "note.jpg");
        await using (read)
        {
            var text = (await read.ReadPageAsync(1, ["fra"], Ct)).Value.Text;
            Assert.EndsWith("ami...\"", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_blank_sheet_is_read_once_and_gives_nothing()
    {
        using var paper = (Image.Gaussnoise(1654, 2339, mean: 240, sigma: 4, seed: 1) + 0).Cast(Enums.BandFormat.Uchar);
        var read = await ReadAsync(paper);
        Assert.Equal(("", 0), (read.Text, read.Rotation));
    }

    private async Task<PageText> ReadAsync(Image page)
    {
        await using var session = await room.OpenAsync(page.JpegsaveBuffer(q: 95), "page.jpg");
        var read = await session.ReadPageAsync(1, ["fra"], Ct);
        Assert.True(read.IsSuccess, string.Join("; ", read.Failures));
        return read.Value;
    }

    private static HashSet<string> Words(PageText page) => [.. page.Words.Where(word => word.Text.Length > 3 && word.Confidence > 60).Select(word => word.Text)];
}
