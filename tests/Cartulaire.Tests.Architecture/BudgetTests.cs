using System.Reflection;
using System.Runtime.CompilerServices;

namespace Cartulaire.Tests.Architecture;

/// <summary>Budgets of style.md §5: what is exceeded is split by responsibility, not by <c>partial</c>.</summary>
public sealed class BudgetTests
{
    private const int Lines = 400;
    private const int Files = 20;
    private const int Dependencies = 7;

    [Fact]
    public void No_file_is_too_long() => Rule.Holds(LongFiles(Repository.Real));

    [Fact]
    public void A_file_that_is_too_long_is_found() => Rule.Finds(
        LongFiles(Repository.Of(
            "src/Cartulaire.App/Long.cs", string.Concat(Enumerable.Repeat("x\n", Lines + 1)),
            "src/Cartulaire.App/Just.razor", string.Concat(Enumerable.Repeat("x\n", Lines)))),
        "Long.cs");

    [Fact]
    public void No_folder_is_too_full() => Rule.Holds(FullFolders(Repository.Real));

    [Fact]
    public void A_folder_that_is_too_full_is_found() => Rule.Finds(
        FullFolders(new Repository([.. Enumerable.Range(0, Files + 1).Select(i => new Source($"src/Cartulaire.App/Crowd/F{i}.cs", "")),
            .. Enumerable.Range(0, Files).Select(i => new Source($"src/Cartulaire.App/Few/F{i}.cs", ""))])),
        "Crowd");

    [Fact]
    public void No_constructor_asks_for_too_much() => Rule.Holds(GreedyConstructors(Ours.Types));

    [Fact]
    public void A_constructor_that_asks_for_too_much_is_found() => Rule.Finds(
        GreedyConstructors([typeof(Greedy), typeof(Wide), typeof(Modest)]),
        nameof(Greedy));

    private static Finding LongFiles(Repository repository)
    {
        var files = repository.Sources(".cs", ".razor", ".js").ToList();
        return new Finding(files.Count, [.. files.Where(f => f.Lines > Lines).Select(f => $"{f.Path} has {f.Lines} lines; {Lines} at most.")]);
    }

    private static Finding FullFolders(Repository repository)
    {
        var folders = repository.Sources(".cs", ".razor").CountBy(f => f.Folder, StringComparer.Ordinal).ToList();
        return new Finding(folders.Count, [.. folders.Where(f => f.Value > Files).Select(f => $"{f.Key} holds {f.Value} source files; {Files} at most.")]);
    }

    private static Finding GreedyConstructors(IReadOnlyList<Type> types)
    {
        // The parameters of a record are its data, not what it depends on.
        var classes = types.Where(t => t is { IsClass: true } && t.GetMethod("<Clone>$") is null && !t.IsDefined(typeof(CompilerGeneratedAttribute), false)).ToList();
        return new Finding(classes.Count, [..
            from type in classes
            let most = type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Select(c => c.GetParameters().Length).DefaultIfEmpty().Max()
            where most > Dependencies
            select $"{type.FullName} is made from {most} things; {Dependencies} at most."]);
    }

#pragma warning disable CA1812, CS9113 // Samples: only their shape is looked at.
    private sealed class Greedy(int a, int b, int c, int d, int e, int f, int g, int h);

    private sealed record Wide(int A, int B, int C, int D, int E, int F, int G, int H);

    private sealed class Modest(int a, int b);
#pragma warning restore CA1812, CS9113
}
