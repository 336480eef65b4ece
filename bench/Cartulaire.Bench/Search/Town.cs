using System.Globalization;
using System.Text;

namespace Cartulaire.Bench.Search;

/// <summary>Words of the corpus: 200,000 by Zipf 1.07, 12 % followed by their usual neighbour.</summary>
internal sealed class Town
{
    private const int Vocabulary = 200_000;

    private static readonly string[] French = ("commune mairie conseil demande service dossier maire permis urbanisme voirie travaux école arrêté délibération marché subside cimetière éclairage sentier parcelle riverain chantier "
        + "collège bourgmestre échevin facture loyer bâtiment toiture église fabrique police zone arbre plantation rue place château moulin rivière pont inondation pompier exercice budget taxe enquête publique avis communal comité commission").Split(' ');

    private readonly string[] words = new string[Vocabulary];
    private readonly double[] cumulated = new double[Vocabulary];

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

    /// <summary>The word of a rank.</summary>
    public string Word(int rank) => words[rank];

    /// <summary>Its usual neighbour.</summary>
    public static int Neighbour(int rank) => (int)((rank * 7919L + 13) % Math.Min(Vocabulary, (rank + 1) * 20));

    /// <summary>A text of so many words.</summary>
    public string Text(Random random, int length)
    {
        var text = new StringBuilder(length * 8);
        var rank = Draw(random);
        for (var i = 0; i < length; i++)
        {
            text.Append(i > 0 ? " " : "").Append(words[rank]);
            rank = random.NextDouble() < 0.12 ? Neighbour(rank) : Draw(random);
        }

        return text.ToString();
    }

    /// <summary>The text of a document: log-normal, some 145 words.</summary>
    public string Page(Random random) => Text(random, (int)Math.Clamp(Math.Exp(4.8 + (0.6 * Normal(random))), 10, 2000));

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

    private int Draw(Random random)
    {
        var at = Array.BinarySearch(cumulated, random.NextDouble());
        return Math.Min(at < 0 ? ~at : at, Vocabulary - 1);
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
