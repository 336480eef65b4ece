namespace Cartulaire.Tests.Planned;

/// <summary>Ways to pay (UNTDID 4461), with what each asks for and what the countries of seller and buyer allow.</summary>
internal static class Payments
{
    private static readonly string[] Usual = ["30", "30", "30", "58", "58", "48", "54", "55", "49", "59", "10", "1", "57", "97", "ZZZ", "42", "31", "68"];

    private static readonly string[] Dutch = ["30", "48", "49", "57", "58", "59"];

    private static readonly string[] Danish = ["42", "58", "48", "49", "59", "10", "97", "31"];

    public static Payment? Draw(Random random, string seller, string buyer, bool isCredit)
    {
        if (random.Next(6) == 0 && seller is not ("DE" or "NL"))
        {
            return null;
        }

        var all = (seller, buyer) switch
        {
            ("NL", "NL") => Dutch,
            ("DK", "DK") => Danish,
            ("SE" or "IS", _) => ["30", "58", "48", "49", "10", "97"],
            _ => Usual,
        };
        var code = all[random.Next(all.Length)];
        var payment = new Payment(code, random.Next(3) == 0 ? "Selon contrat" : null, code != "10" && random.Next(2) == 0 ? "+++010/8068/17183+++" : null);
        return code switch
        {
            "30" or "58" or "42" or "31" => payment with { Accounts = [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => Account(random, seller, code))] },
            "48" or "54" or "55" => payment with { Card = new Card(random.Next(2) == 0 ? Digits.Of(random, 4) : Digits.Of(random, 10), random.Next(2) == 0 ? "Anne Ökonom" : null) },
            "49" or "59" => payment with { Mandate = new Mandate($"MND-{random.Next(1000)}", $"BE68ZZZ{Digits.Of(random, 10)}", Countries.Iban(random, "BE")) },
            _ => payment,
        };
    }

    private static Account Account(Random random, string seller, string code)
    {
        var isIban = code == "58" || random.Next(4) > 0;
        return new Account(isIban ? Countries.Iban(random, seller) : Digits.Of(random, 10), isIban, random.Next(2) == 0 ? "Compte à vue" : null, seller == "DK" || random.Next(2) == 0 ? "GEBABEBB" : null);
    }
}
