using Cartulaire.App.Packs.Reading;
using Cartulaire.Kernel.Packs;

namespace Cartulaire.Tests.Unit.Packs;

public sealed class OverlayTests
{
    private const string Head = "id: mine\nversion: 1\noverlays: mini\nlabels: {fr: À nous}\n";

    [Fact]
    public void A_field_is_added_and_another_replaced_the_rest_stays()
    {
        var merged = Merge(("types/letter.yaml", "id: letter\nbase: 1\nlabels: {fr: Pli}\nfields:\n  - {id: subject, kind: text, labels: {fr: Sujet}}\n  - {id: shelf, kind: text, labels: {fr: Rayon}}\n"));
        var type = Assert.IsType<Pack>(merged.Pack).Types.Single(t => string.Equals(t.Id, "letter", StringComparison.Ordinal));
        Assert.Equal("Pli", type.Labels.Fr);
        Assert.Equal("Sujet", type.Field("subject")!.Labels.Fr);
        Assert.Equal("Rayon", type.Field("shelf")!.Labels.Fr);
        Assert.Equal(MiniPack.Catalogue.Type("letter").Fields.Count + 1, type.Fields.Count);
        Assert.NotEmpty(type.Access);
    }

    [Fact]
    public void A_register_is_replaced_whole()
        => Assert.Equal("E{number:0000}", Merge(("registers.yaml", "registers:\n  - {id: main, base: 1, labels: {fr: Registre}, format: \"E{number:0000}\"}\n")).Pack!.Registers.Single().Format.Id);

    [Theory]
    [InlineData("base: 2", FaultCodes.OverlayConflict)]
    [InlineData("version: 1", FaultCodes.OverlayShadows)]
    public void A_change_made_for_another_version_or_for_none_is_a_conflict(string key, string code)
    {
        var merged = Merge(("registers.yaml", $"registers:\n  - {{id: main, {key}, labels: {{fr: R}}, format: \"{{number}}\"}}\n"));
        Assert.Null(merged.Pack);
        Assert.Equal((code, 2), (merged.Faults.Single().Code, merged.Faults.Single().At.Line));
    }

    [Fact]
    public void A_change_of_what_the_base_does_not_have_is_told()
        => Assert.Equal(FaultCodes.OverlayUnknown, Merge(("registers.yaml", "registers:\n  - {id: other, base: 1, labels: {fr: R}, format: \"{number}\"}\n")).Faults.Single().Code);

    [Fact]
    public void Every_conflict_is_listed_and_none_taken()
    {
        var merged = Merge(
            ("registers.yaml", "registers:\n  - {id: main, base: 9, labels: {fr: R}, format: \"{number}\"}\n"),
            ("views.yaml", "views:\n  - {id: letters, base: 7, type: letter, columns: [number]}\n"));
        Assert.Equal(2, merged.Faults.Count);
        Assert.Null(merged.Pack);
    }

    [Fact]
    public void What_results_is_checked_whole()
        => Assert.Contains(Merge(("views.yaml", "views:\n  - {id: letters, base: 1, type: letter, columns: [nothing]}\n")).Faults, f => string.Equals(f.Code, FaultCodes.RefUnknown, StringComparison.Ordinal));

    private static OverlayReading Merge(params (string File, string Text)[] files)
    {
        var reading = PackReader.Read(files.Append(("pack.yaml", Head)).ToDictionary(f => f.Item1, f => f.Item2, StringComparer.Ordinal));
        Assert.Empty(reading.Faults);
        return Overlays.Merge(MiniPack.Pack, reading.Pack!);
    }
}
