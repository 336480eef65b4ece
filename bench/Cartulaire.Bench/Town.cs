using System.Globalization;
using System.Text;
using Cartulaire.Engines.Index;
using Cartulaire.Kernel;

namespace Cartulaire.Bench;

/// <summary>The corpus of reference/engines.md: 200,000 words by Zipf 1.07, some 156 a document, 12 % followed by their usual neighbour, 60 groups of which a person is in 8 (about 29 % readable).</summary>
internal sealed class Town
{
    public const int Groups = 60;
    private const int Vocabulary = 200_000;

    private static readonly string[] French = ("commune mairie conseil demande service dossier maire permis urbanisme voirie travaux école arrêté délibération marché subside cimetière éclairage sentier parcelle riverain chantier "
        + "collège bourgmestre échevin facture loyer bâtiment toiture église fabrique police zone arbre plantation rue place château moulin rivière pont inondation pompier exercice budget taxe enquête publique avis communal comité commission").Split(' ');

    private readonly string[] words = new string[Vocabulary];
    private readonly double[] cumulated = new double[Vocabulary];
    private readonly Random random = new(20261123);

    public Town()
    {
        var total = 0.0;
        for (var i = 0; i < Vocabulary; i++)
        {
            words[i] = i < French.Length ? French[i] : Invent(i);
            cumulated[i] = total += 1 / Math.Pow(i + 5, 1.07);
        }

        for (var i = 0; i < Vocabulary; i++)
        {
            cumulated[i] /= total;
        }
    }

    /// <summary>Sets of 1 to 4 groups, by set number; as many as the draw gave.</summary>
    public List<int[]> Sets { get; } = [];

    /// <summary>The word of a rank.</summary>
    public string Word(int rank) => words[rank];

    /// <summary>Its usual neighbour.</summary>
    public static int Neighbour(int rank) => (int)((rank * 7919L + 13) % Math.Min(Vocabulary, (rank + 1) * 20));

    /// <summary>A document that stands by itself, with all the fields of a record.</summary>
    public IndexEntry Entry(int serial)
    {
        var day = new DateOnly(2016, 1, 1).AddDays(random.Next(3650));
        return new IndexEntry
        {
            Serial = serial,
            Id = ItemId.From(new Guid(serial, 1, 1, [1, 2, 3, 4, 5, 6, 7, 8])),
            Kind = EntryKind.Document,
            AccessSet = Set(),
            Parent = 2_000_000_000 - (serial / 1000),
            Number = string.Create(CultureInfo.InvariantCulture, $"{day.Year}-E-{serial:000000}"),
            Title = Text(6),
            Sender = words[random.Next(2000)],
            Type = "type" + Math.Min(11, (int)Math.Floor(Math.Pow(12, random.NextDouble()) - 1)).ToString("00", CultureInfo.InvariantCulture),
            State = "state" + random.Next(6),
            Date = day,
            Services = ["svc" + random.Next(12)],
            Pages = [new(1, Text((int)Math.Clamp(Math.Exp(4.8 + (0.6 * Normal())), 10, 2000)))],
        };
    }

    private static string Invent(int i)
    {
        string[] syllables = ["ba", "co", "di", "fe", "gu", "la", "mi", "no", "pé", "ri", "sa", "tu", "vo", "chan", "tion", "ment", "com", "par", "tri", "bel"];
        var word = new StringBuilder();
        for (var n = (uint)i * 2654435761u | 1; n > 0; n /= 20)
        {
            word.Append(syllables[n % 20]);
        }

        return word.ToString(0, Math.Min(word.Length, 6 + (i % 9))) + (i % 97).ToString("x", CultureInfo.InvariantCulture).Replace('0', 'o').Replace('1', 'i');
    }

    private string Text(int length)
    {
        var text = new StringBuilder(length * 8);
        var rank = Draw();
        for (var i = 0; i < length; i++)
        {
            text.Append(i > 0 ? " " : "").Append(words[rank]);
            rank = random.NextDouble() < 0.12 ? Neighbour(rank) : Draw();
        }

        return text.ToString();
    }

    private int Draw()
    {
        var at = Array.BinarySearch(cumulated, random.NextDouble());
        return Math.Min(at < 0 ? ~at : at, Vocabulary - 1);
    }

    private int Set()
    {
        if (Sets.Count == 5_000)
        {
            return random.Next(Sets.Count);
        }

        Sets.Add([.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => random.Next(Groups))]);
        return Sets.Count - 1;
    }

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
