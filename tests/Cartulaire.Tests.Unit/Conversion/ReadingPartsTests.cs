using System.Globalization;
using Cartulaire.Engines.Conversion.Ocr;
using Cartulaire.Engines.Conversion.Text;

namespace Cartulaire.Tests.Unit.Conversion;

public sealed class ReadingPartsTests
{
    [Fact]
    public void The_table_of_tesseract_is_read_in_any_culture()
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("fr-BE");
        const string table = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n5\t1\t1\t1\t1\t1\t10\t20\t30\t12\t96.5\tLe\n5\t1\t1\t1\t1\t2\t50\t20\t60\t12\t80.25\tconseil\n5\t1\t1\t1\t2\t1\t10\t40\t30\t12\t90\tdit\n4\t1\t1\t1\t2\t0\t0\t0\t0\t0\t-1\t\n";
        var reading = Tesseract.Parse(table, "fra");
        Assert.Equal("Le conseil\ndit", reading.Text);
        Assert.Equal(96.5f, reading.Words[0].Confidence);
        Assert.Equal(((96.5 * 2) + (80.25 * 7) + (90 * 3)) / 12, reading.Confidence, 0.01);
    }

    [Theory]
    [InlineData("Le collège communal décide à l'unanimité d'approuver le procès-verbal de la séance du 3 mars.", true)]
    [InlineData("\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD abc", false)]
    [InlineData("\uE001\uE002\uE003\uE004", false)]
    [InlineData("", false)]
    [InlineData("bcdf ghjk lmnp qrst vwxz bcdf ghjk lmnp qrst vwxz bcdf ghjk lmnp qrst vwxz bcdf ghjk lmnp qrst vwxz bcdf", false)]
    [InlineData("تقرير البلدية السنوي", true)]
    public void Garbage_is_told_from_text(string text, bool usable) => Assert.Equal(usable, TextQuality.IsUsable(text));

    [Fact]
    public void The_words_of_a_page_stay_and_its_scripts_do_not()
        => Assert.Equal("Avis & l'été\nligne 2", HtmlText.ToText("<html><title>Avis &amp; l&#39;été</title><script>if (a<b) x()</script><!-- <p>non --><p>ligne&nbsp;2</html>"));

    [Fact]
    public void Eight_bit_text_of_old_programs_is_understood()
        => Assert.Equal("l’été à 5 €", PlainText.Decode([0x6C, 0x92, 0xE9, 0x74, 0xE9, 0x20, 0xE0, 0x20, 0x35, 0x20, 0x80]));
}
