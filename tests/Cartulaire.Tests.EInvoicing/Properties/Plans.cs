using System.Globalization;
using Cartulaire.Tests.Planned;
using FsCheck;
using FsCheck.Fluent;

namespace Cartulaire.Tests.EInvoicing.Properties;

/// <summary>Random plans for FsCheck: drawn from a number, made smaller when something fails. The suite draws the same ones each time, so that what is red stays red; more, and others each time, with CARTULAIRE_PROPERTIES. A failure prints its seed (replay it with <c>Config.WithReplay</c>) and the smallest invoice that fails.</summary>
public static class Plans
{
    /// <summary>How many times as much is tried as in the suite: CARTULAIRE_PROPERTIES.</summary>
    private static readonly int Times = int.TryParse(Environment.GetEnvironmentVariable("CARTULAIRE_PROPERTIES"), CultureInfo.InvariantCulture, out var times) ? times : 1;

    /// <summary>Tries something on so many plans, or on so many that fit; what throws is made small and told.</summary>
    internal static void Each(int count, Action<Plan> holds, Func<Plan, bool>? fits = null)
    {
        var (plans, simpler) = (Gen.Choose(0, int.MaxValue - 1).Select(Planner.Draw), (Func<Plan, IEnumerable<Plan>>)Simpler.Than);
        var some = fits is null ? Arb.From(plans, simpler) : Arb.From(plans.Where(fits), plan => simpler(plan).Where(fits));
        var config = Config.QuickThrowOnFailure.WithMaxTest(count * Times).WithStartSize(1).WithEndSize(1);
        Prop.ForAll(some, holds).Check(Times > 1 ? config : config.WithReplay(16931, 3));
    }
}
