using Cartulaire.Kernel.Proposals;

namespace Cartulaire.Tests.Unit.Proposals;

public sealed class CheckedNumbersTests
{
    [Theory]
    [InlineData("0841.470.248", "0841470248")]
    [InlineData("0451.461.655", "0451461655")]
    [InlineData("0739484052", "0739484052")]
    [InlineData("BE 0841.470.248", "0841470248")]
    [InlineData("841.470.248", "0841470248")]
    [InlineData("0739484059", null)]
    [InlineData("2841.470.248", null)]
    [InlineData("0841.470.24", null)]
    public void INV_11_an_enterprise_number_holds_by_its_check(string text, string? expected) => Assert.Equal(expected, CheckedNumbers.Enterprise(text));

    [Theory]
    [InlineData("+++010/8068/17183+++", "010806817183")]
    [InlineData("***010/8068/17183***", "010806817183")]
    [InlineData("000/0000/09797", "000000009797")]
    [InlineData("+++010/8068/17184+++", null)]
    [InlineData("000/0000/09700", null)]
    public void INV_12_a_structured_communication_holds_by_its_check(string text, string? expected) => Assert.Equal(expected, CheckedNumbers.StructuredCommunication(text));

    [Theory]
    [InlineData("BE09 0910 1158 4657", "BE09091011584657")]
    [InlineData("BE68 5390 0754 7034", "BE68539007547034")]
    [InlineData("be68539007547034", "BE68539007547034")]
    [InlineData("DE89 3704 0044 0532 0130 00", "DE89370400440532013000")]
    [InlineData("FR14 2004 1010 0505 0001 3M02 606", "FR1420041010050500013M02606")]
    [InlineData("BE68 5390 0754 7035", null)]
    [InlineData("BE68 5390 0754", null)]
    public void INV_13_an_account_holds_by_both_checks(string text, string? expected) => Assert.Equal(expected, CheckedNumbers.Iban(text));

    [Theory]
    [InlineData("TVA BE 0841.470.248 – RPM Namur", IdentifierKind.Enterprise, "0841470248")]
    [InlineData("n° d'entreprise 0451.461.655.", IdentifierKind.Enterprise, "0451461655")]
    [InlineData("Compte BE68 5390 0754 7034 BIC TRIOBEBB", IdentifierKind.Iban, "BE68539007547034")]
    [InlineData("IBAN DE89 3704 0044 0532 0130 00 bei der Bank", IdentifierKind.Iban, "DE89370400440532013000")]
    [InlineData("communication : +++010/8068/17183+++", IdentifierKind.StructuredCommunication, "010806817183")]
    [InlineData("Écrire à Info@Imio.BE, merci", IdentifierKind.Email, "info@imio.be")]
    [InlineData("Tél. 081 23 45 67", IdentifierKind.Phone, "81234567")]
    [InlineData("Tel. +32 81 23 45 67", IdentifierKind.Phone, "81234567")]
    [InlineData("GSM 0475/12 34 56", IdentifierKind.Phone, "475123456")]
    public void An_identifier_is_found_in_a_sentence(string text, IdentifierKind kind, string value)
    {
        var found = Assert.Single(IdentifierFinder.Find(text));
        Assert.Equal((kind, value), (found.Kind, found.Value));
        Assert.Contains(found.Extract, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Le montant de 1.234.567 francs")]
    [InlineData("réf. 0739.484.059")]
    [InlineData("communication +++010/8068/17184+++")]
    [InlineData("le 12/03/2026 à 10 h 30")]
    public void What_only_looks_like_an_identifier_is_none(string text) => Assert.Empty(IdentifierFinder.Find(text));

    [Theory]
    [InlineData("Objet : Demande de permis", "Demande de permis")]
    [InlineData("0bjet: Voirie", "Voirie")]
    [InlineData("Concerne : rue Haute 12", "rue Haute 12")]
    [InlineData("Betreft: uw aanvraag", "uw aanvraag")]
    [InlineData("Betrifft: Ihre Anfrage", "Ihre Anfrage")]
    [InlineData("Objet :\nEnquête publique", "Enquête publique")]
    [InlineData("Objet : Enquête\npublique rue Haute", "Enquête publique rue Haute")]
    [InlineData("Madame, Monsieur,\nLes objets trouvés sont ici.", null)]
    public void The_subject_is_read_after_its_label(string text, string? expected) => Assert.Equal(expected, LabelledLines.Subject(LetterText.Of(text).Lines));

    [Theory]
    [InlineData("N/Réf. : 2026/145-AB", "2026/145-AB")]
    [InlineData("Nos références : URB/2026/12", "URB/2026/12")]
    [InlineData("Ons kenmerk: VL-2026-9", "VL-2026-9")]
    [InlineData("Unser Zeichen: 44-B-7", "44-B-7")]
    [InlineData("Vos réf. : 2026-E-00012", null)]
    [InlineData("Uw kenmerk: 2026-E-00012", null)]
    [InlineData("Notre référence reste la même", null)]
    public void The_reference_is_the_senders_own(string text, string? expected) => Assert.Equal(expected, LabelledLines.Reference(LetterText.Of(text).Lines));
}
