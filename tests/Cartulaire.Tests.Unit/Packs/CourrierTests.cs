using Cartulaire.App.Packs.Reading;
using Cartulaire.App.Packs.Scenarios;
using Cartulaire.Kernel.Packs;

namespace Cartulaire.Tests.Unit.Packs;

public sealed class CourrierTests
{
    private static readonly IReadOnlyDictionary<string, string> Files = PackReader.Files(Repository.Path("packs", "courrier"));

    public static TheoryData<string> Scenarios => [.. Files.Keys.Where(f => f.StartsWith("scenarios/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    [Fact]
    public void The_pack_has_no_fault()
        => Assert.Empty(PackReader.Read(Repository.Path("packs", "courrier")).Faults.Select(f => FaultSentences.Of(f, "fr")));

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void A_scenario_plays_as_told(string file)
    {
        var result = ScenarioRunner.Run(Installed(), file, Files[file]);
        Assert.Empty(result.Differences);
    }

    [Fact]
    public void There_are_at_least_twenty_scenarios_with_titles_of_their_own()
    {
        var results = ScenarioRunner.RunAll(Installed(), Files);
        Assert.True(results.Count >= 20);
        Assert.Equal(results.Count, results.Select(r => r.Title).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Every_label_is_there_in_four_languages()
    {
        var catalogue = Installed();
        var labels = catalogue.Types.SelectMany(t => t.Fields.Select(f => f.Labels).Append(t.Labels))
            .Concat(catalogue.Packs.SelectMany(p => p.Workflows).SelectMany(w => w.States.Select(s => s.Labels).Concat(w.Transitions.Select(t => t.Labels))))
            .Concat(catalogue.Packs.SelectMany(p => p.CodeLists).SelectMany(l => l.Codes.Select(c => c.Labels)))
            .Concat(catalogue.Dashboards.Select(d => d.Labels)).Concat(catalogue.Roles.Concat(catalogue.Functions).Select(r => r.Labels)).ToList();
        Assert.NotEmpty(labels);
        Assert.All(labels, l => Assert.False(new[] { l.Fr, l.Nl, l.De, l.En }.Any(string.IsNullOrWhiteSpace), l.Fr));
    }

    [Theory]
    [InlineData("state: to-treat", "state: closed")]
    [InlineData("travaux: done", "travaux: open")]
    [InlineData("transition: treat", "transition: close")]
    public void A_scenario_told_wrongly_fails(string right, string wrong)
    {
        var text = Files["scenarios/01-deux-services.yaml"];
        Assert.Contains(right, text, StringComparison.Ordinal);
        Assert.False(ScenarioRunner.Run(Installed(), "wrong.yaml", text.Replace(right, wrong, StringComparison.Ordinal)).Passed);
    }

    [Fact]
    public void A_scenario_that_checks_nothing_fails()
        => Assert.False(ScenarioRunner.Run(Installed(), "empty.yaml", "title: Rien\ngiven:\n  users: {marie: {roles: [mail-clerk]}}\n  item: {type: incoming-mail, by: marie}\nsteps: []\n").Passed);

    private static Catalogue Installed() => new(PackReader.Read(Files).Pack!);
}
