using Cartulaire.Engines.Conversion.Barcodes;

namespace Cartulaire.Tests.Unit.Conversion;

public sealed class SeparatorCodeTests
{
    private static readonly SeparatorCode Service = new(SeparatorKind.NewLetterForService, "sart", "travaux");

    [Fact]
    public void What_is_printed_is_understood()
    {
        foreach (var code in new[] { Service, new(SeparatorKind.NewLetter, "sart", ""), new(SeparatorKind.Record, "sart", "2026-E-00042") })
        {
            Assert.StartsWith("CRT1:", code.Format(), StringComparison.Ordinal);
            Assert.Equal(code, SeparatorCode.Parse(code.Format()));
        }
    }

    [Fact]
    public void Every_single_wrong_character_is_noticed()
    {
        var text = Service.Format();
        for (var at = 0; at < text.Length; at++)
        {
            foreach (var other in "AZaz09:-X")
            {
                if (text[at] != other)
                {
                    Assert.Null(SeparatorCode.Parse(text[..at] + other + text[(at + 1)..]));
                }
            }
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("https://example.be/")]
    [InlineData("CRT1:N:sart:")]
    [InlineData("5412345678908")]
    public void What_others_printed_is_ignored(string? text) => Assert.Null(SeparatorCode.Parse(text));

    [Fact]
    public void Codes_that_contradict_each_other_order_nothing()
    {
        static Barcode Read(SeparatorCode code) => new("QRCode", code.Format(), 0, 0, 1, 1);
        Assert.Equal(Service, SeparatorCode.Of([Read(Service), Read(Service)], "sart"));
        Assert.Null(SeparatorCode.Of([Read(Service), Read(Service with { Value = "finances" })], "sart"));
        Assert.Null(SeparatorCode.Of([Read(Service)], "ohey"));
    }

    [Fact]
    public void A_part_that_would_not_survive_the_printer_is_refused()
        => Assert.Throws<FormatException>(() => new SeparatorCode(SeparatorKind.Record, "sart", "n° 4").Format());
}
