using System.Collections.Immutable;
using System.Globalization;

namespace Cartulaire.Tests.Planned;

/// <summary>Draws a right invoice from a number: the same number, the same invoice. Half of them keep the rules of Peppol and of the countries concerned.</summary>
internal sealed class Planner
{
    private static readonly string[] Currencies = ["EUR", "EUR", "EUR", "SEK", "NOK", "DKK", "ISK", "CHF", "USD", "GBP"];

    private static readonly string[] Units = ["C62", "HUR", "KGM", "MTR", "LTR", "DAY", "XPK", "KWH"];

    private static readonly (string Code, string? Text)[] AllowanceReasons = [("95", "Remise"), ("100", null), ("41", "Prime"), ("104", "Standard")];

    private static readonly (string Code, string? Text)[] ChargeReasons = [("FC", "Transport"), ("PC", null), ("ABK", "Divers"), ("AAA", "Publicité")];

    private readonly Random random;
    private readonly int seed;
    private readonly bool isPeppol;
    private readonly bool isCredit;
    private readonly string seller;
    private readonly string buyer;
    private readonly DateOnly issued;
    private readonly Vat[] vats;
    private readonly Period? period;
    private readonly string? order;

    private Planner(int seed)
    {
        this.seed = seed;
        random = new Random(seed);
        isPeppol = Chance(2);
        isCredit = Chance(3);
        var isOutside = Chance(8);
        seller = Countries.Any(random);
        buyer = Chance(2) ? seller : Countries.Any(random);
        if (isOutside && (seller == "GR" || IsGerman))
        {
            // What is outside VAT has no rate, which Germany wants, and no VAT number, which Greece wants.
            seller = "FR";
        }

        issued = new DateOnly(2026, 1, 1).AddDays(random.Next(330));
        vats = isOutside ? [Outside] : Categories();
        period = Chance(2) ? new Period(issued.AddDays(-random.Next(30, 60)), issued.AddDays(random.Next(0, 20))) : null;
        order = Chance(2) ? $"PO-{random.Next(10_000)}" : null;
    }

    private static Vat Outside => new("O", null, "Hors champ de la TVA", "VATEX-EU-O");

    private bool IsGerman => seller == "DE" && buyer == "DE";

    /// <summary>The invoice of a number.</summary>
    public static Plan Draw(int seed) => new Planner(seed).Draw();

    private Plan Draw()
    {
        var isOutside = vats[0].Category == "O";
        var tax = vats.Any(v => v.Category == "K");
        var payment = Payments.Draw(random, seller, buyer, isCredit);
        var isRepresented = !isOutside && seller is "FR" or "LU" && Chance(3);
        var issuer = Countries.Party(random, seller, isSeller: true);
        var plan = new Plan
        {
            Seed = seed,
            IsPeppol = isPeppol,
            IsCredit = isCredit,
            Type = Type(),
            Number = seller == "GR" ? $"{issuer.Vat![2..]}|{issued.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture)}|0|1.1|A|{random.Next(1, 9999)}" : $"2026-{random.Next(100_000):00000}",
            Issued = issued,
            Due = isCredit && payment is null ? null : Sometimes(() => issued.AddDays(random.Next(60))),
            Currency = Pick(Currencies),
            BuyerReference = order is null || Chance(2) || IsGerman ? "ECO-2026-88" : null,
            Order = order,
            SalesOrder = order is null ? null : Rarely(() => $"SO-{random.Next(1000)}"),
            Project = Rarely(() => $"PRJ-{random.Next(1000)}"),
            Contract = Rarely(() => $"CT-{random.Next(1000)}"),
            Receipt = Rarely(() => $"RC-{random.Next(1000)}"),
            Despatch = Rarely(() => $"BL-{random.Next(1000)}"),
            Tender = Rarely(() => $"LOT-{random.Next(1000)}"),
            Invoiced = Chance(4) ? ($"541{Digits.Of(random, 12)}", Chance(2) ? "AVE" : null) : null,
            CostCentre = Rarely(() => "104/123-02"),
            Terms = Sometimes(() => "30 jours, escompte 2 % à 8 jours & frais"),
            Notes = [.. Enumerable.Range(0, Chance(2) ? 0 : isPeppol && !IsGerman ? 1 : random.Next(1, 4)).Select(i => new Note($"Remarque {i} : « merci » <ceci>", Chance(2) ? "AAI" : null))],
            Preceding = (seller == "NL" && isCredit) || Chance(4) ? [.. Enumerable.Range(0, random.Next(1, 3)).Select(i => ($"2025-{i:000}", Chance(2) ? (DateOnly?)issued.AddDays(-90) : null))] : [],
            Supporting = Documents(),
            Seller = issuer with { Vat = isOutside || isRepresented ? null : issuer.Vat },
            Buyer = Buyer(isOutside),
            Payee = Chance(6) ? new Payee($"Affacturage {random.Next(100)}", Chance(2) ? new Identifier(Digits.Gln(random), "0088") : null, Chance(2) ? new Identifier(Digits.Belgian(random), "0208") : null) : null,
            Representative = isRepresented ? Countries.Party(random, "BE", isSeller: false) with { Trading = null, Contact = null, Legal = null, Endpoint = null, Ids = [] } : null,
            Delivery = tax || Chance(3) ? Delivered(tax) : null,
            Period = period,
            Payment = payment,
            Charges = [.. Enumerable.Range(0, Chance(2) || seller == "DK" ? 0 : random.Next(1, 4)).Select(_ => Charge(Chance(2), Pick(vats), 500))],
            Prepaid = seller == "DK" ? null : Rarely(() => Money(100)),
            Rounding = seller == "DK" ? null : Rarely(() => random.Next(-99, 100) / 100m),
            Lines = [.. Enumerable.Range(1, Chance(3) ? 1 : random.Next(1, 31)).Select(Line)],
        };
        return WithTaxPoint(WithAccounting(plan));
    }

    private string Type() => (isCredit, seller) switch
    {
        (true, "DE" or "IS") => "381",
        (true, _) => Pick("381", "381", "381", "396", "532"),
        (false, "DE" or "IS") => "380",
        _ => Pick("380", "380", "380", "380", "383", "386", "393", "82"),
    };

    // Of the rates of the seller's country some, and now and then categories without tax; each once.
    private Vat[] Categories()
    {
        var standard = Countries.Rates(seller);
        List<Vat> all = [.. standard.Take(random.Next(1, standard.Length + 1)).Select(r => new Vat("S", r, null, null))];
        Vat[] others =
        [
            new("Z", 0, null, null), new("E", 0, Chance(2) ? "Exonéré" : null, "VATEX-EU-132-1I"), new("AE", 0, "Autoliquidation", Chance(2) ? "VATEX-EU-AE" : null),
            new("K", 0, null, "VATEX-EU-IC"), new("G", 0, "Exportation", "VATEX-EU-G"), new("L", 7, null, null), new("M", 10, null, null),
        ];
        random.Shuffle(others);
        all.AddRange(others.Take(Chance(2) ? 0 : random.Next(1, 4)));
        return Chance(6) ? [.. all.Skip(standard.Length == 1 ? 0 : 1).DefaultIfEmpty(all[0])] : [.. all];
    }

    private Party Buyer(bool isOutside)
    {
        var party = Countries.Party(random, buyer, isSeller: false);
        return party with { Vat = isOutside ? null : party.Vat, Trading = seller == "GR" ? "Maison de l'acheteur" : party.Trading };
    }

    private Delivery Delivered(bool isWithinUnion) => new(
        Rarely(() => "Entrepôt communal"),
        Chance(3) ? new Identifier(Digits.Gln(random), "0088") : null,
        isWithinUnion || Chance(2) ? issued.AddDays(-random.Next(20)) : null,
        isWithinUnion || Chance(2) ? Countries.Address(random, buyer) : null);

    // The Greek tax authority's mark and address of the invoice stand among them.
    private ImmutableArray<Supporting> Documents()
    {
        Supporting[] greek = seller == "GR" ? [new($"4{Digits.Of(random, 14)}", "##M.AR.K##", null, false), new("1", "##INVOICE|URL##", "https://exemple.gr/facture?id=1&lang=fr", false)] : [];
        return [.. greek, .. Enumerable.Range(0, Chance(3) ? random.Next(1, 3) : 0).Select(i => new Supporting($"ANNEXE-{i}", Sometimes(() => $"Bordereau {i}"), Chance(2) ? "https://exemple.be/annexe" : null, Chance(2)))];
    }

    private Plan WithAccounting(Plan plan)
        => Chance(5) && (plan.Currency == "EUR" ? "SEK" : "EUR") is var other ? plan with { Accounting = (other, random.Next(50, 1500) / 100m) } : plan;

    private Plan WithTaxPoint(Plan plan) => random.Next(8) switch
    {
        0 => plan with { TaxPoint = issued.AddDays(-random.Next(10)) },
        1 => plan with { TaxPointCode = Pick("3", "35", "432") },
        _ => plan,
    };

    private Charge Charge(bool isCharge, Vat? vat, int most)
    {
        var (code, text) = Pick(isCharge ? ChargeReasons : AllowanceReasons);
        decimal? percent = Chance(2) ? random.Next(1, 30) + (random.Next(4) / 4m) : null;
        decimal? of = percent is null ? null : Money(most);
        var (saidCode, saidText) = Chance(3) ? (null, text ?? "Selon accord") : (code, text);
        return new Charge(isCharge, percent is { } p ? Totals.Cents(of!.Value * p / 100) : Money(most / 10), of, percent, saidText, saidCode, vat);
    }

    private Line Line(int number)
    {
        var quantity = random.Next(1, 4000) / (Chance(2) ? 1m : 100m);
        var price = random.Next(0, 2_000_000) / 10_000m;
        decimal? gross = Chance(4) ? price + (random.Next(0, 50_000) / 10_000m) : null;
        return new Line(
            number.ToString(CultureInfo.InvariantCulture), seller != "DK" && Chance(12) ? -quantity : quantity, Pick(Units), price, Pick(vats), $"Article nº {number} & « suite »")
        {
            Gross = gross,
            PriceFor = Chance(4) ? Pick(1m, 10m, 100m, 1000m, 2.5m, 3m) : null,
            Charges = [.. Enumerable.Range(0, Chance(3) && seller != "DK" ? random.Next(1, 3) : 0).Select(_ => Charge(Chance(2), null, 200))],
            Note = Rarely(() => "Livré en deux fois"),
            Description = Rarely(() => "Papier recyclé blanc 80 g,\nboîte de cinq rames"),
            CostCentre = Rarely(() => "104/123-02"),
            Period = period is { Start: { } start, End: { } end } && Chance(3) ? new Period(Chance(3) ? null : start.AddDays(random.Next(5)), end.AddDays(-random.Next(5))) : null,
            OrderLine = order is null ? null : Rarely(() => number.ToString(CultureInfo.InvariantCulture)),
            Invoiced = Chance(8) ? ($"OBJ-{number}", Chance(2) ? "AVE" : null) : null,
            BuyersId = Rarely(() => $"A{number}"),
            SellersId = Rarely(() => $"PAP-{number:00000}"),
            StandardId = Chance(6) ? new Identifier(Digits.Gtin(random), "0160") : null,
            Origin = Rarely(() => Pick("BE", "FI", "CN", "1A")),
            Classes = Chance(6) ? [("30197630", "STI", Chance(2) ? "2008" : null)] : [],
            Properties = Chance(6) ? [("Couleur", "Blanc"), ("Format", "A4")] : [],
        };
    }

    private decimal Money(int most) => random.Next(1, most * 100) / 100m;

    private bool Chance(int oneOf) => random.Next(oneOf) == 0;

    private T Pick<T>(params ReadOnlySpan<T> all) => all[random.Next(all.Length)];

    private string? Rarely(Func<string> value) => Chance(5) ? value() : null;

    private string? Sometimes(Func<string> value) => Chance(2) ? value() : null;

    private T? Rarely<T>(Func<T> value)
        where T : struct => Chance(5) ? value() : null;

    private T? Sometimes<T>(Func<T> value)
        where T : struct => Chance(2) ? value() : null;
}
