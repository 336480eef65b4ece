using System.ComponentModel;

namespace Cartulaire.Engines.Conversion.Sandbox;

/// <summary>Whether this machine lets us read received files safely.</summary>
/// <param name="Available">Whether the sandbox could be had.</param>
/// <param name="Reason">Stable code of the obstacle: <c>sandbox.bwrap-missing</c>, <c>sandbox.namespaces-forbidden</c>, <c>sandbox.failed</c>; empty when available.</param>
/// <param name="Sentence">What to tell the operator, in French; empty when available.</param>
/// <param name="Command">The command that allows it, to run as root; empty when none is known.</param>
public sealed record SandboxState(bool Available, string Reason, string Sentence, string Command);

/// <summary>Tries the sandbox once at start. Without it nothing is read: files are kept and their jobs wait.</summary>
public static class SandboxProbe
{
    /// <summary>Runs a harmless command in the sandbox.</summary>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>The state; never throws for a machine that forbids it.</returns>
    public static async Task<SandboxState> TryAsync(CancellationToken ct)
    {
        var limits = SandboxLimits.OneTool with { WallClock = TimeSpan.FromSeconds(10) };
        try
        {
            var result = await SandboxRunner.RunAsync(new("true", [], limits), default, ct);
            return result is { End: SandboxEnd.Exited, ExitCode: 0 } ? new(true, "", "", "") : Explain(result.Error);
        }
        catch (Win32Exception)
        {
            return new(false, "sandbox.bwrap-missing", "La lecture des fichiers est arrêtée : le paquet bubblewrap n'est pas installé.", "apt-get install bubblewrap");
        }
    }

    /// <summary>Turns bwrap's own words into a sentence and the command that helps.</summary>
    internal static SandboxState Explain(string error)
    {
        if (error.Contains("namespace", StringComparison.OrdinalIgnoreCase) || error.Contains("Operation not permitted", StringComparison.Ordinal) || error.Contains("setting up uid map", StringComparison.Ordinal))
        {
            return new(
                false,
                "sandbox.namespaces-forbidden",
                "La lecture des fichiers est arrêtée : ce système interdit les espaces de noms d'utilisateur dont le bac à sable a besoin.",
                File.Exists("/proc/sys/kernel/apparmor_restrict_unprivileged_userns")
                    ? "sysctl -w kernel.apparmor_restrict_unprivileged_userns=0"
                    : "sysctl -w kernel.unprivileged_userns_clone=1 user.max_user_namespaces=15000");
        }

        var first = error.Split('\n', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault("aucun message");
        return new(false, "sandbox.failed", $"La lecture des fichiers est arrêtée : le bac à sable ne démarre pas ({first}).", "");
    }
}
