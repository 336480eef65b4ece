using Cartulaire.Kernel;
using Cartulaire.Kernel.Contacts;

namespace Cartulaire.Tests.Unit.Contacts;

public sealed class ContactWordsTests
{
    private static readonly ContactValues Jean = new(ContactKinds.Person, "Dupont", "Jean", Email: "jean@dupont.be", Phone: "087 11 22 33", Street: "Rue Haute", HouseNumber: "12 bte 3", PostalCode: "4845", Locality: "Jalhay");
    private static readonly ContactValues Sart = new(ContactKinds.Organisation, "Commune de Sart", Email: "info@sart.be", Street: "Place", HouseNumber: "1", PostalCode: "4845", Locality: "Sart-lez-Spa", EnterpriseNumber: "0841470248");
    private static readonly ContactValues Alderman = new(ContactKinds.Position, "échevin", Person: ContactId.New(), Organisation: ContactId.New(), Email: "echevin@sart.be");

    [Fact]
    public void A_position_is_labelled_with_its_person_and_its_organisation()
        => Assert.Equal("Dupont Jean, échevin, Commune de Sart", ContactLabel.Of(Alderman, Jean, Sart));

    [Fact]
    public void The_second_line_tells_namesakes_apart()
    {
        Assert.Equal("Rue Haute 12 bte 3, 4845 Jalhay · jean@dupont.be", ContactLabel.SecondLine(Jean));
        Assert.Equal("Place 1, 4845 Sart-lez-Spa · 0841.470.248", ContactLabel.SecondLine(Sart));
        Assert.Equal("", ContactLabel.SecondLine(new ContactValues(ContactKinds.Person, "Dupont")));
    }

    [Fact]
    public void What_a_position_has_of_its_own_counts_before_its_organisation_and_its_person()
    {
        var reach = Reach.Of(Alderman, Jean, Sart);
        Assert.Equal(("echevin@sart.be", "087 11 22 33", "Place"), (reach.Email, reach.Phone, reach.Street));
    }

    [Fact]
    public void An_address_is_taken_whole_from_one_of_them()
    {
        var reach = Reach.Of(Alderman with { PostalCode = "5000" }, Jean, Sart);
        Assert.Equal(("5000", null, null), (reach.PostalCode, reach.Street, reach.Locality));
    }

    [Theory]
    [InlineData("jean dup")]
    [InlineData("dup jean")]
    [InlineData("ÉCHEVIN dupont commune")]
    [InlineData("echevin@")]
    public void Every_beginning_must_be_met_in_any_order(string typed)
        => Assert.NotNull(ContactWords.Of(Alderman, Jean, Sart).Rank(ContactQuery.Read(typed)));

    [Fact]
    public void One_that_is_met_by_no_word_is_enough_to_miss() => Assert.Null(ContactWords.Of(Alderman, Jean, Sart).Rank(ContactQuery.Read("dupont zoé")));

    [Fact]
    public void A_whole_word_comes_before_a_beginning_and_the_name_before_the_rest()
    {
        var query = ContactQuery.Read("jean");
        int? Of(string name, string? given = null, string? locality = null) => ContactWords.Of(new ContactValues(ContactKinds.Person, name, given, Locality: locality)).Rank(query);
        int?[] ranks = [Of("Jean"), Of("Dupont", "Jean"), Of("Dupont", locality: "Jean"), Of("Jeanmart"), Of("Dupont", "Jeanne"), Of("Dupont", locality: "Jeanville")];
        Assert.Equal(ranks.Order(), ranks);
        Assert.Equal(ranks.Length, ranks.Distinct().Count());
    }

    [Fact]
    public void Kept_as_text_they_are_the_same()
    {
        var words = ContactWords.Of(Alderman, Jean, Sart);
        var back = ContactWords.Parse(words.ToText());
        Assert.Equal(words.All, back.All);
        Assert.Equal(words.Rank(ContactQuery.Read("sart")), back.Rank(ContactQuery.Read("sart")));
    }

    [Theory]
    [InlineData("Dupont Jean", "Jean DUPONT", true)]
    [InlineData("Électro Sart SA", "Electro Sart SRL", true)]
    [InlineData("SA", "SRL", false)]
    public void Order_accents_and_legal_forms_do_not_tell_names_apart(string one, string other, bool same) => Assert.Equal(same, NameKey.Of(one) == NameKey.Of(other));

    [Theory]
    [InlineData("dupont jean", "dupond jean", true)]
    [InlineData("electrabel", "elektrabel", true)]
    [InlineData("renard", "rneard", true)]
    [InlineData("lambert marie", "lambert mario luc", false)]
    [InlineData("leo", "lea", false)]
    [InlineData("dupont", "dupont", false)]
    public void A_slip_of_the_finger_is_near(string one, string other, bool near) => Assert.Equal(near, NameKey.IsNear(one, other));

    [Fact]
    public void Distance_counts_letters_up_to_its_limit()
    {
        Assert.Equal(0, NameKey.Distance("abc", "abc", 2));
        Assert.Equal(1, NameKey.Distance("abc", "acb", 2));
        Assert.Equal(2, NameKey.Distance("abcd", "bcda", 2));
        Assert.Null(NameKey.Distance("kitten", "sitting", 2));
        Assert.Equal(3, NameKey.Distance("kitten", "sitting", 3));
    }
}
