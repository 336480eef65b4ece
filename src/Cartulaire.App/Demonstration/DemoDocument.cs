namespace Cartulaire.App.Demonstration;

/// <summary>Who sends a demonstration document. Invented, like everything in this folder.</summary>
/// <param name="Name">A person's or an organisation's name, as printed.</param>
/// <param name="Street">Street and number.</param>
/// <param name="Town">Postal code and town.</param>
/// <param name="Email">Address under <c>.example</c>, which belongs to nobody; empty when the sender has none.</param>
/// <param name="EnterpriseNumber">Ten digits whose last two are the check (97 − rest by 97), written <c>0123.456.749</c>; null for a private person.</param>
public sealed record DemoParty(string Name, string Street, string Town, string Email, string? EnterpriseNumber);

/// <summary>One document made for the demonstration, with what a clerk would read on it.</summary>
/// <param name="FileName">Name with the extension of its format.</param>
/// <param name="MediaType">Type of the content, such as <c>application/pdf</c>.</param>
/// <param name="Content">The bytes of the file.</param>
/// <param name="Sender">Who sent it.</param>
/// <param name="MailDate">The date written on it.</param>
/// <param name="Subject">Its subject, in one line.</param>
/// <param name="Hint">What kind of mail it is, in a word of <c>packs/demonstration/courrier.yaml</c>, which says what to make of it.</param>
/// <param name="Service">Key of the treating service in the same file.</param>
/// <param name="Text">The words that stand on it, to check what is read from it.</param>
public sealed record DemoDocument(
    string FileName,
    string MediaType,
    ReadOnlyMemory<byte> Content,
    DemoParty Sender,
    DateOnly MailDate,
    string Subject,
    string Hint,
    string Service,
    string Text);
