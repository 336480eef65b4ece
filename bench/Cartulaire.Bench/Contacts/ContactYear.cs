using System.Globalization;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Contacts;

namespace Cartulaire.Bench.Contacts;

/// <summary>Contacts of a middling administration, always the same: half of them live in its own localities, a few surnames are everywhere.</summary>
internal sealed class ContactYear(int seed)
{
    private static readonly string[] Begins = ["Du", "Le", "Van", "De", "La", "Mar", "Ber", "Gil", "Wil", "Col", "Ren", "Hen", "Jac", "Lam", "Pir", "Mat", "Sim", "Del", "Bou", "Cla", "Fra", "Hub", "Noë", "Thé"];
    private static readonly string[] Middles = ["", "bo", "mo", "ra", "ne", "ri", "lé", "ver", "ta", "qui", "for", "ges"];
    private static readonly string[] Ends = ["pont", "is", "nd", "tin", "let", "ard", "lot", "son", "champs", "ère", "man", "eux", "val", "ois", "cq", "et"];
    private static readonly string[] Given = ["Jean", "Marie", "Élise", "Luc", "Paul", "Anne", "Françoise", "Jérôme", "Noël", "Benoît", "Sophie", "Zoé", "Karim", "Inès", "Willy", "Hélène", "Jeanne", "Jean-Pierre", "Mehdi", "Giulia"];
    private static readonly string[] Trades = ["Garage", "Boulangerie", "Entreprise", "Bureau d'études", "Imprimerie", "Pharmacie", "École communale", "Fabrique d'église", "Société", "Carrelages"];
    private static readonly string[] Forms = ["SA", "SRL", "ASBL", "SC", ""];
    private static readonly string[] Streets = ["Rue de l'Église", "Grand-Place", "Chaussée de Namur", "Rue du Moulin", "Avenue des Tilleuls", "Rue Haute", "Place Communale"];
    private static readonly string[] Positions = ["échevin", "directrice générale", "gérant", "architecte", "secrétaire", "conseillère en aménagement"];

    private readonly Random random = new(seed);
    private readonly List<(ContactId Id, ContactValues Values)> persons = [];
    private readonly List<(ContactId Id, ContactValues Values)> organisations = [];

    /// <summary>Seven persons, two organisations and one position of ten.</summary>
    public IEnumerable<(ContactId Id, ContactValues Values, ContactValues? Person, ContactValues? Organisation)> Make(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var id = ContactId.New();
            if (i % 10 == 9)
            {
                var (person, organisation) = (Pick(persons), Pick(organisations));
                yield return (id, new ContactValues(ContactKinds.Position, Positions[random.Next(Positions.Length)], Person: person.Id, Organisation: organisation.Id), person.Values, organisation.Values);
            }
            else
            {
                var values = i % 10 is 3 or 6 ? Organisation(i) : Person(i);
                (values.Kind == ContactKinds.Person ? persons : organisations).Add((id, values));
                yield return (id, values, null, null);
            }
        }
    }

    private ContactValues Person(int i)
    {
        var (name, given, where) = (Surname(), Given[random.Next(Given.Length)], Place());
        return new ContactValues(
            ContactKinds.Person, name, given, Email: random.Next(3) == 0 ? $"{FoldedText.Fold(given)}.{FoldedText.Fold(name)}{i}@exemple.be" : null,
            Street: Streets[random.Next(Streets.Length)], HouseNumber: random.Next(1, 300).ToString(CultureInfo.InvariantCulture), PostalCode: where.Code, Locality: where.Name, Country: "BE");
    }

    private ContactValues Organisation(int i)
    {
        var where = Place();
        var stem = 1_000_000 + i;
        var number = string.Create(CultureInfo.InvariantCulture, $"{stem:00000000}{97 - (stem % 97):00}");
        return new ContactValues(
            ContactKinds.Organisation, $"{Trades[random.Next(Trades.Length)]} {Surname()} {Forms[random.Next(Forms.Length)]}".Trim(), Email: $"info@o{i}.be",
            Street: Streets[random.Next(Streets.Length)], HouseNumber: "1", PostalCode: where.Code, Locality: where.Name, Country: "BE", EnterpriseNumber: number);
    }

    // The square makes a few surnames frequent, as they are.
    private string Surname()
        => Begins[(int)(Begins.Length * Math.Pow(random.NextDouble(), 2))] + Middles[(int)(Middles.Length * Math.Pow(random.NextDouble(), 2))] + Ends[random.Next(Ends.Length)];

    private (string Code, string Name) Place()
        => random.Next(2) == 0 ? ("4845", "Sart-lez-Spa") : ((4000 + random.Next(900)).ToString(CultureInfo.InvariantCulture), "Ville-" + Surname());

    private (ContactId Id, ContactValues Values) Pick(List<(ContactId Id, ContactValues Values)> from) => from[random.Next(from.Count)];
}
