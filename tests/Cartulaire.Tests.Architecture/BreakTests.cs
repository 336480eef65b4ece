namespace Cartulaire.Tests.Architecture;

/// <summary>The deliberate breaks of <c>tests/breaks</c> (security.md, mutation rule) keep up with the sources; <c>./test --breaks</c> sees each turn its tests red.</summary>
public sealed class BreakTests
{
    public static TheoryData<string> Breaks
        => [.. Directory.EnumerateFiles(Path.Join(Repository.Root, "tests", "breaks"), "*.patch").Select(p => Path.GetFileName(p)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Breaks))]
    public void A_break_still_finds_what_it_breaks_and_the_tests_that_guard_it(string name)
    {
        var lines = File.ReadAllLines(Path.Join(Repository.Root, "tests", "breaks", name));
        var guards = lines[1].Split(' ');
        Assert.Equal(["Tests:"], guards[..^2]);
        var (project, pattern) = (guards[1], guards[2]);
        var tests = Directory.EnumerateFiles(Path.Join(Repository.Root, "tests", $"Cartulaire.Tests.{project}"), "*.cs", SearchOption.AllDirectories);
        Assert.Contains(tests, t => File.ReadAllText(t).Contains(pattern.Trim('*'), StringComparison.Ordinal));

        var file = lines.Single(l => l.StartsWith("--- a/", StringComparison.Ordinal))[6..];
        var source = File.ReadAllText(Path.Join(Repository.Root, file));
        var hunk = lines.SkipWhile(l => !l.StartsWith("@@", StringComparison.Ordinal)).Skip(1).Where(l => l is [' ' or '-', ..]).Select(l => l[1..]);
        Assert.Contains(string.Join('\n', hunk), source, StringComparison.Ordinal);
    }
}
