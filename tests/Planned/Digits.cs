using System.Globalization;

namespace Cartulaire.Tests.Planned;

/// <summary>Random identifiers with check digits that are right.</summary>
internal static class Digits
{
    private static readonly int[] Norwegian = [3, 2, 7, 6, 5, 4, 3, 2];

    /// <summary>So many digits, the first not zero.</summary>
    public static string Of(Random random, int count) => string.Concat(Enumerable.Range(0, count).Select(i => (char)('0' + random.Next(i == 0 ? 1 : 0, 10))));

    public static string Gln(Random random) => WithMod10(Of(random, 12));

    public static string Gtin(Random random) => WithMod10(Of(random, 13));

    public static string Belgian(Random random) => Of(random, 7) is var seven && "0" + seven is var eight ? $"{eight}{97 - (Number(eight) % 97):00}" : "";

    public static string Luhn(Random random, int count)
    {
        var digits = Of(random, count - 1);
        var sum = digits.Reverse().Select((c, i) => i % 2 == 0 ? Twice(c - '0') : c - '0').Sum();
        return digits + ((10 - (sum % 10)) % 10);
    }

    public static string NorwegianOrganization(Random random)
    {
        for (; ; )
        {
            var digits = Of(random, 8);
            var check = (11 - (digits.Select((c, i) => (c - '0') * Norwegian[i]).Sum() % 11)) % 11;
            if (check < 10)
            {
                return digits + check;
            }
        }
    }

    public static string Greek(Random random)
    {
        var digits = Of(random, 8);
        return digits + (digits.Select((c, i) => (c - '0') << (8 - i)).Sum() % 11 % 10);
    }

    public static string Luxembourg(Random random) => Of(random, 6) is var six ? $"{six}{Number(six) % 89:00}" : "";

    /// <summary>IBAN with a check (ISO 13616): the country, and as many digits as it has.</summary>
    public static string Iban(Random random, string country, int count)
    {
        var account = Of(random, count);
        var rest = string.Concat((account + country + "00").Select(c => char.IsAsciiDigit(c) ? c.ToString() : (c - 'A' + 10).ToString(CultureInfo.InvariantCulture)))
            .Aggregate(0, (sum, c) => ((sum * 10) + (c - '0')) % 97);
        return $"{country}{98 - rest:00}{account}";
    }

    private static string WithMod10(string digits)
    {
        var sum = digits.Reverse().Select((c, i) => (c - '0') * (i % 2 == 0 ? 3 : 1)).Sum();
        return digits + ((10 - (sum % 10)) % 10);
    }

    private static int Twice(int digit) => digit > 4 ? (digit * 2) - 9 : digit * 2;

    private static long Number(string digits) => long.Parse(digits, CultureInfo.InvariantCulture);
}
