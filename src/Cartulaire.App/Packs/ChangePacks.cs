using System.Globalization;
using System.Text.Json;
using Cartulaire.App.Administration;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Packs;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Packs;

/// <summary>What a change of packs answers.</summary>
/// <param name="Pack">Id of the pack.</param>
/// <param name="Version">Its version from now on.</param>
/// <param name="Revision">Revision of the catalogue from now on.</param>
/// <param name="Converted">Items brought to it.</param>
public sealed record PackAnswer(string Pack, int Version, long Revision, long Converted = 0);

/// <summary>Puts new revisions of packs in force: checked against each other and against every item, or refused whole.</summary>
internal static class ChangePacks
{
    /// <param name="Kind">Kind of the journal entry.</param>
    /// <param name="Pack">Pack concerned.</param>
    /// <param name="Version">Its version from then on.</param>
    /// <param name="Added">New revisions, numbered after the last one.</param>
    internal sealed record Change(string Kind, string Pack, int Version, IReadOnlyList<PackRow> Added);

    /// <summary>A new revision, to be completed by the act.</summary>
    /// <param name="history">What is in force.</param>
    /// <param name="place">Place among the new revisions, from 1.</param>
    /// <param name="pack">Id.</param>
    /// <param name="version">Version.</param>
    /// <param name="files">Files as JSON.</param>
    public static PackRow Row(PackHistory history, int place, string pack, int version, string files) => new()
    {
        Revision = history.Revision + place,
        PackId = pack,
        PackVersion = version.ToString(CultureInfo.InvariantCulture),
        Files = files,
        State = PackStates.Current,
        InstalledBy = string.Empty,
    };

    /// <summary>A new revision from files.</summary>
    public static PackRow Row(PackHistory history, int place, PackSource source)
        => Row(history, place, source.Pack.Id, source.Pack.Version, JsonSerializer.Serialize(source.Files));

    /// <summary>Checks, counts, writes, puts in force, then converts.</summary>
    public static async Task<Written<PackAnswer>> RunAsync(OpenAdministration administration, Actor actor, Change change, Action<long, long>? progress, CancellationToken ct)
    {
        var now = administration.Packs.Now;
        var history = now.History.With(change.Added);
        var packs = history.Compose();
        if (!packs.IsSuccess)
        {
            return Refused(administration, packs.Failures);
        }

        var next = new PacksInForce(new Catalogue(packs.Value), history);
        var since = administration.Store.Writer.CommittedNumber;
        var losses = new LossCount(now, packs.Value);
        List<Failure> failures = [.. Rules(now, next), .. Queries(administration.Queries, next)];
        await using (var db = administration.Store.Read())
        {
            failures.AddRange(await losses.CountAsync(db, 0, ct).ConfigureAwait(false));
        }

        if (failures.Count > 0)
        {
            return Refused(administration, failures);
        }

        var written = await WriteAsync(administration, actor, change, (now, next), (act, token) => losses.CountAsync(act.Db, since, token), ct).ConfigureAwait(false);
        if (!written.Outcome.IsSuccess)
        {
            return written;
        }

        var converted = await administration.BesideAsync(closing => PackConversion.RunAsync(administration, progress, closing), ct).ConfigureAwait(false);
        return written with { Outcome = written.Outcome.Value with { Converted = converted } };
    }

    private static async Task<Written<PackAnswer>> WriteAsync(
        OpenAdministration administration, Actor actor, Change change, (PacksInForce Before, PacksInForce After) packs,
        Func<Act, CancellationToken, Task<IReadOnlyList<Failure>>> recount, CancellationToken ct)
    {
        return await administration.Store.Writer.RunAsync<PackAnswer>(
            actor,
            async (act, token) =>
            {
                if (!ReferenceEquals(administration.Packs.Now, packs.Before))
                {
                    return new Failure(Refusal.Conflict, "pack.changed-meanwhile", "packs", change.Pack);
                }

                // What was written while the items were being counted.
                if (await recount(act, token).ConfigureAwait(false) is { Count: > 0 } late)
                {
                    return Outcome<PackAnswer>.Refused(late);
                }

                await KeepAsync(act, change, token).ConfigureAwait(false);
                act.WhenUndone(() => administration.Packs.Replace(packs.Before));
                administration.Packs.Replace(packs.After);
                return new PackAnswer(change.Pack, change.Version, packs.After.Revision);
            },
            ct).ConfigureAwait(false);
    }

    private static async Task KeepAsync(Act act, Change change, CancellationToken ct)
    {
        var ids = change.Added.Select(r => r.PackId).ToList();
        foreach (var row in await act.Db.Packs.Where(p => p.State == PackStates.Current && ids.Contains(p.PackId)).ToListAsync(ct).ConfigureAwait(false))
        {
            row.State = PackStates.Replaced;
        }

        foreach (var row in change.Added)
        {
            row.InstalledAt = act.Now;
            row.InstalledBy = act.Actor.Name;
            act.Db.Packs.Add(row);
        }

        act.Journal(change.Kind, null, new
        {
            pack = change.Pack,
            version = change.Version,
            revisions = change.Added.Select(r => new { r.Revision, r.PackId, r.PackVersion, r.State, r.Accepted }),
        });
    }

    // Nothing is laid over an overlay, so that the versions of its own things say nothing to anybody.
    private static IEnumerable<Failure> Rules(PacksInForce now, PacksInForce next)
        => from row in next.History.Rows.Where(r => r.Revision > now.Revision && r.State != PackStates.Removed)
           let before = now.History.Current(row.PackId)
           where before is not null && next.History.Read(row).Overlays is null && PackHistory.Version(before) <= PackHistory.Version(row) && !string.Equals(before.Files, row.Files, StringComparison.Ordinal)
           from failure in Upgrades.UnraisedVersions(now.History.Read(before), next.History.Read(row))
               .Concat(Upgrades.SilentMerges(now.History.Read(before), next.History.Read(row)))
           select failure;

    private static IEnumerable<Failure> Queries(IQueryCheck? check, PacksInForce next)
        => check is null ? [] : next.Catalogue.Dashboards.SelectMany(d => check.Check(next.Catalogue, d));

    private static Written<PackAnswer> Refused(OpenAdministration administration, IReadOnlyList<Failure> failures)
        => new(Outcome<PackAnswer>.Refused(failures), administration.Store.Writer.CommittedNumber);
}
