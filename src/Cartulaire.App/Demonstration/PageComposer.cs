using System.Text;

namespace Cartulaire.App.Demonstration;

/// <summary>One thing drawn on a page, in points from the top left corner.</summary>
internal abstract record Mark;

/// <summary>A run of text; <paramref name="Y"/> is the base line.</summary>
internal sealed record Words(double X, double Y, string Text, double Size, bool Serif, bool Bold = false, string Color = "#1c1c1c") : Mark;

/// <summary>A filled rectangle, or a frame when <paramref name="Frame"/>.</summary>
internal sealed record Box(double X, double Y, double Width, double Height, string Color, bool Frame = false) : Mark;

/// <summary>A curve through points, as a pen leaves it.</summary>
internal sealed record Stroke(IReadOnlyList<(double X, double Y)> Points, string Color, double Width) : Mark
{
    /// <summary>Many short steps along a curve through the middles of the points, each point pulling it (quadratic Bézier).</summary>
    public IEnumerable<(double X, double Y)> Smooth()
    {
        yield return Points[0];
        var from = Points[0];
        for (var i = 1; i < Points.Count - 1; i++)
        {
            var (pull, to) = (Points[i], ((Points[i].X + Points[i + 1].X) / 2, (Points[i].Y + Points[i + 1].Y) / 2));
            for (var t = 0.1; t < 1.05; t += 0.1)
            {
                yield return (Mix(from.X, pull.X, to.Item1, t), Mix(from.Y, pull.Y, to.Item2, t));
            }

            from = to;
        }

        yield return Points[^1];
    }

    private static double Mix(double a, double b, double c, double t) => (a * (1 - t) * (1 - t)) + (2 * b * t * (1 - t)) + (c * t * t);
}

/// <summary>Lays a letter out on A4 pages (595 × 842 points).</summary>
/// <remarks>
/// A line that begins with <c># </c> is a heading, <c>- </c> a point of a list, <c>[x] </c> or <c>[ ] </c> a box, <c>| </c> a row of a table,
/// <c>---</c> a new page; an empty line parts paragraphs; <c>~</c> stands for the signature.
/// </remarks>
internal sealed class PageComposer
{
    public const double Width = 595;
    public const double Height = 842;
    private const double Left = 62;
    private const double Right = Width - 62;
    private const double Bottom = Height - 84;
    private static readonly string[] Colors = ["#1f4e79", "#7a1f2b", "#2f6b3a", "#5b3a7d", "#8a5a12", "#0f5c5c"];

    private readonly Letter letter;
    private readonly List<List<Mark>> pages = [];
    private readonly Random random;
    private readonly bool serif;
    private readonly double size;
    private readonly string color;
    private double y;

    private PageComposer(Letter letter)
    {
        this.letter = letter;
        random = new Random(letter.Ink);
        serif = letter.Paper is Paper.Office || (letter.Paper is Paper.Citizen && letter.Ink % 2 == 0);
        size = letter.Paper is Paper.Citizen ? 11.5 : 10.5;
        color = Colors[letter.Ink % Colors.Length];
    }

    public static IReadOnlyList<IReadOnlyList<Mark>> Compose(Letter letter)
    {
        var composer = new PageComposer(letter);
        composer.NewPage();
        composer.Head();
        composer.Body();
        composer.Feet();
        return composer.pages;
    }

    private void Head()
    {
        var sender = letter.Sender;
        if (letter.Paper is Paper.Citizen)
        {
            y = 70;
            foreach (var line in new[] { sender.Name, sender.Street, sender.Town, letter.Sender.Email })
            {
                Put(Left, line, size);
                y += 15;
            }
        }
        else if (letter.Paper is Paper.Office)
        {
            y = 66;
            Centre(sender.Name.ToUpper(Letter.French), 15, bold: true);
            y += 17;
            Centre($"{sender.Street} – {sender.Town}", 9);
            y += 12;
            Centre($"Tél. {letter.Phone} – {sender.Email}", 9);
            Add(new Box(Left, y + 9, Right - Left, 0.8, color));
        }
        else
        {
            if (letter.Paper is Paper.Company)
            {
                Add(new Box(0, 0, Width, 14, color));
                Add(new Box(Left, 40, 30, 30, color));
                Add(new Box(Left + 8, 48, 14, 14, "#ffffff"));
            }
            else
            {
                Add(new Box(Left, 40, 5, 46, color));
            }

            y = 56;
            var large = Math.Min(15, (Right - Left - 44) / Measure(sender.Name, 1, bold: true));
            Put(letter.Paper is Paper.Company ? Left + 42 : Left + 14, sender.Name, large, bold: true, ink: color);
            y += 15;
            Put(letter.Paper is Paper.Company ? Left + 42 : Left + 14, $"{sender.Street}, {sender.Town}", 9);
        }

        Addressee();
        y = 236;
        var place = sender.Town[(sender.Town.IndexOf(' ', StringComparison.Ordinal) + 1)..];
        var dated = $"{place}, le {Letter.LongDate(letter.Date)}";
        if (letter.Paper is Paper.Public or Paper.Company)
        {
            Put(Left, FormattableString.Invariant($"Nos réf. : {letter.Key[..3].ToUpperInvariant()}/{letter.Date.Year}/{letter.Ink % 9000 + 417}"), 9);
        }

        Put(Right - Measure(dated, size), dated, size);
        y += 30;
        foreach (var line in Wrap("Objet : " + letter.Subject, Right - Left, size, bold: true))
        {
            Put(Left, line, size, bold: true);
            y += size * 1.4;
        }

        y += 12;
    }

    private void Addressee()
    {
        y = 142;
        foreach (var line in new[] { "Administration communale de Sart", "À l'attention du Collège communal", "Place de l'Église 1", "5330 Sart" })
        {
            Put(318, line, size);
            y += 15;
        }
    }

    private void Body()
    {
        var paragraph = new StringBuilder();
        foreach (var line in letter.Body.Append(""))
        {
            if (line.Length > 0 && line is not ("~" or "---") && line[0] is not ('#' or '-' or '[' or '|'))
            {
                paragraph.Append(paragraph.Length == 0 ? "" : " ").Append(line);
                continue;
            }

            if (paragraph.Length > 0)
            {
                Lines(paragraph.ToString(), Left, size);
                paragraph.Clear();
            }

            Special(line);
        }
    }

    private void Special(string line)
    {
        switch (line)
        {
            case "":
                y += size * 0.7;
                break;
            case "---":
                NewPage();
                break;
            case "~":
                Sign();
                break;
            case ['#', ..]:
                y += 6;
                Lines(line[2..], Left, size + 1.5, bold: true);
                y += 2;
                break;
            case ['-', ..]:
                Room();
                Put(Left + 8, "–", size);
                Lines(line[2..], Left + 22, size);
                break;
            case ['[', var tick, ..]:
                Room();
                Add(new Box(Left + 6, y - 8, 9, 9, "#1c1c1c", Frame: true));
                if (tick == 'x')
                {
                    Add(new Stroke([(Left + 7, y - 5), (Left + 10, y - 1), (Left + 17, y - 12)], "#20308c", 1.4));
                }

                Lines(line[4..], Left + 24, size);
                break;
            default:
                Row(line[1..].Split('|', StringSplitOptions.TrimEntries));
                break;
        }
    }

    /// <summary>The first cell takes what the others leave; figures stand to the right.</summary>
    private void Row(string[] cells)
    {
        Room();
        var narrow = cells.Length > 3 ? 74.0 : 98.0;
        var x = Left;
        for (var i = 0; i < cells.Length; i++)
        {
            var width = i == 0 ? Right - Left - (narrow * (cells.Length - 1)) : narrow;
            Put(i == 0 ? x + 4 : x + width - 4 - Measure(cells[i], size - 1), cells[i], size - 1);
            x += width;
        }

        Add(new Box(Left, y + 5, Right - Left, 0.5, "#8c8c8c"));
        y += 18;
    }

    private void Sign()
    {
        y += 8;
        Room(70);
        var x = 340.0;
        var points = new List<(double X, double Y)>();
        for (var i = 0; i < 14; i++)
        {
            points.Add((x + (i * 7.5) + (8 * Draw()), y + 26 + (i < 4 ? 20 * Draw() : 10 * Draw())));
        }

        points.Add((x + 20, y + 40));
        points.Add((x + 118, y + 32 + (4 * Draw())));
        Add(new Stroke(points, "#20308c", 1.5));
        y += 62;
        var name = letter.Sender.Name;
        Put(340, name, Math.Min(size, (Right - 340) / Measure(name, 1)));
        y += 18;
    }

    private void Feet()
    {
        for (var i = 0; i < pages.Count; i++)
        {
            var page = pages[i];
            if (letter.Sender.EnterpriseNumber is { } number)
            {
                page.Add(new Box(Left, Height - 56, Right - Left, 0.6, color));
                page.Add(new Words(Left, Height - 43, $"{letter.Sender.Name} – BCE {number} – IBAN {letter.Iban}", 7.5, serif, Color: "#4a4a4a"));
                page.Add(new Words(Left, Height - 33, $"Tél. {letter.Phone} – {letter.Sender.Email}", 7.5, serif, Color: "#4a4a4a"));
            }

            if (pages.Count > 1)
            {
                page.Add(new Words(Right - 40, Height - 33, FormattableString.Invariant($"{i + 1} / {pages.Count}"), 8, serif));
            }
        }
    }

    private void Lines(string text, double x, double points, bool bold = false)
    {
        foreach (var line in Wrap(text, Right - x, points, bold))
        {
            Room();
            Put(x, line, points, bold);
            y += points * 1.4;
        }
    }

    private IEnumerable<string> Wrap(string text, double width, double points, bool bold)
    {
        var line = "";
        foreach (var word in text.Split(' '))
        {
            var longer = line.Length == 0 ? word : line + " " + word;
            if (line.Length > 0 && Measure(longer, points, bold) > width)
            {
                yield return line;
                line = word;
            }
            else
            {
                line = longer;
            }
        }

        yield return line;
    }

    private double Draw()
    {
        return (random.NextDouble() * 2) - 1;
    }

    private double Measure(string text, double points, bool bold = false) => PageFonts.Measure(text, serif, bold, points);

    private void Put(double x, string text, double points, bool bold = false, string ink = "#1c1c1c") => Add(new Words(x, y, text, points, serif, bold, Color: ink));

    private void Centre(string text, double points, bool bold = false) => Put((Width - Measure(text, points, bold)) / 2, text, points, bold);

    private void Add(Mark mark) => pages[^1].Add(mark);

    private void Room(double needed = 0)
    {
        if (y + needed > Bottom)
        {
            NewPage();
        }
    }

    private void NewPage()
    {
        pages.Add([]);
        y = 84;
    }
}
