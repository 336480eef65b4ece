using System.Globalization;

namespace Cartulaire.App.Demonstration;

/// <summary>Makes Belgian numbers whose check digits hold, so that what reads them accepts them.</summary>
/// <remarks>Nothing guarantees that such a number is not in use by somebody: they are for demonstrations and benches only.</remarks>
internal static class BelgianNumbers
{
    private static readonly string[] Banks = ["001", "063", "091", "340", "732"];

    /// <summary>Enterprise number (BCE): 8 digits and 97 − (them modulo 97), as <c>0123.456.749</c>.</summary>
    public static string Enterprise(Random random)
    {
        var stem = random.Next(4_000_000, 8_999_999);
        var digits = string.Create(CultureInfo.InvariantCulture, $"{stem:00000000}{97 - (stem % 97):00}");
        return $"{digits[..4]}.{digits[4..7]}.{digits[7..]}";
    }

    /// <summary>Bank account: national check (modulo 97, 97 for 0) and ISO 7064 check, as <c>BE68 5390 0754 7034</c>.</summary>
    public static string Iban(Random random)
    {
        var stem = Banks[random.Next(Banks.Length)] + random.Next(0, 9_999_999).ToString("0000000", CultureInfo.InvariantCulture);
        var check = long.Parse(stem, CultureInfo.InvariantCulture) % 97;
        var account = stem + (check == 0 ? 97 : check).ToString("00", CultureInfo.InvariantCulture);
        // B = 11, E = 14, then 00 in the place of the check.
        var iso = 98 - (int)(decimal.Parse(account + "111400", CultureInfo.InvariantCulture) % 97);
        var iban = string.Create(CultureInfo.InvariantCulture, $"BE{iso:00}{account}");
        return string.Join(' ', iban.Chunk(4).Select(c => new string(c)));
    }

    /// <summary>Structured communication: 10 digits and their modulo 97 (97 for 0), as <c>+++090/9337/55493+++</c>.</summary>
    public static string Communication(Random random)
    {
        var stem = random.NextInt64(1_000_000, 9_999_999_999);
        var check = stem % 97;
        var digits = string.Create(CultureInfo.InvariantCulture, $"{stem:0000000000}{(check == 0 ? 97 : check):00}");
        return $"+++{digits[..3]}/{digits[3..7]}/{digits[7..]}+++";
    }

    /// <summary>A telephone number of the Namur area, as <c>081 23 45 67</c>.</summary>
    public static string Phone(Random random)
        => string.Create(CultureInfo.InvariantCulture, $"081 {random.Next(20, 99)} {random.Next(10, 99)} {random.Next(10, 99)}");
}
