using System.Globalization;
using Cartulaire.Kernel.Types;

namespace Cartulaire.Kernel.Packs;

/// <summary>What merging an overlay gave.</summary>
/// <param name="Pack">Base and overlay together; null when something conflicts.</param>
/// <param name="Faults">Conflicts, all of them, then the faults of what results.</param>
public sealed record OverlayReading(Pack? Pack, IReadOnlyList<Fault> Faults);

/// <summary>Lays what an administration changed over the pack that it uses.</summary>
/// <remarks>
/// A thing of the overlay either is new, or says on which version of the base's thing it builds (<c>base: 3</c>) and takes its place whole;
/// of a type and of a code list, only the fields and codes that it lists take the place of, or join, those of the base.
/// </remarks>
public static class Overlays
{
    /// <summary>Merges; a base that has moved on since the overlay was made is a conflict, never taken silently.</summary>
    /// <param name="base">The base.</param>
    /// <param name="overlay">What is laid over it.</param>
    /// <param name="accepted">Conflicts that somebody has seen: <c>what/id</c> to the base's version over which the overlay stays.</param>
    public static OverlayReading Merge(Pack @base, Pack overlay, IReadOnlyDictionary<string, int>? accepted = null)
    {
        var faults = Conflicts(@base, overlay).Where(f => accepted is null || !IsAccepted(f, accepted)).ToList();
        if (faults.Count > 0)
        {
            return new OverlayReading(null, faults);
        }

        var merged = @base with
        {
            Types = Lay(@base.Types, overlay.Types, Lay),
            Workflows = Lay(@base.Workflows, overlay.Workflows),
            AssignmentKinds = Lay(@base.AssignmentKinds, overlay.AssignmentKinds),
            CodeLists = Lay(@base.CodeLists, overlay.CodeLists, Lay),
            Registers = Lay(@base.Registers, overlay.Registers),
            Parameters = Lay(@base.Parameters, overlay.Parameters),
            Calendars = Lay(@base.Calendars, overlay.Calendars),
            Dashboards = Lay(@base.Dashboards, overlay.Dashboards),
            Lists = Lay(@base.Lists, overlay.Lists),
            Roles = Lay(@base.Roles, overlay.Roles),
            Functions = Lay(@base.Functions, overlay.Functions),
        };
        var checks = PackChecker.Check(merged);
        return new OverlayReading(checks.Count == 0 ? merged : null, checks);
    }

    /// <summary>Everything about which overlay and base do not agree.</summary>
    public static IReadOnlyList<Fault> Conflicts(Pack @base, Pack overlay) => [.. overlay.Things.Select(t => Judge(@base, t.What, t.Thing)).OfType<Fault>()];

    /// <summary>What accepting the conflicts means: each thing, <c>what/id</c>, with the base's version that was seen.</summary>
    public static IReadOnlyDictionary<string, int> Accept(Pack @base, Pack overlay)
        => Conflicts(@base, overlay).Where(f => Same(f.Code, FaultCodes.OverlayConflict))
            .ToDictionary(f => $"{f.Args[0]}/{f.Args[1]}", f => int.Parse(f.Args[3], CultureInfo.InvariantCulture), StringComparer.Ordinal);

    private static bool IsAccepted(Fault fault, IReadOnlyDictionary<string, int> accepted)
        => Same(fault.Code, FaultCodes.OverlayConflict) && accepted.TryGetValue($"{fault.Args[0]}/{fault.Args[1]}", out var version)
            && Same(fault.Args[3], version.ToString(CultureInfo.InvariantCulture));

    private static Fault? Judge(Pack @base, string what, IThing thing)
    {
        var below = @base.Things.Where(t => string.Equals(t.What, what, StringComparison.Ordinal) && string.Equals(t.Thing.Id, thing.Id, StringComparison.Ordinal))
            .Select(t => t.Thing).FirstOrDefault();
        return (below, thing.Base) switch
        {
            (null, null) => null,
            (null, _) => new Fault(FaultCodes.OverlayUnknown, thing.At, what, thing.Id),
            (_, null) => new Fault(FaultCodes.OverlayShadows, thing.At, what, thing.Id),
            ({ } known, { } version) when known.Version != version => new Fault(
                FaultCodes.OverlayConflict, thing.At, what, thing.Id, version.ToString(CultureInfo.InvariantCulture), known.Version.ToString(CultureInfo.InvariantCulture)),
            _ => null,
        };
    }

    private static List<T> Lay<T>(IReadOnlyList<T> below, IReadOnlyList<T> above, Func<T, T, T>? join = null)
        where T : IThing
        => [.. below.Select(b => above.FirstOrDefault(a => Same(a.Id, b.Id)) is { } a ? (join is null ? a : join(b, a)) : b),
            .. above.Where(a => !below.Any(b => Same(a.Id, b.Id)))];

    private static TypeDefinition Lay(TypeDefinition below, TypeDefinition above) => below with
    {
        At = above.At,
        Labels = above.Labels,
        Fields = [.. below.Fields.Select(b => above.Field(b.Id) ?? b), .. above.Fields.Where(a => below.Field(a.Id) is null)],
        Title = above.Title ?? below.Title,
        Filing = above.Filing ?? below.Filing,
        List = above.List ?? below.List,
        Workflow = above.Workflow ?? below.Workflow,
        Access = above.Access.Count > 0 ? above.Access : below.Access,
        Create = above.Create.Count > 0 ? above.Create : below.Create,
    };

    private static CodeList Lay(CodeList below, CodeList above) => below with
    {
        At = above.At,
        Labels = above.Labels,
        Codes = [.. below.Codes.Select(b => above.Code(b.Id) ?? b), .. above.Codes.Where(a => below.Code(a.Id) is null)],
    };

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.Ordinal);
}
