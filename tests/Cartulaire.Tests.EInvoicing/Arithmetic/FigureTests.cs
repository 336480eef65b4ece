using System.Globalization;
using Cartulaire.EInvoicing.Arithmetic;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.Tests.EInvoicing.Arithmetic;

/// <summary>Numbers as EN 16931-1 (6.5.2) has them.</summary>
public sealed class FigureTests
{
    [Theory]
    [InlineData("1.004", "1.00")]
    [InlineData("1.005", "1.01")]
    [InlineData("1.015", "1.02")]
    [InlineData("1.025", "1.03")]
    [InlineData("2.4999999999", "2.50")]
    [InlineData("-1.005", "-1.00")]
    [InlineData("-1.015", "-1.01")]
    [InlineData("-1.006", "-1.01")]
    public void Halves_of_a_cent_are_rounded_up(string written, string rounded)
        => Assert.Equal(decimal.Parse(rounded, CultureInfo.InvariantCulture), Figure.Cents(Figure.Of(Holding(written))));

    [Theory]
    [InlineData("0.5", "1")]
    [InlineData("1.5", "2")]
    [InlineData("2.5", "3")]
    [InlineData("-0.5", "0")]
    public void Halves_of_a_unit_are_rounded_up(string written, string rounded)
        => Assert.Equal(decimal.Parse(rounded, CultureInfo.InvariantCulture), Figure.Units(Figure.Of(Holding(written))));

    [Theory]
    [InlineData(" 12.50\n", "12.50")]
    [InlineData("+1", "1")]
    [InlineData(".5", "0.5")]
    [InlineData("-0.00", "0")]
    [InlineData("9999999999999.99", "9999999999999.99")]
    public void A_number_is_read_as_it_is_written(string written, string value)
        => Assert.Equal(decimal.Parse(value, CultureInfo.InvariantCulture), Figure.Of(Holding(written)));

    [Theory]
    [InlineData("")]
    [InlineData("1,5")]
    [InlineData("1 000")]
    [InlineData("1e2")]
    [InlineData("INF")]
    [InlineData("12 EUR")]
    [InlineData("10000000000000")]
    [InlineData("99999999999999999999999999999999999999999999")]
    public void What_is_no_number_of_money_is_none(string written) => Assert.Null(Figure.Of(Holding(written)));

    [Theory]
    [InlineData("1", true)]
    [InlineData("1.2", true)]
    [InlineData("1.23", true)]
    [InlineData("1.230", false)]
    [InlineData("1.234", false)]
    public void Two_decimals_are_counted_as_they_are_written(string written, bool atMostTwo) => Assert.Equal(atMostTwo, Figure.HasTwoDecimals(Holding(written)));

    [Fact]
    public void A_sum_with_what_is_no_number_is_none()
    {
        Assert.Equal(0.3m, Figure.Sum([Holding("0.1"), Holding("0.2")]));
        Assert.Equal(0, Figure.Sum([]));
        Assert.Null(Figure.Sum([Holding("0.1"), Holding("x")]));
    }

    private static Element Holding(string text) => new(Name.Met("", "amount"), null, new Work(), 1, 1) { Text = text };
}
