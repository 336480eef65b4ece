using System.Text;

namespace Cartulaire.Engines.Conversion.Barcodes;

/// <summary>What a printed code orders.</summary>
public enum SeparatorKind
{
    /// <summary>The next page begins a letter.</summary>
    NewLetter,

    /// <summary>The next page begins a letter for the service named.</summary>
    NewLetterForService,

    /// <summary>This page belongs to the record named.</summary>
    Record,
}

/// <summary>The content of our bar codes: <c>CRT1:{N|S|R}:{administration}:{value}:{check}</c>.</summary>
/// <remarks>
/// <c>N</c> has an empty value, <c>S</c> the service's key, <c>R</c> the record's reference. Administration and value are of <c>[A-Za-z0-9._/-]</c>.
/// The check is three letters of Crockford's alphabet over a 15-bit remainder of all that precedes it: a code that was read wrong (1 in 20 pages at 150 dpi, proof.md §10) or printed by another program is never obeyed.
/// </remarks>
/// <param name="Kind">What it orders.</param>
/// <param name="Administration">Short name of the administration that printed it: another one must not obey it.</param>
/// <param name="Value">Service key or record reference.</param>
public sealed record SeparatorCode(SeparatorKind Kind, string Administration, string Value)
{
    /// <summary>The fixed prefix.</summary>
    public const string Prefix = "CRT1";

    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>The content to print.</summary>
    /// <exception cref="FormatException">A part holds a character that is not allowed.</exception>
    public string Format()
    {
        if (!IsPlain(Administration) || !IsPlain(Value) || Administration.Length == 0 || (Kind == SeparatorKind.NewLetter) != (Value.Length == 0))
        {
            throw new FormatException("A separator's parts are letters, digits and . _ / - only.");
        }

        var body = $"{Prefix}:{Letter(Kind)}:{Administration}:{Value}";
        return $"{body}:{Check(body)}";
    }

    /// <summary>Understands a code that was read.</summary>
    /// <param name="text">Its content.</param>
    /// <returns>Null when it is not one of ours, or was read wrong.</returns>
    public static SeparatorCode? Parse(string? text)
    {
        var cut = text?.LastIndexOf(':') ?? -1;
        if (cut < 0 || text![(cut + 1)..] != Check(text[..cut]) || text.Split(':') is not [Prefix, var letter, var administration, var value, _])
        {
            return null;
        }

        SeparatorKind? kind = letter switch { "N" => SeparatorKind.NewLetter, "S" => SeparatorKind.NewLetterForService, "R" => SeparatorKind.Record, _ => null };
        return kind is { } known && administration.Length > 0 && IsPlain(administration) && IsPlain(value) && (known == SeparatorKind.NewLetter) == (value.Length == 0)
            ? new(known, administration, value)
            : null;
    }

    /// <summary>The order of a page for an administration: its codes must agree, those of others are ignored.</summary>
    /// <param name="codes">What was read on the page.</param>
    /// <param name="administration">Short name of the administration that scans.</param>
    public static SeparatorCode? Of(IEnumerable<Barcode> codes, string administration)
    {
        var found = codes.Select(code => Parse(code.Text)).Where(code => code is not null && code.Administration == administration).Distinct().ToList();
        return found.Count == 1 ? found[0] : null;
    }

    private static char Letter(SeparatorKind kind) => kind switch { SeparatorKind.NewLetter => 'N', SeparatorKind.NewLetterForService => 'S', _ => 'R' };

    private static bool IsPlain(string part) => part.Length <= 60 && part.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '/' or '-');

    /// <summary>CRC-15/CAN, polynomial 0x4599.</summary>
    private static string Check(string body)
    {
        var remainder = 0;
        foreach (var octet in Encoding.UTF8.GetBytes(body))
        {
            for (var bit = 7; bit >= 0; bit--)
            {
                var high = ((remainder >> 14) & 1) ^ ((octet >> bit) & 1);
                remainder = ((remainder << 1) & 0x7FFF) ^ (high == 1 ? 0x4599 : 0);
            }
        }

        return $"{Alphabet[remainder >> 10]}{Alphabet[(remainder >> 5) & 31]}{Alphabet[remainder & 31]}";
    }
}
