using System.Globalization;

namespace Cartulaire.Bench.Letters;

/// <summary>
/// A year of mail: 2,000 letters of 150 senders for 12 services. Senders write unequally often (as 1/rank). In the middle of the year three senders in ten
/// change: their letters go to another service from then on. Letters are read with the faults of OCR. Deterministic.
/// </summary>
internal static class YearOfLetters
{
    public const int Letters = 2000;
    public const int Senders = 150;

    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-BE");

    private static readonly string[] Months = ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."];

    /// <summary>In the order of reception.</summary>
    public static IReadOnlyList<LetterRecord> Make(int seed, DateOnly start)
    {
        var random = new Random(seed);
        var senders = YearSenders.Make(random, Senders);
        var weights = senders.Select((_, i) => 1.0 / (i + 3)).ToArray();
        var total = weights.Sum();
        var letters = new List<LetterRecord>(Letters);
        for (var i = 0; i < Letters; i++)
        {
            var received = start.AddDays(i * 365 / Letters);
            var sender = senders[Draw(random, weights, total)];
            letters.Add(One(random, sender, received, late: i >= Letters / 2));
        }

        return letters;
    }

    private static LetterRecord One(Random random, YearSender sender, DateOnly received, bool late)
    {
        // Seven letters in ten are of the sender's usual kind; the others go where their matter belongs.
        var usual = random.NextDouble() < 0.72;
        var kind = usual ? sender.Usual : YearKinds.All[random.Next(YearKinds.All.Count)];
        var service = usual ? (late ? sender.LaterService : sender.Service) : kind.Service;
        var date = received.AddDays(-random.Next(1, 9));
        var datePrinted = random.NextDouble() < 0.97;
        var senderPrinted = random.NextDouble() < 0.95;
        var lines = new List<string>();
        if (senderPrinted)
        {
            lines.AddRange(sender.Head(random));
        }

        lines.AddRange(["Administration communale de Sart", "Place de l'Église 1", "5330 Sart"]);
        if (datePrinted)
        {
            lines.Add(Dated(random, sender.Place, date));
        }

        // Other dates and other people's names stand in letters too: a reader must not take the first that comes.
        var others = kind.Fill(random, date, received);
        lines.AddRange(["Objet : " + others.Subject, "Madame, Monsieur,", .. others.Body, "Veuillez agréer, Madame, Monsieur, nos salutations distinguées."]);
        if (senderPrinted)
        {
            lines.AddRange(sender.Foot());
        }

        var text = string.Join('\n', lines);
        return new LetterRecord(received, random.NextDouble() < 0.6 ? Misread(random, text) : text, sender.Id, senderPrinted, date, datePrinted, kind.Type, service);
    }

    private static string Dated(Random random, string place, DateOnly date) => random.Next(6) switch
    {
        0 => date.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture),
        1 => $"{place}, le {date.ToString("d MMMM yyyy", French)}",
        2 => $"Date : {date.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture)}",
        3 => $"Le {date.ToString("dddd d MMMM yyyy", French)}",
        4 => $"{place}, {date.Day} {Months[date.Month - 1]} {date.Year}",
        _ => $"{place}, le {(date.Day == 1 ? "1er" : date.Day.ToString(CultureInfo.InvariantCulture))} {date.ToString("MMMM yyyy", French)}",
    };

    /// <summary>About one fault in 120 characters, of the kinds that OCR makes; a line break in a wrong place now and then.</summary>
    private static string Misread(Random random, string text)
    {
        var characters = text.ToCharArray();
        for (var i = 0; i < characters.Length; i++)
        {
            if (random.Next(120) == 0)
            {
                characters[i] = characters[i] switch
                {
                    'é' or 'è' or 'ê' => 'e',
                    'l' => '1',
                    'O' => '0',
                    'i' => 'l',
                    'e' => 'c',
                    'n' => 'u',
                    ',' => '.',
                    'S' => '5',
                    ' ' => '\n',
                    var c => c,
                };
            }
        }

        return new string(characters);
    }

    private static int Draw(Random random, double[] weights, double total)
    {
        var at = random.NextDouble() * total;
        for (var i = 0; i < weights.Length; i++)
        {
            at -= weights[i];
            if (at < 0)
            {
                return i;
            }
        }

        return weights.Length - 1;
    }
}
