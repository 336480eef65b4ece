using System.Diagnostics.Metrics;

namespace Cartulaire.Engines.Database;

/// <summary>What the program counts about itself; no personal data in any label.</summary>
public static class Measures
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Cartulaire";

    private static readonly Meter Meter = new(MeterName);

    /// <summary>Acts committed together: how many groups, how large. Label <c>store</c>.</summary>
    public static readonly Histogram<int> Groups = Meter.CreateHistogram<int>("writer.group");

    /// <summary>Pieces received. Label <c>source</c>.</summary>
    public static readonly Counter<long> Receptions = Meter.CreateCounter<long>("receptions");
}
