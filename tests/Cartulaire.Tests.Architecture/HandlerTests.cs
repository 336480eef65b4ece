using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using Microsoft.AspNetCore.Components;

namespace Cartulaire.Tests.Architecture;

/// <summary>Who may know the web and who may know the database, seen in the compiled code: signatures, bodies, lambdas and iterators alike.</summary>
public sealed class HandlerTests
{
    private static readonly Lazy<ArchUnitNET.Domain.Architecture> Real = new(() => new ArchLoader().LoadAssemblies([.. Ours.Assemblies]).Build());
    private static readonly Lazy<ArchUnitNET.Domain.Architecture> Sample = new(() => new ArchLoader().LoadAssemblies(typeof(HandlerTests).Assembly).Build());

    private static IReadOnlyList<System.Type> Slices { get; } = [.. Ours.Types.Where(t => t.Name == "Handler")];

    private static IReadOnlyList<System.Type> Pages { get; } = [.. Ours.Types.Where(t => typeof(IComponent).IsAssignableFrom(t))];

    [Fact]
    public void Handlers_do_not_know_the_web()
    {
        // Nothing to look at before the first slice is written; from then on the rule must see them all.
        if (Slices.Count > 0)
        {
            Rule.Holds(Web(Real.Value, Slices));
        }
    }

    [Fact]
    public void A_handler_that_knows_the_web_is_found() => Rule.Finds(
        Web(Sample.Value, [typeof(Samples.InSignature.Handler), typeof(Samples.InBody.Handler), typeof(Samples.InLambda.Handler), typeof(Samples.Clean.Handler)]),
        "InSignature",
        "InBody",
        "InLambda");

    [Fact]
    public void Pages_do_not_know_the_database()
    {
        if (Pages.Count > 0)
        {
            Rule.Holds(Database(Real.Value, Pages));
        }
    }

    [Fact]
    public void A_page_that_knows_the_database_is_found() => Rule.Finds(
        Database(Sample.Value, [typeof(Samples.GreedyPage), typeof(Samples.CleanPage)]),
        nameof(Samples.GreedyPage));

    [Fact]
    public void A_type_that_was_not_loaded_is_a_fault_not_a_pass()
        => Rule.Finds(Web(Sample.Value, [typeof(string)]), "System.String was not seen");

    private static Finding Web(ArchUnitNET.Domain.Architecture architecture, IReadOnlyList<System.Type> handlers)
        => Depends(architecture, handlers, t => t.FullName.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal), "knows the web");

    private static Finding Database(ArchUnitNET.Domain.Architecture architecture, IReadOnlyList<System.Type> pages)
        => Depends(architecture, pages, t => t.FullName.StartsWith("Microsoft.EntityFrameworkCore.", StringComparison.Ordinal) || Ancestors(t).Any(a => a.Name == "DbContext"), "knows the database");

    private static Finding Depends(ArchUnitNET.Domain.Architecture architecture, IReadOnlyList<System.Type> types, Func<IType, bool> forbidden, string says)
    {
        var seen = architecture.Types.ToLookup(t => t.FullName, StringComparer.Ordinal);
        var faults = new List<string>();
        foreach (var type in types)
        {
            var here = seen[type.FullName!].ToList();
            if (here.Count == 0)
            {
                faults.Add($"{type.FullName} was not seen by the rule.");
            }

            // What the compiler makes of lambdas and async bodies are types inside the type.
            var all = here.Concat(architecture.Types.Where(t => t.FullName.StartsWith(type.FullName + "+", StringComparison.Ordinal)));
            if (all.SelectMany(t => t.Dependencies).Select(d => d.Target).FirstOrDefault(forbidden) is { } target)
            {
                faults.Add($"{type.FullName} {says}: {target.FullName}");
            }
        }

        return new Finding(types.Count, faults);
    }

    private static IEnumerable<IType> Ancestors(IType type)
    {
        yield return type;
        if (type is Class { BaseClass: { } parent })
        {
            foreach (var ancestor in Ancestors(parent))
            {
                yield return ancestor;
            }
        }
    }
}
