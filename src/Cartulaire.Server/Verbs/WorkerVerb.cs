using Cartulaire.Engines.Conversion.Worker;

namespace Cartulaire.Server.Verbs;

/// <summary><c>cartulaire worker</c>: reads received documents, inside the sandbox only. Started by the server, never by hand.</summary>
internal static class WorkerVerb
{
    public const string Name = "worker";

    public static Task<int> RunAsync(CancellationToken ct) => WorkerHost.RunProcessAsync(ct);
}
