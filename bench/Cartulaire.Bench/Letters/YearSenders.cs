using System.Globalization;

namespace Cartulaire.Bench.Letters;

/// <summary>Somebody who writes during the year.</summary>
internal sealed record YearSender(string Id, string Name, string Short, string Address, string Place, string Email, string? Enterprise, YearKind Usual, string Service, string LaterService)
{
    /// <summary>The head of the letter; one time in five the short name stands there instead.</summary>
    public IEnumerable<string> Head(Random random) => [random.Next(5) == 0 ? Short : Name, Address];

    /// <summary>The foot: what identifies without being read by people.</summary>
    public IEnumerable<string> Foot() => Enterprise is null ? [Name] : [$"{Name} – BCE {Enterprise}", Email];
}

/// <summary>Makes the senders of the year.</summary>
internal static class YearSenders
{
    private static readonly string[] First = ["Anne", "Benoît", "Catherine", "Didier", "Élise", "Fabrice", "Geneviève", "Hugues", "Isabelle", "Jean-Marc", "Karim", "Laurence", "Michel", "Nadia", "Olivier", "Pascale"];
    private static readonly string[] Last = ["Lambert", "Dubois", "Simon", "Collard", "Gérard", "Hubert", "Noël", "Servais", "Warnier", "Delcourt", "Pirard", "Massart", "Thiry", "Jadot", "Evrard", "Lejeune", "Benali", "Rossi"];
    private static readonly string[] Trades = ["Menuiserie", "Garage", "Toitures", "Imprimerie", "Étude notariale", "Bureau d'études", "Pépinières", "Transports", "Électricité", "Cabinet médical", "Intercommunale", "ASBL"];
    private static readonly string[] Towns = ["5330 Assesse", "5340 Gesves", "5590 Ciney", "5000 Namur", "5100 Jambes", "5300 Andenne", "5360 Hamois", "6900 Marche-en-Famenne", "4500 Huy", "1180 Uccle"];

    public static IReadOnlyList<string> Streets { get; } =
        ["rue du Moulin", "rue Haute", "place de l'Église", "rue des Tilleuls", "chemin des Béguines", "rue de la Gare", "rue des Écoles", "rue Basse", "avenue des Combattants", "rue Sous-la-Ville"];

    public static IReadOnlyList<YearSender> Make(Random random, int count)
    {
        var made = new List<YearSender>(count);
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (made.Count < count)
        {
            var surname = Last[random.Next(Last.Length)];
            var firm = random.Next(5) < 3;
            var town = Towns[random.Next(Towns.Length)];
            var place = town[5..];
            var name = firm ? $"{Trades[random.Next(Trades.Length)]} {surname} {(random.Next(2) == 0 ? "SRL" : place)}" : $"{First[random.Next(First.Length)]} {surname}";
            if (!names.Add(name))
            {
                continue;
            }

            var usual = YearKinds.All[random.Next(YearKinds.All.Count)];
            var other = YearKinds.All.Where(k => k.Service != usual.Service).ElementAt(random.Next(YearKinds.All.Count - 1)).Service;
            made.Add(new YearSender(
                string.Create(CultureInfo.InvariantCulture, $"s{made.Count:000}"),
                name,
                firm ? name[..name.LastIndexOf(' ')] : name[..1] + ". " + surname,
                $"{Streets[random.Next(Streets.Count)]} {random.Next(1, 180)}, {town}",
                place,
                string.Create(CultureInfo.InvariantCulture, $"info@expediteur{made.Count}.example"),
                firm ? Enterprise(random) : null,
                usual,
                usual.Service,
                random.Next(10) < 3 ? other : usual.Service));
        }

        return made;
    }

    private static string Enterprise(Random random)
    {
        var stem = random.Next(4_000_000, 8_999_999);
        var digits = string.Create(CultureInfo.InvariantCulture, $"{stem:00000000}{97 - (stem % 97):00}");
        return $"{digits[..4]}.{digits[4..7]}.{digits[7..]}";
    }
}
