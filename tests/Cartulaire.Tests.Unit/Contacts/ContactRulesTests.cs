using Cartulaire.App.Contacts;
using Cartulaire.App.Texts;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Contacts;

namespace Cartulaire.Tests.Unit.Contacts;

public sealed class ContactRulesTests
{
    private static readonly ContactValues Person = new(ContactKinds.Person, "Dupont");

    [Theory]
    [InlineData("0841.470.248", "0841470248")]
    [InlineData("0451.461.655", "0451461655")]
    [InlineData("0739484052", "0739484052")]
    [InlineData("BE 0841 470 248", "0841470248")]
    [InlineData("be0841470248", "0841470248")]
    [InlineData("841470248", "0841470248")]
    [InlineData("0739484059", null)]
    [InlineData("2841470248", null)]
    [InlineData("084147024", null)]
    [InlineData("0841.470.24x", null)]
    [InlineData("٠٨٤١٤٧٠٢٤٨", null)]
    [InlineData("", null)]
    public void INV_11_an_enterprise_number_checks_itself(string text, string? digits) => Assert.Equal(digits, EnterpriseNumber.Read(text));

    [Fact]
    public void INV_11_a_number_is_written_with_points() => Assert.Equal("0841.470.248", EnterpriseNumber.Format("0841470248"));

    [Theory]
    [InlineData("a@b.be", true)]
    [InlineData("jean.dupont+courrier@sart-lez-spa.example", true)]
    [InlineData("éric@église.be", true)]
    [InlineData("a@b", false)]
    [InlineData("@b.be", false)]
    [InlineData("a@", false)]
    [InlineData("a b@c.be", false)]
    [InlineData("a@b..be", false)]
    [InlineData("a..b@c.be", false)]
    [InlineData(".a@b.be", false)]
    [InlineData("a@-b.be", false)]
    [InlineData("Jean <a@b.be>", false)]
    [InlineData("a@b.be,c@d.be", false)]
    [InlineData("a@b@c.be", false)]
    public void An_email_address_is_one_plain_address(string text, bool valid) => Assert.Equal(valid, ContactRules.IsEmail(text));

    [Theory]
    [InlineData("4845", null, null)]
    [InlineData("484", null, "contact.postal-code")]
    [InlineData("0845", null, "contact.postal-code")]
    [InlineData("48450", "BE", "contact.postal-code")]
    [InlineData("75001", "fr", null)]
    [InlineData("SW1A 1AA", "GB", null)]
    [InlineData("75001", "F1", "contact.country")]
    public void ID_10_a_Belgian_postal_code_has_four_digits(string code, string? country, string? refusal)
        => Assert.Equal(refusal, ContactRules.Normalise(Person with { PostalCode = code, Country = country }).Failures.SingleOrDefault()?.Code);

    [Fact]
    public void An_address_without_country_is_Belgian_and_no_address_has_no_country()
    {
        Assert.Equal("BE", ContactRules.Normalise(Person with { Locality = "Sart" }).Value.Country);
        Assert.Null(ContactRules.Normalise(Person).Value.Country);
    }

    [Fact]
    public void R_09_a_mebibyte_in_any_field_is_refused()
    {
        var long_ = new string('a', 1 << 20);
        var all = Person with { Name = long_, GivenName = long_, Email = long_, Phone = long_, Street = long_, HouseNumber = long_, PostalCode = long_, Locality = long_, Country = long_, EnterpriseNumber = long_ };
        var failures = ContactRules.Normalise(all).Failures;
        Assert.All(failures, f => Assert.Equal((Refusal.Invalid, "contact.too-long"), (f.Kind, f.Code)));
        Assert.Equal(["name", "givenName", "email", "phone", "street", "houseNumber", "postalCode", "locality", "country", "enterpriseNumber"], failures.Select(f => f.Field));
    }

    [Theory]
    [InlineData("a\0b")]
    [InlineData("a\nb")]
    public void What_cannot_be_written_is_refused(string name) => Assert.Equal("contact.text", ContactRules.Normalise(Person with { Name = name }).Failure.Code);

    // Made at run time: the metadata of an attribute cannot hold it.
    [Fact]
    public void Half_a_character_is_refused() => What_cannot_be_written_is_refused(string.Concat("a", (char)0xD800, "b"));

    [Fact]
    public void Texts_are_trimmed_and_composed_and_blank_ones_are_not_said()
    {
        var values = ContactRules.Normalise(Person with { Name = " He\u0301le\u0300ne ", Email = "  " }).Value;
        Assert.Equal(("H\u00e9l\u00e8ne", null), (values.Name, values.Email));
    }

    [Fact]
    public void A_position_needs_a_person_and_an_organisation_and_nothing_else_has_them()
    {
        Assert.Equal(["person", "organisation"], ContactRules.Normalise(new ContactValues(ContactKinds.Position, "échevin")).Failures.Select(f => f.Field));
        Assert.Equal(["person"], ContactRules.Normalise(Person with { Person = ContactId.New() }).Failures.Select(f => f.Field));
        Assert.Equal(["givenName"], ContactRules.Normalise(new ContactValues(ContactKinds.Organisation, "Sart", "Jean")).Failures.Select(f => f.Field));
    }

    [Theory]
    [InlineData("", "contact.name")]
    [InlineData("...", "contact.name")]
    public void A_name_has_a_letter_or_a_digit(string name, string code) => Assert.Equal(code, ContactRules.Normalise(Person with { Name = name }).Failure.Code);

    [Fact]
    public void An_unknown_kind_is_refused() => Assert.Equal("contact.kind", ContactRules.Normalise(new ContactValues("animal", "Rex")).Failure.Code);

    [Theory]
    [InlineData("contact.name", "contact.kind", "contact.required", "contact.not-of-kind", "contact.too-long", "contact.text", "contact.email", "contact.phone")]
    [InlineData("contact.country", "contact.postal-code", "contact.enterprise-number", "contact.unknown", "contact.not-allowed", "contact.kind-fixed", "contact.part-unknown", "stamp.stale")]
    [InlineData("stamp.required", "stamp.malformed", "idempotency.malformed", "idempotency.reused")]
    public void Every_refusal_has_a_sentence(params string[] codes) => Assert.All(codes, c => Assert.True(Sentences.Has(c, "fr"), c));

    [Fact]
    public void Every_field_that_a_person_decides_survives_the_row()
    {
        var values = new ContactValues(
            ContactKinds.Position, "n", "g", ContactId.New(), ContactId.New(), "e", "p", "s", "h", "c", "l", "BE", "0841470248", false);
        var row = new Engines.Database.Rows.ContactRow { Kind = values.Kind, Name = "", Search = "" };
        ContactMapping.Write(row, values);
        Assert.Equal(values, ContactMapping.ValuesOf(row));
    }
}
