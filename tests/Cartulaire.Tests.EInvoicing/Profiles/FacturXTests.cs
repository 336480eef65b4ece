using System.Text;
using Cartulaire.EInvoicing;
using Cartulaire.EInvoicing.FacturX;

namespace Cartulaire.Tests.EInvoicing.Profiles;

/// <summary>French Factur-X of the samples, each judged by its own profile. What they break they break officially too (Factur-X 1.09.2): they are of 2017, and use what later versions of their profiles have no use for.</summary>
public sealed class FacturXTests
{
    // Profile, and how many findings the official rules of that profile have on the file.
    public static TheoryData<string, InvoiceProfile, int> Invoices => new()
    {
        { "Avoir_FR_type380_EN16931.pdf", InvoiceProfile.En16931, 20 },
        { "Avoir_FR_type380_MINIMUM.pdf", InvoiceProfile.FacturXMinimum, 5 },
        { "Avoir_FR_type381_BASIC.pdf", InvoiceProfile.FacturXBasic, 15 },
        { "Avoir_FR_type381_EN16931.pdf", InvoiceProfile.En16931, 20 },
        { "Avoir_FR_type381_MINIMUM.pdf", InvoiceProfile.FacturXMinimum, 5 },
        { "Facture_DOM_EN16931.pdf", InvoiceProfile.En16931, 21 },
        { "Facture_DOM_MINIMUM.pdf", InvoiceProfile.FacturXMinimum, 5 },
        { "Facture_FR_BASIC.pdf", InvoiceProfile.FacturXBasic, 17 },
        { "Facture_FR_BASICWL.pdf", InvoiceProfile.FacturXBasicWl, 9 },
        { "Facture_UE_BASIC.pdf", InvoiceProfile.FacturXBasic, 17 },
        { "Facture_UE_BASICWL.pdf", InvoiceProfile.FacturXBasicWl, 9 },
        { "Facture_UE_EN16931.pdf", InvoiceProfile.En16931, 22 },
        { "Facture_UE_MINIMUM.pdf", InvoiceProfile.FacturXMinimum, 5 },
    };

    [Fact]
    public void Every_sample_is_judged() => Assert.Equal(Files().Select(Path.GetFileName), Invoices.Select(row => row.Data.Item1).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Invoices))]
    public void A_sample_breaks_what_it_breaks_officially_and_nothing_else(string name, InvoiceProfile profile, int findings)
    {
        var result = Check(name);
        Assert.Null(result.Fault);
        Assert.Equal((InvoiceContainer.Pdf, InvoiceFormat.CiiInvoice, profile), (result.Container, result.Format, result.Profile));
        Assert.Equal(findings, result.Findings.Count);
        Assert.DoesNotContain(result.Findings, f => f.Rule is "BR-16" or "BR-10" or "BR-CO-10" && profile == InvoiceProfile.FacturXMinimum);
    }

    [Theory]
    [InlineData("minimum", "BR-06", "BR-16")]
    [InlineData("basic-wl", "BR-10", "BR-16")]
    [InlineData("basic", "BR-16", "BR-52")]
    [InlineData("en16931", "BR-52", "BR-FXEXT-08")]
    [InlineData("extended", "BR-FXEXT-08", "BR-CO-10")]
    public void A_profile_has_its_own_rules(string profile, string has, string hasNot)
    {
        var ids = FacturXRules.All.Ids(profile).ToHashSet();
        Assert.Contains(has, ids);
        Assert.DoesNotContain(hasNot, ids);
    }

    [Theory]
    [InlineData("minimum", 18, 48)]
    [InlineData("basic-wl", 136, 196)]
    [InlineData("basic", 203, 262)]
    [InlineData("en16931", 208, 412)]
    [InlineData("extended", 220, 1239)]
    public void Every_rule_of_the_tables_is_written(string profile, int model, int structure)
    {
        var ids = FacturXRules.All.Ids(profile).ToList();
        Assert.Equal(FacturXTable.RulesOf(profile).Order(StringComparer.Ordinal), ids.Where(id => !id.StartsWith("FX-SCH", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal((model, structure), (ids.Count(id => !id.StartsWith("FX-SCH", StringComparison.Ordinal)), ids.Count(id => id.StartsWith("FX-SCH", StringComparison.Ordinal))));
    }

    [Fact]
    public void The_profile_en_16931_is_meant_in_a_pdf_and_en_16931_itself_in_xml()
    {
        var xml = File.ReadAllBytes(Samples.Files("en16931").First(f => Encoding.UTF8.GetString(File.ReadAllBytes(f)).Contains(">urn:cen.eu:en16931:2017</ram:ID>", StringComparison.Ordinal)));
        var spoilt = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(xml).Replace("<ram:GrandTotalAmount", "<ram:GrandTotalAmount currencyID=\"EUR\"", StringComparison.Ordinal));
        Assert.Contains(FacturXStructure.NotUsed, Rules(Containers.SmallPdf.With([("factur-x.xml", spoilt, true)]), RuleSet.AsDeclared));
        Assert.DoesNotContain(FacturXStructure.NotUsed, Rules(spoilt, RuleSet.AsDeclared));
        Assert.Contains(FacturXStructure.NotUsed, Rules(spoilt, RuleSet.FacturX));
    }

    [Theory]
    [InlineData("urn:cen.eu:en16931:2017", InvoiceProfile.En16931)]
    [InlineData("urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0", InvoiceProfile.PeppolBilling)]
    [InlineData("urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0", InvoiceProfile.XRechnung)]
    [InlineData("urn:cen.eu:en16931:2017#compliant#urn:xoev-de:kosit:standard:xrechnung_2.3", InvoiceProfile.XRechnung)]
    [InlineData("urn:cen.eu:en16931:2017#conformant#urn:UBL.BE:1.0.0.20180214", InvoiceProfile.UblBe)]
    [InlineData("urn:factur-x.eu:1p0:minimum", InvoiceProfile.FacturXMinimum)]
    [InlineData("urn:zugferd.de:2p0:basicwl", InvoiceProfile.FacturXBasicWl)]
    [InlineData("urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic", InvoiceProfile.FacturXBasic)]
    [InlineData("urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended", InvoiceProfile.FacturXExtended)]
    [InlineData("urn:somewhere", InvoiceProfile.Unknown)]
    [InlineData("", InvoiceProfile.Unknown)]
    public void A_specification_is_told_by_its_identifier(string id, InvoiceProfile profile) => Assert.Equal(profile, InvoiceProfiles.Of(id));

    [Fact]
    public void UBL_BE_is_held_to_the_rules_of_en_16931_that_it_has()
    {
        var xml = System.Text.RegularExpressions.Regex.Replace(Hostile.Invoices.Right, "(?<=<cbc:CustomizationID>)[^<]*", "urn:cen.eu:en16931:2017#conformant#urn:UBL.BE:1.0.0.20180214", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(5));
        var spoilt = Encoding.UTF8.GetBytes(System.Text.RegularExpressions.Regex.Replace(xml, "(?<=<cbc:(LineExtensionAmount|TaxInclusiveAmount)[^>]*>)[^<]*", "7.005", System.Text.RegularExpressions.RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)));
        Assert.Contains("BR-CO-10", Rules(spoilt, RuleSet.En16931));
        Assert.DoesNotContain("BR-CO-10", Rules(spoilt, RuleSet.AsDeclared));
        Assert.Contains("BR-CO-15", Rules(spoilt, RuleSet.AsDeclared));
    }

    [Fact]
    public void A_changed_total_is_found_in_every_profile_that_adds_up()
    {
        foreach (var (profile, rule) in new[] { ("basic-wl", "BR-CO-13"), ("basic", "BR-CO-13"), ("en16931", "BR-CO-13"), ("extended", "BR-FXEXT-CO-13") })
        {
            var xml = File.ReadAllText(Samples.Files("en16931").First(f => File.ReadAllText(f).Contains(">urn:cen.eu:en16931:2017</ram:ID>", StringComparison.Ordinal)));
            var spoilt = System.Text.RegularExpressions.Regex.Replace(xml, "(?<=<ram:TaxBasisTotalAmount[^>]*>)[^<]*", "7.00", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(5));
            Assert.DoesNotContain(rule, Run(xml, profile));
            Assert.Contains(rule, Run(spoilt, profile));
        }
    }

    private static IEnumerable<string> Run(string xml, string profile)
    {
        var rules = FacturXRules.All;
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(xml));
        return rules.Run(Cartulaire.EInvoicing.Xml.DocumentReader.Read(stream, new ReadLimits()).Document!, profile).Select(f => f.Rule);
    }

    private static IEnumerable<string> Rules(byte[] file, RuleSet rules)
    {
        using var stream = new MemoryStream(file);
        return InvoiceCheck.Check(stream, rules: rules).Findings.Select(f => f.Rule);
    }

    private static IReadOnlyList<string> Files() => Samples.Files("facturx", "*.pdf");

    private static CheckedInvoice Check(string name)
    {
        using var stream = File.OpenRead(Files().Single(f => Path.GetFileName(f) == name));
        return InvoiceCheck.Check(stream);
    }
}
