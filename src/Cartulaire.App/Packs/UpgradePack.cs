using System.Text.Json;
using Cartulaire.App.Administration;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Packs;

namespace Cartulaire.App.Packs;

/// <summary>Replaces an installed pack or overlay by a later version, and converts what was written under the earlier one.</summary>
public static class UpgradePack
{
    /// <param name="Source">The new version.</param>
    /// <param name="Overlay">A new version of the overlay made for it, if any: both come into force together.</param>
    /// <param name="Accept">Whether overlays stay over things of the base that have changed since they were made.</param>
    public sealed record Command(PackSource Source, PackSource? Overlay = null, bool Accept = false);

    /// <summary>Upgrades; the same version again finishes a conversion that was interrupted.</summary>
    /// <param name="administration">Where.</param>
    /// <param name="actor">Who.</param>
    /// <param name="command">What.</param>
    /// <param name="progress">Told items done, items in all.</param>
    /// <param name="ct">Cancels the conversion; it goes on when the administration is opened again.</param>
    public static async Task<Written<PackAnswer>> HandleAsync(
        OpenAdministration administration, Actor actor, Command command, Action<long, long>? progress, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(administration);
        ArgumentNullException.ThrowIfNull(command);
        var history = administration.Packs.Now.History;
        var pack = command.Source.Pack;
        if (history.Current(pack.Id) is not { } current)
        {
            return new(new Failure(Refusal.NotFound, "pack.not-installed", "packs", pack.Id), 0);
        }

        if (command.Overlay is null && PackHistory.Version(current) == pack.Version && history.Read(current).Things.Select(t => t.Thing.Fingerprint).SequenceEqual(pack.Things.Select(t => t.Thing.Fingerprint)))
        {
            var converted = await administration.BesideAsync(closing => PackConversion.RunAsync(administration, progress, closing), ct).ConfigureAwait(false);
            return new(new PackAnswer(pack.Id, pack.Version, history.Revision, converted), administration.Store.Writer.CommittedNumber);
        }

        var added = Rows(history, command);
        return added.IsSuccess
            ? await ChangePacks.RunAsync(administration, actor, new ChangePacks.Change("pack.upgraded", pack.Id, pack.Version, added.Value), progress, ct).ConfigureAwait(false)
            : new(Outcome<PackAnswer>.Refused(added.Failures), 0);
    }

    private static Outcome<List<PackRow>> Rows(PackHistory history, Command command)
    {
        List<PackRow> rows = [];
        foreach (var source in new[] { command.Source, command.Overlay }.OfType<PackSource>())
        {
            var before = history.Current(source.Pack.Id);
            if (before is not null && PackHistory.Version(before) >= source.Pack.Version)
            {
                return new Failure(Refusal.Conflict, "upgrade.version", "packs", source.Pack.Id, before.PackVersion, source.Pack.Version);
            }

            rows.Add(ChangePacks.Row(history, rows.Count + 1, source));
        }

        if (command.Overlay is { } overlay && !string.Equals(overlay.Pack.Overlays?.Id, command.Source.Pack.Id, StringComparison.Ordinal))
        {
            return new Failure(Refusal.Invalid, "overlay.of-another", "packs", overlay.Pack.Id, command.Source.Pack.Id);
        }

        if (command.Accept)
        {
            rows.AddRange(Accepted(history, command, rows.Count));
        }

        return rows;
    }

    // An overlay that stays as it is gets a revision of its own: who accepted what, and when, is part of the history.
    private static IEnumerable<PackRow> Accepted(PackHistory history, Command command, int place)
        => from row in history.InForce(history.Revision)
           let overlay = history.Read(row)
           where string.Equals(overlay.Overlays?.Id, command.Source.Pack.Id, StringComparison.Ordinal) && !string.Equals(row.PackId, command.Overlay?.Pack.Id, StringComparison.Ordinal)
           let seen = Overlays.Accept(command.Source.Pack, overlay)
           where seen.Count > 0
           select Again(history, ++place, row, JsonSerializer.Serialize(seen));

    /// <summary>The same version of a pack as another revision.</summary>
    internal static PackRow Again(PackHistory history, int place, PackRow row, string? accepted)
    {
        var again = ChangePacks.Row(history, place, row.PackId, PackHistory.Version(row), row.Files);
        again.Accepted = accepted;
        return again;
    }
}
