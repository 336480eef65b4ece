using Cartulaire.Engines.Conversion;
using Cartulaire.Engines.Conversion.Ocr;

namespace Cartulaire.Tests.Unit.Conversion;

public sealed class ReadLinesTests
{
    [Fact]
    public void Lines_that_are_noise_and_the_frame_of_the_sheet_are_left_out_and_a_doubtful_name_is_not()
    {
        var kept = ReadLines.WithoutNoise([Line(0, 0, 94, "meilleur", "ami"), Line(0, 40, 17, "ue:", "UML", "A4n"), Line(0, 80, 12, "Salagoïty"), Line(0, 120, 93, "|", "||")]);
        Assert.Equal(["meilleur ami", "Salagoïty"], kept.Select(Text));
    }

    [Fact]
    public void The_cells_of_a_table_stand_in_their_rows()
    {
        var columns = Column(0, "Namur", "Sart", "Gesves").Concat(Column(300, "12", "7", "31")).Concat(Column(600, "air de danse", "gigue", "id."));
        Assert.Equal(["Namur 12 air de danse", "Sart 7 gigue", "Gesves 31 id."], ReadLines.InRows([.. columns]).Select(Text));
    }

    [Fact]
    public void Columns_of_running_text_stay_columns_however_many_there_are()
    {
        IReadOnlyList<PageWord>[] lines = [.. Enumerable.Range(0, 3).SelectMany(x => Enumerable.Range(0, 9).Select(row => Line(x * 900, row * 40, 92, "le", "conseil", "communal", "décide", "ce", "jour")))];
        Assert.Same(lines, ReadLines.InRows(lines));
    }

    [Fact]
    public void Two_columns_are_no_table()
    {
        IReadOnlyList<PageWord>[] lines = [.. Column(0, "un", "deux", "trois"), .. Column(600, "quatre", "cinq", "six")];
        Assert.Same(lines, ReadLines.InRows(lines));
    }

    private static IEnumerable<IReadOnlyList<PageWord>> Column(int x, params string[] cells) => cells.Select((cell, row) => Line(x, (row * 40) + (x / 300), 90, cell.Split(' ')));

    private static IReadOnlyList<PageWord> Line(int x, int y, float confidence, params string[] words)
        => [.. words.Select((word, i) => new PageWord(word, x + (i * 60), y, 50, 20, confidence))];

    private static string Text(IReadOnlyList<PageWord> line) => string.Join(' ', line.Select(word => word.Text));
}
