using Cartulaire.Engines.Conversion.Barcodes;
using Cartulaire.Tests.Integration.Conversion;
using Cartulaire.Tests.Integration.Items;
using Cartulaire.Tests.Integration.Support;
using NetVips;

namespace Cartulaire.Tests.Integration.Reading;

/// <summary>What Cartulaire prints, drawn as pages by the real tools and read back.</summary>
public sealed class PrintTests(HttpFixture fixture, ReadingRoom room) : IClassFixture<HttpFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("separators?count=2", SeparatorKind.NewLetter, "", "Nouvelle lettre", 2)]
    [InlineData("separators?service=travaux", SeparatorKind.NewLetterForService, "travaux", "Travaux", 1)]
    public async Task A_separator_is_read_back_by_its_square_code_and_by_its_bars(string address, SeparatorKind kind, string value, string said, int count)
    {
        var expected = new SeparatorCode(kind, "sart", value);
        var pdf = await fixture.Client("marie").GetByteArrayAsync(address, Ct);
        await using var session = await room.OpenAsync(pdf, "s.pdf");
        Assert.Equal(count, (await session.CountAsync(Ct)).Value);
        Assert.Contains(said, (await session.TextAsync(1, 1, Ct)).Value.Pages[0].Text, StringComparison.Ordinal);
        using var page = Image.NewFromBuffer((await session.PageImageAsync(count, 2480, Ct)).Value.Jpeg);
        var whole = await CodesAsync(page);
        Assert.Equal(expected, SeparatorCode.Of(whole, "sart"));
        Assert.Null(SeparatorCode.Of(whole, "ohey"));
        Assert.All(whole, code => Assert.Equal("QRCode", code.Symbology));

        // Its bars alone: as when both corners are folded.
        using var bars = page.Crop(0, page.Height * 148 / 297, page.Width, page.Height * 29 / 297).Embed(0, 1200, page.Width, page.Height, extend: Enums.Extend.White);
        var read = Assert.Single(await CodesAsync(bars));
        Assert.Equal("Code128", read.Symbology);
        Assert.Equal(expected, SeparatorCode.Parse(read.Text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("&skip=23")]
    [InlineData("&single=true")]
    public async Task Labels_carry_number_date_and_code_each_on_its_place(string how)
    {
        var marie = fixture.Client("marie");
        var (first, _) = await marie.MustAsync(HttpMethod.Post, "items", new { type = "incoming-mail", properties = new { subject = "Une" } });
        var (second, _) = await marie.MustAsync(HttpMethod.Post, "items", new { type = "incoming-mail", properties = new { subject = "Deux" } });
        var pdf = await marie.GetByteArrayAsync($"labels?items={first.Text("id")},{second.Text("id")}{how}", Ct);
        await using var session = await room.OpenAsync(pdf, "l.pdf");
        var pages = (await session.CountAsync(Ct)).Value;
        Assert.Equal(how.Length == 0 ? 1 : 2, pages);
        var text = string.Join(' ', (await session.TextAsync(1, pages, Ct)).Value.Pages.Select(p => p.Text));
        var codes = new List<string>();
        for (var page = 1; page <= pages; page++)
        {
            codes.AddRange((await session.BarcodesAsync(page, Ct)).Value.Select(code => code.Text).Distinct());
        }

        foreach (var record in new[] { first, second })
        {
            var (read, _) = await marie.ReadAsync(record.Text("id"));
            Assert.Contains(read.Text("number"), text, StringComparison.Ordinal);
        }

        Assert.Contains(DateOnly.FromDateTime(TimeProvider.System.GetLocalNow().Date).Year.ToString(System.Globalization.CultureInfo.InvariantCulture), text, StringComparison.Ordinal);
        Assert.Equal(2, codes.Distinct().Count(code => SeparatorCode.Parse(code) is { Kind: SeparatorKind.Record, Administration: "sart" }));
    }

    private async Task<IReadOnlyList<Barcode>> CodesAsync(Image page)
    {
        await using var session = await room.OpenAsync(page.JpegsaveBuffer(q: 85), "page.jpg");
        return (await session.BarcodesAsync(1, Ct)).Value;
    }
}
