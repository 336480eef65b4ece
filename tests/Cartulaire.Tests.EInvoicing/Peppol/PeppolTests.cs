using Cartulaire.EInvoicing;
using Cartulaire.EInvoicing.Peppol;

namespace Cartulaire.Tests.EInvoicing.Peppol;

/// <summary>Peppol BIS Billing 3.0: an invoice that is right breaks no rule, and for each rule there is a change that breaks it and nothing else but what follows.</summary>
public sealed class PeppolTests
{
    private static readonly Case[] Ubl = [.. UblCases.All, .. UblNationalCases.All];

    private static readonly Case[] Cii = [.. CiiCases.All, .. CiiNationalCases.All];

    private static readonly Dictionary<string, Func<Draft>> Right = new()
    {
        ["UBL invoice"] = UblDrafts.Invoice,
        ["UBL credit note"] = UblDrafts.CreditNote,
        ["UBL Norway"] = UblDrafts.Norwegian,
        ["UBL Denmark"] = UblDrafts.Danish,
        ["UBL Denmark, credit note"] = UblDrafts.DanishCreditNote,
        ["UBL Italy"] = UblDrafts.Italian,
        ["UBL Sweden"] = UblDrafts.Swedish,
        ["UBL Greece"] = UblDrafts.Greek,
        ["UBL Iceland"] = UblDrafts.Icelandic,
        ["UBL Netherlands"] = UblDrafts.Dutch,
        ["UBL Netherlands, credit note"] = UblDrafts.DutchCreditNote,
        ["UBL Germany"] = UblDrafts.German,
        ["UBL Germany, lately"] = UblDrafts.GermanLately,
        ["UBL, answer awaited"] = () => UblDrafts.Invoice().AnswerAwaited(),
        ["UBL France, regulated"] = () => UblDrafts.Invoice().Set("cbc:ProfileID", "urn:peppol:france:billing:regulated"),
        ["UBL France, not regulated"] = () => UblDrafts.Invoice().Set("cbc:ProfileID", "urn:peppol:france:billing:non-regulated"),
        ["UBL identifiers"] = UblDrafts.Identified,
        ["CII invoice"] = CiiDrafts.Invoice,
        ["CII Norway"] = CiiDrafts.Norwegian,
        ["CII Denmark"] = CiiDrafts.Danish,
        ["CII Italy"] = CiiDrafts.Italian,
        ["CII Sweden"] = CiiDrafts.Swedish,
        ["CII Netherlands"] = CiiDrafts.Dutch,
    };

    public static TheoryData<string> RightNames => [.. Right.Keys];

    public static TheoryData<string> UblNames => [.. Names(Ubl)];

    public static TheoryData<string> CiiNames => [.. Names(Cii)];

    [Theory]
    [MemberData(nameof(RightNames))]
    public void A_right_invoice_breaks_no_rule(string name)
    {
        var result = Right[name]().Check();
        Assert.Null(result.Fault);
        Assert.Empty(result.Findings.Select(f => $"{f.Rule} {f.Location}"));
    }

    [Theory]
    [MemberData(nameof(UblNames))]
    public void In_UBL_a_change_breaks_this_rule_and_what_follows(string name) => Breaks(Ubl, name);

    [Theory]
    [MemberData(nameof(CiiNames))]
    public void In_CII_a_change_breaks_this_rule_and_what_follows(string name) => Breaks(Cii, name);

    [Fact]
    public void Every_rule_has_a_change_that_breaks_it()
    {
        Assert.Empty(PeppolRules.All.Ids.Except(Ubl.Select(c => c.Rule)));
        Assert.Empty(PeppolCiiRules.All.Ids.Except(Cii.Select(c => c.Rule)));
    }

    [Fact]
    public void Rules_of_Peppol_are_those_of_invoices_that_name_it()
    {
        foreach (var draft in new[] { UblDrafts.Invoice().Set("cbc:CustomizationID", "urn:cen.eu:en16931:2017").Remove("cbc:ProfileID"), CiiDrafts.Invoice().Set(CiiDrafts.Guideline, "urn:cen.eu:en16931:2017").Remove(CiiDrafts.Process) })
        {
            Assert.Empty(draft.Check().Findings);
            Assert.Contains(draft.Check(RuleSet.Peppol).Findings, f => f.Rule == "PEPPOL-EN16931-R001");
        }
    }

    [Fact]
    public void An_invoice_that_names_no_rules_learns_what_it_lacks_of_both()
    {
        foreach (var draft in new[] { UblDrafts.Invoice().Remove("cbc:CustomizationID").Remove("cbc:ProfileID"), CiiDrafts.Invoice().Remove(CiiDrafts.Guideline).Remove(CiiDrafts.Process) })
        {
            var found = draft.Check();
            Assert.Equal(InvoiceProfile.Unknown, found.Profile);
            Assert.Equal(["BR-01", "PEPPOL-EN16931-R001", "PEPPOL-EN16931-R004"], found.Findings.Select(f => f.Rule).Where(r => r is "BR-01" or "PEPPOL-EN16931-R001" or "PEPPOL-EN16931-R004").Order(StringComparer.Ordinal));
            Assert.DoesNotContain(draft.Check(RuleSet.En16931).Findings, f => f.Rule.StartsWith("PEPPOL", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Rules_of_EN_16931_alone_can_be_asked_for()
    {
        Assert.Empty(UblDrafts.Invoice().Remove("cbc:ProfileID").Check(RuleSet.En16931).Findings);
        Assert.Empty(CiiDrafts.Invoice().Remove(CiiDrafts.Process).Check(RuleSet.En16931).Findings);
    }

    private static IEnumerable<string> Names(Case[] cases) => cases.Select((c, i) => $"{c.Rule}, row {i}");

    private static void Breaks(Case[] cases, string name)
    {
        var row = cases[Array.IndexOf([.. Names(cases)], name)];
        var draft = row.Right();
        row.Change(draft);
        var result = draft.Check();
        Assert.Null(result.Fault);
        Assert.Equal(new[] { row.Rule }.Concat(row.Also).Order(StringComparer.Ordinal), result.Findings.Select(f => f.Rule).Distinct().Order(StringComparer.Ordinal));
    }
}
