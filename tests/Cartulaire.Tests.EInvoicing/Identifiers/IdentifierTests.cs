using Cartulaire.EInvoicing.Identifiers;

namespace Cartulaire.Tests.EInvoicing.Identifiers;

public sealed class IdentifierTests
{
    private static readonly Func<string?, string?>[] Readers =
        [EnterpriseNumber.Normalize, BelgianVat.Normalize, StructuredCommunication.Normalize, Iban.Normalize, Gln.Normalize, Siren.Normalize, Siret.Normalize];

    [Theory]
    [InlineData("0841.470.248", "0841470248")]
    [InlineData("0451.461.655", "0451461655")]
    [InlineData("0739484052", "0739484052")]
    [InlineData("BE 0841 470 248", "0841470248")]
    [InlineData("be0841470248", "0841470248")]
    [InlineData("841470248", "0841470248")]
    [InlineData("0841\u00A0470\u00A0248", "0841470248")]
    [InlineData("0739484059", null)]
    [InlineData("2841470248", null)]
    [InlineData("084147024", null)]
    [InlineData("0841.470.24x", null)]
    [InlineData("٠٨٤١٤٧٠٢٤٨", null)]
    [InlineData("BE", null)]
    public void INV_11_an_enterprise_number_checks_itself(string text, string? digits)
    {
        Assert.Equal(digits, EnterpriseNumber.Normalize(text));
        Assert.Equal(digits is not null, EnterpriseNumber.IsValid(text));
    }

    [Fact]
    public void INV_11_a_number_is_written_with_points() => Assert.Equal("0841.470.248", EnterpriseNumber.Format("841470248"));

    [Fact]
    public void INV_11_every_digit_counts()
    {
        const string right = "0841470248";
        for (var place = 0; place < right.Length; place++)
        {
            for (var digit = '0'; digit <= '9'; digit++)
            {
                var text = right[..place] + digit + right[(place + 1)..];
                Assert.Equal(digit == right[place], EnterpriseNumber.IsValid(text));
            }
        }
    }

    [Theory]
    [InlineData("BE0841470248", "BE0841470248")]
    [InlineData("be 0841.470.248", "BE0841470248")]
    [InlineData(" BE841470248", "BE0841470248")]
    [InlineData("0841470248", null)]
    [InlineData("BE0739484059", null)]
    [InlineData("FR0841470248", null)]
    public void INV_11_a_Belgian_VAT_number_is_an_enterprise_number_after_BE(string text, string? number)
    {
        Assert.Equal(number, BelgianVat.Normalize(text));
        Assert.Equal(number is not null, BelgianVat.IsValid(text));
    }

    [Fact]
    public void INV_11_a_VAT_number_is_written_with_points() => Assert.Equal("BE 0841.470.248", BelgianVat.Format("be0841470248"));

    [Theory]
    [InlineData("010/8068/17183", "010806817183")]
    [InlineData("+++010/8068/17183+++", "010806817183")]
    [InlineData("*** 010/8068/17183 ***", "010806817183")]
    [InlineData("010806817183", "010806817183")]
    [InlineData("000000009797", "000000009797")]
    [InlineData("000000009700", null)]
    [InlineData("010806817184", null)]
    [InlineData("10806817183", null)]
    [InlineData("010-8068-17183", null)]
    public void INV_12_a_structured_communication_checks_itself(string text, string? digits)
    {
        Assert.Equal(digits, StructuredCommunication.Normalize(text));
        Assert.Equal(digits is not null, StructuredCommunication.IsValid(text));
    }

    [Fact]
    public void INV_12_a_communication_is_written_between_signs() => Assert.Equal("+++010/8068/17183+++", StructuredCommunication.Format("010806817183"));

    [Theory]
    [InlineData("BE09 0910 1158 4657", "BE09091011584657")]
    [InlineData("BE68 5390 0754 7034", "BE68539007547034")]
    [InlineData("be68539007547034", "BE68539007547034")]
    [InlineData("FR14 2004 1010 0505 0001 3M02 606", "FR1420041010050500013M02606")]
    [InlineData("DE89 3704 0044 0532 0130 00", "DE89370400440532013000")]
    [InlineData("NL91 ABNA 0417 1643 00", "NL91ABNA0417164300")]
    [InlineData("LU28 0019 4006 4475 0000", "LU280019400644750000")]
    [InlineData("MT84 MALT 0110 0001 2345 MTLC AST0 01S", "MT84MALT011000012345MTLCAST001S")]
    [InlineData("NO93 8601 1117 947", "NO9386011117947")]
    [InlineData("BE68 5390 0754 7035", null)]
    [InlineData("BE68 5390 0754 703", null)]
    [InlineData("DE89 3704 0044 0532 0130 0", null)]
    [InlineData("XX89 3704 0044 0532 0130 00", null)]
    [InlineData("NL91 ABNÀ 0417 1643 00", null)]
    [InlineData("BE", null)]
    public void INV_13_an_account_number_checks_itself(string text, string? number)
    {
        Assert.Equal(number, Iban.Normalize(text));
        Assert.Equal(number is not null, Iban.IsValid(text));
    }

    [Fact]
    public void INV_13_a_Belgian_account_has_a_check_of_its_own()
    {
        // Right by ISO 13616, wrong by the last two digits.
        Assert.False(Iban.IsValid("BE95 5390 0754 7033"));
        Assert.True(Iban.IsValid("BE54 0000 0000 9797"));
    }

    [Fact]
    public void INV_13_an_account_is_written_by_four()
    {
        Assert.Equal("BE68 5390 0754 7034", Iban.Format("be68539007547034"));
        Assert.Equal("NO93 8601 1117 947", Iban.Format("NO9386011117947"));
    }

    [Theory]
    [InlineData("5412345000013", true)]
    [InlineData("5790000435975", true)]
    [InlineData("54 12345 00001 3", true)]
    [InlineData("5412345000014", false)]
    [InlineData("541234500001", false)]
    public void A_GLN_checks_itself(string text, bool valid) => Assert.Equal(valid, Gln.IsValid(text));

    [Theory]
    [InlineData("732 829 320", "732829320")]
    [InlineData("356000000", "356000000")]
    [InlineData("732829321", null)]
    [InlineData("73282932", null)]
    public void A_SIREN_keeps_the_sum_of_Luhn(string text, string? digits)
    {
        Assert.Equal(digits, Siren.Normalize(text));
        Assert.Equal(digits is not null, Siren.IsValid(text));
    }

    [Theory]
    [InlineData("732 829 320 00074", "73282932000074")]
    [InlineData("35600000000048", "35600000000048")]
    [InlineData("35600000049837", "35600000049837")]
    [InlineData("35600000049838", null)]
    [InlineData("73282932000075", null)]
    [InlineData("732829320", null)]
    public void A_SIRET_keeps_the_sum_of_Luhn_or_that_of_La_Poste(string text, string? digits)
    {
        Assert.Equal(digits, Siret.Normalize(text));
        Assert.Equal(digits is not null, Siret.IsValid(text));
    }

    [Fact]
    public void French_numbers_are_written_by_three()
    {
        Assert.Equal("732 829 320", Siren.Format("732829320"));
        Assert.Equal("732 829 320 00074", Siret.Format("73282932000074"));
    }

    [Fact]
    public void What_is_no_identifier_is_given_back_as_it_is()
    {
        foreach (var format in new Func<string, string>[] { EnterpriseNumber.Format, BelgianVat.Format, StructuredCommunication.Format, Iban.Format, Siren.Format, Siret.Format })
        {
            Assert.Equal("no number", format("no number"));
        }
    }

    [Fact]
    public void Nothing_written_makes_them_fail()
    {
        string?[] texts = [null, "", " ", "+", "BE", "BE00", "\uD83D\uDE00", "\uD83D", "０８４１４７０２４８", new string('0', 100_000), new string(' ', 65) + "0841470248", "FR7", "XX\0\0"];
        foreach (var read in Readers)
        {
            Assert.All(texts, text => Assert.Null(read(text)));
        }
    }
}
