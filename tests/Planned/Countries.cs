namespace Cartulaire.Tests.Planned;

/// <summary>Parties of a country, with the numbers that its rules ask for.</summary>
internal static class Countries
{
    private static readonly string[] Names = ["Papeterie du Marché", "Energie Süd", "Aannemer De Brug", "Søfart & Sønner", "Ferramenta Rossi", "Åkeri Norr", "Γραφείο Δύο", "Commune de Sart", "École « Les Tilleuls »", "O'Neill <Partners>"];

    private static readonly string[] Streets = ["Rue de l'Église 12", "Hauptstraße 4", "Kerkstraat 7 bus 2", "Storgata 1", "Via Roma, 3"];

    private static readonly (string Code, decimal[] Rates)[] All =
    [
        ("BE", [21, 12, 6]), ("NL", [21, 9]), ("DE", [19, 7]), ("FR", [20, 10, 5.5m, 2.1m]), ("LU", [17, 14, 8, 3]), ("ES", [21, 10, 4]),
        ("DK", [25]), ("SE", [25, 12, 6]), ("NO", [25, 15, 12]), ("IT", [22, 10, 5, 4]), ("GR", [24, 13, 6]), ("IS", [24, 11]),
    ];

    /// <summary>A country; Belgium more often than others.</summary>
    public static string Any(Random random) => random.Next(3) == 0 ? "BE" : All[random.Next(All.Length)].Code;

    /// <summary>The rates of its VAT.</summary>
    public static decimal[] Rates(string country) => Array.Find(All, c => c.Code == country).Rates;

    /// <summary>A party with all of its numbers; what is optional is left out now and then.</summary>
    public static Party Party(Random random, string country, bool isSeller)
    {
        var digits = Numbers(random, country);
        return new Party(country, $"{Names[random.Next(Names.Length)]} {digits.Legal.Id}", Address(random, country, isWhole: true))
        {
            Trading = country == "GR" || random.Next(2) == 0 ? $"Maison {random.Next(1000)}" : null,
            Endpoint = digits.Endpoint,
            Ids = random.Next(3) == 0 ? [new Identifier(Digits.Gln(random), "0088")] : [],
            Legal = digits.Legal,
            Vat = digits.Vat,
            Tax = isSeller ? digits.Tax : null,
            LegalForm = isSeller && random.Next(4) == 0 ? "SRL, capital 18 550 EUR" : null,
            Contact = country == "DE" || random.Next(2) == 0 ? new Contact("Anne Ökonom", "+32 4 123 45 67", "factures@exemple.be") : null,
        };
    }

    /// <summary>An address there; streets are left out where the country's rules allow.</summary>
    public static Address Address(Random random, string country, bool isWhole = false)
        => new(
            isWhole || random.Next(2) == 0 ? Streets[random.Next(Streets.Length)] : null,
            random.Next(4) == 0 ? "Bâtiment C" : null,
            random.Next(8) == 0 ? "2e étage" : null,
            "Sart-lez-Spa",
            Digits.Of(random, 4),
            random.Next(5) == 0 ? "Liège" : null,
            country);

    /// <summary>An account number: IBAN of the country's length, of digits.</summary>
    public static string Iban(Random random, string country) => country switch
    {
        "NO" => Digits.Iban(random, country, 11),
        "BE" => Digits.Iban(random, country, 12),
        "DE" => Digits.Iban(random, country, 18),
        "DK" => Digits.Iban(random, country, 14),
        "SE" or "ES" => Digits.Iban(random, country, 20),
        _ => Digits.Iban(random, "AT", 16),
    };

    private static (Identifier Endpoint, Identifier Legal, string Vat, string? Tax) Numbers(Random random, string country)
    {
        switch (country)
        {
            case "BE":
                var enterprise = Digits.Belgian(random);
                return (new(enterprise, "0208"), new(enterprise, "0208"), "BE" + enterprise, null);
            case "NL":
                var kvk = Digits.Of(random, 8);
                return (new(kvk, "0106"), random.Next(3) == 0 ? new(Digits.Of(random, 20), "0190") : new(kvk, "0106"), $"NL{Digits.Of(random, 9)}B01", null);
            case "DE":
                var german = "DE" + Digits.Of(random, 9);
                return (new(german, "9930"), new($"HRB {Digits.Of(random, 5)}", null), german, random.Next(2) == 0 ? "133/8150/8159" : null);
            case "FR":
                var siret = Digits.Luhn(random, 14);
                return (new(siret, "0009"), new(Digits.Luhn(random, 9), "0002"), "FR" + Digits.Of(random, 11), null);
            case "LU":
                var luxembourg = "LU" + Digits.Luxembourg(random);
                return (new(luxembourg, "9938"), new($"B{Digits.Of(random, 5)}", null), luxembourg, null);
            case "ES":
                var spanish = "ESB" + Digits.Of(random, 8);
                return (new(spanish, "9920"), new(spanish[2..], null), spanish, null);
            case "DK":
                var danish = Digits.Of(random, 8);
                return (new(danish, "0184"), new(danish, "0184"), "DK" + danish, null);
            case "SE":
                var swedish = Digits.Luhn(random, 10);
                return (new(swedish, "0007"), new(swedish, "0007"), $"SE{swedish}01", "Godkänd för F-skatt");
            case "NO":
                var norwegian = Digits.NorwegianOrganization(random);
                return (new(norwegian, "0192"), new(norwegian, "0192"), $"NO{norwegian}MVA", "Foretaksregisteret");
            case "IT":
                var italian = Digits.Luhn(random, 11);
                return (new("IT" + italian, "0211"), new(italian, "0210"), "IT" + italian, random.Next(2) == 0 ? italian : null);
            case "GR":
                var greek = Digits.Greek(random);
                return (new(greek, "9933"), new(Digits.Of(random, 12), null), "EL" + greek, null);
            default:
                var icelandic = Digits.Of(random, 10);
                return (new(icelandic, "0196"), new(icelandic, "0196"), "IS" + Digits.Of(random, 6), null);
        }
    }
}
