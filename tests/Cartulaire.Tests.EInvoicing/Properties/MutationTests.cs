using Cartulaire.EInvoicing;
using Cartulaire.Tests.Planned;

namespace Cartulaire.Tests.EInvoicing.Properties;

/// <summary>Right invoices spoilt by one change: the rule that should catch it does, in both syntaxes, and no fatal rule is broken that does not follow from it.</summary>
public sealed class MutationTests
{
    public static TheoryData<string> Names => [.. Mutation.All.Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_change_is_caught_by_its_rule_and_by_no_other(string name)
    {
        var mutation = Mutation.All.Single(m => m.Name == name);
        var tried = 0;
        Plans.Each(8, plan => tried += Try(mutation, plan, ubl: true) + Try(mutation, plan, ubl: false), plan => mutation.Write(plan, ubl: true) is not null || mutation.Write(plan, ubl: false) is not null);
        Assert.True(tried > 0);
    }

    private static int Try(Mutation mutation, Plan plan, bool ubl)
    {
        if (mutation.Write(plan, ubl) is not { } spoilt)
        {
            return 0;
        }

        using var stream = new MemoryStream(spoilt.Bytes());
        var result = InvoiceCheck.Check(stream, rules: ubl ? RuleSet.AsDeclared : RuleSet.En16931);
        Assert.Null(result.Fault);
        Assert.Empty(mutation.Missed(plan, ubl, [.. result.Findings.Select(f => f.Rule)]).Select(rule => $"{rule} is silent {(ubl ? "in UBL" : "in CII")}"));
        Assert.Empty(mutation.Unexplained(plan, ubl, [.. result.Findings.Where(f => f.Severity == Severity.Fatal).Select(f => f.Rule)]).Select(rule => $"{rule} is broken too {(ubl ? "in UBL" : "in CII")}"));
        return 1;
    }
}
