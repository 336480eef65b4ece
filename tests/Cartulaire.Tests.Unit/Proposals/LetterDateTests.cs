using System.Globalization;
using Cartulaire.Kernel.Proposals;

namespace Cartulaire.Tests.Unit.Proposals;

public sealed class LetterDateTests
{
    private const string Body = "\nObjet : Voirie\nMadame,\nLa chaussée est dégradée depuis le 12/01/2026.\nCordialement\nAnne Lambert";
    private static readonly string[] Languages = ["fr-BE", "nl-BE", "de-BE"];
    private static readonly DateOnly Received = new(2026, 3, 9);

    [Theory]
    [InlineData("Sart, le 3 mars 2026")]
    [InlineData("Sart, 3 mars 2026")]
    [InlineData("Sart, le 03/03/2026")]
    [InlineData("Sart, le 3/3/2026")]
    [InlineData("Sart, le 3.3.2026")]
    [InlineData("Sart, le 03-03-2026")]
    [InlineData("Sart, le 03/03/26")]
    [InlineData("Sart-lez-Spa, le mardi 3 mars 2026")]
    [InlineData("Le 3 mars 2026")]
    [InlineData("Le mardi 3 mars 2026")]
    [InlineData("03/03/2026")]
    [InlineData("3 mars 2026")]
    [InlineData("Date : 03.03.2026")]
    [InlineData("Date: 3 mars 2026")]
    [InlineData("Date du courrier : 03/03/2026")]
    [InlineData("2026-03-03")]
    [InlineData("Namen, 3 maart 2026")]
    [InlineData("Namen, den 3 maart 2026")]
    [InlineData("Datum: 03/03/2026")]
    [InlineData("Datum: 3 mrt 2026")]
    [InlineData("Eupen, den 3. März 2026")]
    [InlineData("Eupen, 3. März 2026")]
    [InlineData("Datum: 03.03.2026")]
    [InlineData("3. Marz 2026")]
    [InlineData("Sart, le 3\nmars 2026")]
    public void MAIL_the_date_of_the_head_is_chosen_and_not_the_one_quoted(string head)
    {
        var chosen = LetterDate.Choose(LetterText.Of(head + Body), Received);
        Assert.Equal("2026-03-03", chosen?.Value);
        Assert.NotEmpty(chosen!.Reason.Args);
    }

    [Theory]
    [InlineData("Sart, le 1er mars 2026", "2026-03-01")]
    [InlineData("Sart, le 1 er février 2026", "2026-02-01")]
    [InlineData("Namur, 4 févr. 2026", "2026-02-04")]
    [InlineData("Namur, le 4 fevricr 2026", "2026-02-04")]
    [InlineData("Namur, 31 déc. 2025", "2025-12-31")]
    [InlineData("Namur, le 15 décembre 2025", "2025-12-15")]
    [InlineData("Namur, le 28 janv. 2026", "2026-01-28")]
    [InlineData("Brussel, 2 februari 2026", "2026-02-02")]
    [InlineData("Eupen, den 9. Dezember 2025", "2025-12-09")]
    [InlineData("Votre lettre du 12 février 2026\nSart, le 2 mars 2026", "2026-03-02")]
    [InlineData("Vos réf. du 12/02/2026\nDate : 02/03/2026", "2026-03-02")]
    [InlineData("Né le 04/02/2026\nSart, le 2 mars 2026", "2026-03-02")]
    [InlineData("Échéance : 05/03/2026\nDate : 02/03/2026", "2026-03-02")]
    [InlineData("Sart, le 12 mars 2026\nSart, le 2 mars 2026", "2026-03-02")]
    [InlineData("Uw brief van 12 februari 2026\nNamen, 2 maart 2026", "2026-03-02")]
    [InlineData("Ihr Schreiben vom 12. Februar 2026\nEupen, den 2. März 2026", "2026-03-02")]
    [InlineData("Sart, le 9 mars 2026", "2026-03-09")]
    public void MAIL_one_date_of_several_is_the_letters(string head, string expected)
        => Assert.Equal(expected, LetterDate.Choose(LetterText.Of(head + Body), Received)?.Value);

    [Theory]
    [InlineData("Sart, le 10 mars 2026")]
    [InlineData("Sart, le 31 février 2026")]
    [InlineData("Sart, le 32/01/2026")]
    [InlineData("Sart, le 3 floréal 2026")]
    [InlineData("Dossier 12/345/2026")]
    public void MAIL_no_date_later_than_the_reception_and_none_that_does_not_exist(string head)
        => Assert.Null(LetterDate.Choose(LetterText.Of(head + "\nObjet : Voirie\nMadame,\nBien à vous"), Received));

    [Fact]
    public void The_date_at_the_end_counts_when_the_letter_is_made_there()
    {
        var text = "ATTESTATION\nObjet : Attestation\nDepuis le 12/01/2026, rien n'a changé.\nFait à Sart, le 2 mars 2026";
        Assert.Equal("2026-03-02", LetterDate.Choose(LetterText.Of(text), Received)?.Value);
    }

    [Fact]
    public void A_date_that_is_only_quoted_is_never_sure()
    {
        var chosen = LetterDate.Choose(LetterText.Of("Anne Lambert" + Body), Received);
        Assert.False(chosen?.Sure ?? false);
    }

    [Fact]
    public void Every_day_of_a_year_is_read_in_each_language()
    {
        foreach (var culture in Languages.Select(CultureInfo.GetCultureInfo))
        {
            for (var day = new DateOnly(2026, 1, 1); day.Year == 2026; day = day.AddDays(1))
            {
                Assert.Equal(day, Assert.Single(DateFinder.Find("Sart, " + day.ToString("d MMMM yyyy", culture))).Date);
            }
        }
    }
}
