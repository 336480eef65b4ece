using Cartulaire.Kernel;
using Cartulaire.Kernel.Access;
using Cartulaire.Kernel.Items;
using Cartulaire.Kernel.Organisation;
using Cartulaire.Kernel.Types;
using Cartulaire.Tests.Unit.Packs;

namespace Cartulaire.Tests.Unit.Access;

public sealed class AccessTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 100)];

    [Fact]
    public void Equal_grants_make_equal_sets_whatever_their_order()
    {
        var one = AccessSet.From([new("role:a", Rights.Read), new("all", Rights.Line), new("role:a", Rights.Edit), new("x", Rights.None)]);
        var other = AccessSet.From([new("all", Rights.Line), new("role:a", Rights.Edit)]);
        Assert.Equal(one, other);
        Assert.Equal(one.Hash, other.Hash);
        Assert.Equal("all=1\nrole:a=7", one.Canonical);
        Assert.Equal(one, AccessSet.Parse(one.Canonical));
    }

    [Fact]
    public void A_set_without_grants_is_closed_to_all() => Assert.Equal(Rights.None, AccessSet.From([]).RightsOf(new HashSet<string>(["all", "role:a"], StringComparer.Ordinal)));

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_09_a_child_never_exceeds_its_parent_nor_its_cap(int seed)
    {
        var random = new Random(seed);
        var parent = AccessSet.From(Enumerable.Range(0, 8).Select(i => new AccessGrant($"person:{i}", (Rights)random.Next(512))));
        for (var depth = 0; depth < 5; depth++)
        {
            var cap = (Rights)random.Next(1, 512);
            var child = parent.AtMost(cap);
            Assert.All(child.Grants, g =>
            {
                var above = parent.Grants.Single(p => string.Equals(p.Principal, g.Principal, StringComparison.Ordinal)).Rights;
                Assert.Equal(Rights.None, g.Rights & ~above);
                Assert.Equal(Rights.None, g.Rights & ~cap.Complete());
            });
            parent = child;
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Confidentiality_only_narrows_and_leaves_the_line(int seed)
    {
        var random = new Random(seed);
        var facts = Facts(random, secret: false);
        var open = AccessRules.Compute(MiniPack.Catalogue, facts);
        var closed = AccessRules.Compute(MiniPack.Catalogue, facts with { Properties = facts.Properties.With("secret", JsonValues.Of(true)) });
        Assert.Equal(open.Grants.Select(g => g.Principal), closed.Grants.Select(g => g.Principal));
        Assert.All(closed.Grants.Zip(open.Grants), p => Assert.Equal(Rights.None, p.First.Rights & ~p.Second.Rights));
        Assert.All(closed.Grants, g => Assert.Equal(facts.Properties.Texts("insiders").Any(i => string.Equals(Principal.Person(i), g.Principal, StringComparison.Ordinal)), g.Rights.HasFlag(Rights.Read)));
    }

    [Fact]
    public void A_child_without_its_parents_set_is_closed()
        => Assert.Empty(AccessRules.Compute(MiniPack.Catalogue, new ItemFacts("page", null, Properties.Empty, [], PersonId.New())).Grants);

    [Fact]
    public void A_received_file_is_read_by_those_who_read_the_record_and_changed_by_nobody()
    {
        var parent = AccessRules.Compute(MiniPack.Catalogue, Facts(new Random(1), secret: false));
        var child = AccessRules.Compute(MiniPack.Catalogue, new ItemFacts("page", null, Properties.Empty, [], PersonId.New()), parent);
        Assert.NotEmpty(child.Grants);
        Assert.All(child.Grants, g => Assert.Equal(Rights.Line | Rights.Read, g.Rights));
    }

    [Fact]
    public void A_rule_holds_only_in_its_states()
    {
        var facts = Facts(new Random(3), secret: false) with { State = "new" };
        Assert.DoesNotContain(AccessRules.Compute(MiniPack.Catalogue, facts).Grants, g => g.Principal.StartsWith("fn:", StringComparison.Ordinal));
        Assert.Contains(AccessRules.Compute(MiniPack.Catalogue, facts with { State = "treat" }).Grants, g => g.Principal.EndsWith("/editor", StringComparison.Ordinal));
    }

    private static ItemFacts Facts(Random random, bool secret)
    {
        var services = Enumerable.Range(0, random.Next(1, 4)).Select(_ => ServiceId.New().ToString());
        var insiders = Enumerable.Range(0, random.Next(0, 3)).Select(_ => PersonId.New().ToString());
        var properties = Properties.Empty.With("services", JsonValues.Of(services)).With("insiders", JsonValues.Of(insiders)).With("secret", JsonValues.Of(secret));
        return new ItemFacts("letter", random.Next(2) == 0 ? "treat" : "check", properties, [], PersonId.New());
    }
}
