using Cartulaire.Kernel.Packs;
using Cartulaire.Kernel.Types;
using PackConversion = Cartulaire.Kernel.Packs.Conversion;

namespace Cartulaire.Tests.Unit.Packs;

public sealed class ConversionTests
{
    private static readonly Origin At = new("conversions.yaml", 4);

    private static readonly IReadOnlyList<PackConversion> Chain =
    [
        new(At, 1, [new RenameStep(At, R("letter"), "title", R("subject")), new MapStatesStep(At, R("letter"), Map(("draft", "new")))]),
        new(At, 2, [new MapValuesStep(At, R("letter"), R("mode"), Map(("p", "post"), ("m", "mail")))]),
        new(At, 3, [new DefaultStep(At, R("letter"), R("sort"), JsonValues.Of("plain"))]),
    ];

    [Fact]
    public void All_four_kinds_are_played_in_the_order_of_the_versions()
    {
        var item = Conversions.Forward(Chain, "letter", 1, 4, new Convertible("draft", Properties.Parse("""{"title":"A","mode":"p"}""")));
        Assert.Equal("new", item.State);
        Assert.Equal("""{"mode":"post","sort":"plain","subject":"A"}""", item.Properties.ToJson());
    }

    [Theory]
    [InlineData(2, """{"mode":"p","title":"A"}""", """{"mode":"post","title":"A"}""")]
    [InlineData(3, """{"mode":"p"}""", """{"mode":"p"}""")]
    public void A_reader_converts_only_what_is_missing_since_the_version_it_meets(int from, string before, string after)
        => Assert.Equal(after, Conversions.Forward(Chain, "letter", from, 3, new Convertible("new", Properties.Parse(before))).Properties.ToJson());

    [Fact]
    public void Another_type_is_left_alone()
        => Assert.Equal("""{"title":"A"}""", Conversions.Forward(Chain, "invoice", 1, 4, new Convertible("draft", Properties.Parse("""{"title":"A"}"""))).Properties.ToJson());

    [Fact]
    public void Doing_it_twice_changes_nothing_more()
    {
        var once = Conversions.Forward(Chain, "letter", 1, 4, new Convertible("draft", Properties.Parse("""{"title":"A","mode":"m"}""")));
        Assert.Equal(once, Conversions.Forward(Chain, "letter", 1, 4, once));
    }

    [Theory]
    [MemberData(nameof(Items))]
    public void What_lost_nothing_comes_back_as_it_was(string state, string json)
    {
        var before = new Convertible(state, Properties.Parse(json));
        var back = Conversions.Back(Chain, "letter", 3, 1, Conversions.Forward(Chain, "letter", 1, 3, before));
        Assert.Equal(before, back.Value);
    }

    public static TheoryData<string, string> Items()
    {
        var data = new TheoryData<string, string>();
        var random = new Random(7);
        for (var i = 0; i < 60; i++)
        {
            var bag = Properties.Empty.With("n", JsonValues.Of((decimal)i));
            bag = random.Next(2) == 0 ? bag : bag.With("title", JsonValues.Of($"t{random.Next()}"));
            bag = random.Next(2) == 0 ? bag : bag.With("mode", random.Next(2) == 0 ? JsonValues.Of("p") : JsonValues.Of(["m", "p", "other"]));
            data.Add(random.Next(2) == 0 ? "draft" : "end", bag.ToJson());
        }

        return data;
    }

    [Fact]
    public void A_step_that_loses_something_refuses_the_way_back_and_says_where_and_why()
    {
        var refused = Conversions.Back(Chain, "letter", 4, 1, new Convertible("new", Properties.Empty));
        Assert.Equal("conversion.not-reversible", refused.Failure.Code);
        Assert.Equal(["conversions.yaml", 4, "conversion.default-not-told-apart"], refused.Failure.Args);
        var merged = new MapValuesStep(At, R("letter"), R("mode"), Map(("a", "post"), ("b", "post")));
        Assert.Equal("conversion.values-merged", Conversions.Loss(merged));
        Assert.Equal("conversion.states-merged", Conversions.Loss(new MapStatesStep(At, R("letter"), Map(("a", "x"), ("b", "x")))));
    }

    [Fact]
    public void What_nobody_converts_is_an_orphan_and_counts_refuse_the_upgrade()
    {
        var type = MiniPack.Catalogue.Type("letter");
        var after = MiniPack.Pack with
        {
            Version = 3,
            Types = [type with { Fields = [.. type.Fields.Where(f => f.Id is not ("agent" or "subject")), type.Field("subject")! with { Id = "headline" }] }],
            CodeLists = [MiniPack.Pack.CodeLists[0] with { Codes = [MiniPack.Pack.CodeLists[0].Codes[0]] }],
            Conversions = [new PackConversion(At, 2, [new RenameStep(At, R("letter"), "subject", R("headline"))])],
        };
        var orphans = Upgrades.Orphans(MiniPack.Pack, after);
        Assert.Contains(new Orphan(OrphanKind.Field, "letter", "agent"), orphans);
        Assert.Contains(new Orphan(OrphanKind.Value, "letter", "sort", "urgent"), orphans);
        Assert.Contains(new Orphan(OrphanKind.Type, "page"), orphans);
        Assert.DoesNotContain(orphans, o => string.Equals(o.Field, "subject", StringComparison.Ordinal));
        var refusal = Assert.Single(Upgrades.Refusals(orphans.Select(o => (o, o.Kind == OrphanKind.Value ? 12L : 0L))));
        Assert.Equal(12L, refusal.Args[^1]);
    }

    [Fact]
    public void A_removed_state_is_an_orphan_unless_it_is_mapped()
    {
        var flow = MiniPack.Pack.Workflows[0];
        var after = MiniPack.Pack with { Version = 3, Workflows = [flow with { States = [.. flow.States.Where(s => s.Id is not "check")] }], Conversions = [] };
        Assert.Contains(new Orphan(OrphanKind.State, "letter", null, "check"), Upgrades.Orphans(MiniPack.Pack, after));
        var mapped = after with { Conversions = [new PackConversion(At, 2, [new MapStatesStep(At, R("letter"), Map(("check", "treat")))])] };
        Assert.Empty(Upgrades.Orphans(MiniPack.Pack, mapped));
        Assert.Equal("conversion.target-existed", Upgrades.SilentMerges(MiniPack.Pack, mapped).Single().Code);
    }

    [Fact]
    public void The_same_pack_orphans_nothing() => Assert.Empty(Upgrades.Orphans(MiniPack.Pack, MiniPack.Pack with { Version = 3 }));

    [Fact]
    public void A_change_that_raised_no_version_is_told()
    {
        var after = Cartulaire.App.Packs.Reading.PackReader.Read(MiniPack.With("registers.yaml", "fr: Registre", "fr: Autre")).Pack!;
        Assert.Equal("upgrade.version-not-raised", Upgrades.UnraisedVersions(MiniPack.Pack, after).Single().Code);
        Assert.Empty(Upgrades.UnraisedVersions(MiniPack.Pack, MiniPack.Pack));
    }

    private static Ref R(string id) => new(id, At);

    private static Dictionary<string, string> Map(params (string From, string To)[] pairs) => pairs.ToDictionary(p => p.From, p => p.To, StringComparer.Ordinal);
}
