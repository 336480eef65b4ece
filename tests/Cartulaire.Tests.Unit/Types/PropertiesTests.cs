using Cartulaire.Kernel.Types;

namespace Cartulaire.Tests.Unit.Types;

public sealed class PropertiesTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 60)];

    [Theory]
    [InlineData("""{"b":1,"a":{"d":[1,{"z":1,"y":2}],"c":"é"}}""", """{"a":{"c":"é","d":[1,{"y":2,"z":1}]},"b":1}""")]
    [InlineData("""{ }""", """{}""")]
    [InlineData("""{"a":"<&'\"/"}""", """{"a":"<&'\"/"}""")]
    public void The_canonical_text_sorts_keys_at_every_level(string json, string canonical) => Assert.Equal(canonical, Properties.Parse(json).ToJson());

    [Fact]
    public void Order_of_keys_and_spaces_do_not_count()
    {
        var (one, other) = (Properties.Parse("""{"a":1,"b":[1, 2]}"""), Properties.Parse("""{"b":[1,2],"a":1}"""));
        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_merge_is_symmetric_and_loses_nothing(int seed)
    {
        var random = new Random(seed);
        var @base = Some(random);
        var (mine, theirs) = (Edit(random, @base), Edit(random, @base));
        var (one, other) = (PropertiesDiff.Merge(@base, mine, theirs), PropertiesDiff.Merge(@base, theirs, mine));

        Assert.Equal(one.Conflicts, other.Conflicts);
        Assert.Equal(one.Mine, other.Theirs);
        Assert.Equal(Without(one.Merged, one.Conflicts), Without(other.Merged, other.Conflicts));
        Assert.All(one.Mine, f => Assert.Equal(mine.Get(f)?.ToString(), one.Merged.Get(f)?.ToString()));
        Assert.All(one.Theirs, f => Assert.Equal(theirs.Get(f)?.ToString(), one.Merged.Get(f)?.ToString()));
        Assert.Equal(mine, PropertiesDiff.Merge(@base, mine, @base).Merged);
        Assert.Equal(theirs, PropertiesDiff.Merge(@base, @base, theirs).Merged);
    }

    [Fact]
    public void Both_doing_the_same_is_no_conflict()
    {
        var merged = PropertiesDiff.Merge(Properties.Parse("""{"a":1}"""), Properties.Parse("""{"a":2}"""), Properties.Parse("""{"a":2}"""));
        Assert.Empty(merged.Conflicts);
        Assert.Empty(merged.Mine);
    }

    [Fact]
    public void Both_doing_otherwise_is_one_and_the_stored_value_stands()
    {
        var merged = PropertiesDiff.Merge(Properties.Parse("""{"a":1,"b":1}"""), Properties.Parse("""{"a":2,"b":5}"""), Properties.Parse("""{"b":1}"""));
        Assert.Equal(["a"], merged.Conflicts);
        Assert.Equal("""{"b":5}""", merged.Merged.ToJson());
    }

    [Fact]
    public void An_empty_value_and_none_are_the_same() => Assert.Empty(PropertiesDiff.Between(Properties.Parse("""{"a":""}"""), Properties.Parse("""{"b":[]}""")));

    [Theory]
    [InlineData("nl-BE", "N")]
    [InlineData("de", "F")]
    [InlineData("en", "E")]
    [InlineData("pt", "F")]
    [InlineData(null, "F")]
    public void A_label_falls_back_to_French(string? language, string text) => Assert.Equal(text, new Labels("F", "N", null, "E").In(language));

    private static Properties Some(Random random)
        => Enumerable.Range(0, 6).Aggregate(Properties.Empty, (bag, i) => random.Next(3) == 0 ? bag : bag.With($"f{i}", JsonValues.Of((decimal)random.Next(3))));

    private static Properties Edit(Random random, Properties bag)
        => Enumerable.Range(0, 8).Aggregate(bag, (b, i) => random.Next(4) switch { 0 => b.With($"f{i}", JsonValues.Of((decimal)random.Next(3))), 1 => b.Without($"f{i}"), _ => b });

    private static Properties Without(Properties bag, IEnumerable<string> fields) => fields.Aggregate(bag, (b, f) => b.Without(f));
}
