namespace Cartulaire.EInvoicing.Peppol.National;

/// <summary>Forms of Italian identifiers.</summary>
internal static class ItalianCodes
{
    /// <summary>Office of the public administration (IPA): six letters or digits.</summary>
    public static bool IsOffice(string text) => text.Length == 6 && text.All(char.IsAsciiLetterOrDigit);

    /// <summary>Tax code (codice fiscale): a person's of 16 characters, or a company's of 11 digits.</summary>
    public static bool IsTaxCode(string text) => text.Length switch
    {
        16 => IsPerson(text),
        11 => text.IsInteger(),
        _ => false,
    };

    /// <summary>VAT number (partita IVA): checked when it begins with the country.</summary>
    public static bool IsVatNumber(string text) => text.From(1, 2) is not ("IT" or "it") || CheckDigits.IsItalian(text.From(3));

    // Name, year, month, day, place, check letter; of the place nothing is asked but its last character.
    private static bool IsPerson(string text)
        => text[..6].All(char.IsAsciiLetter) && text[6..8].IsInteger() && char.IsAsciiLetter(text[8]) && text[9..11].IsInteger() && char.IsAsciiDigit(text[14]) && char.IsAsciiLetter(text[15]);
}
