using System.Text.Json;
using System.Text.Json.Nodes;
using Cartulaire.App;
using Cartulaire.App.Administration;
using Cartulaire.App.Packs;
using Cartulaire.Engines.Database;
using Cartulaire.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.Server.Verbs;

/// <summary>Verbs on the packs of an administration, run where the data folder is owned.</summary>
internal static class PackVerbs
{
    /// <summary>Installs a pack or an overlay.</summary>
    public static Task<Outcome<JsonNode?>> InstallAsync(VerbCall call, CancellationToken ct)
        => ChangeAsync(call, (administration, sources) => InstallPack.HandleAsync(administration, call.Actor, sources.Pack, Progress(call), ct), ct);

    /// <summary>Upgrades one.</summary>
    public static Task<Outcome<JsonNode?>> UpgradeAsync(VerbCall call, CancellationToken ct)
        => ChangeAsync(call, (administration, sources) => UpgradePack.HandleAsync(
            administration, call.Actor, new UpgradePack.Command(sources.Pack, sources.Overlay, call.Args["accept"]?.GetValue<bool>() ?? false), Progress(call), ct), ct);

    /// <summary>Goes back to the version before.</summary>
    public static Task<Outcome<JsonNode?>> RollBackAsync(VerbCall call, CancellationToken ct)
        => AdministrationVerbs.WithAsync(call, async administration => Answer(
            await RollBackPack.HandleAsync(administration, call.Actor, call.Text("pack"), Progress(call), ct).ConfigureAwait(false)), ct);

    /// <summary>Undoes an overlay.</summary>
    public static Task<Outcome<JsonNode?>> RemoveAsync(VerbCall call, CancellationToken ct)
        => AdministrationVerbs.WithAsync(call, async administration => Answer(
            await RemoveOverlay.HandleAsync(administration, call.Actor, call.Text("pack"), Progress(call), ct).ConfigureAwait(false)), ct);

    /// <summary>Every revision, and how many items are still to be converted.</summary>
    public static Task<Outcome<JsonNode?>> ListAsync(VerbCall call, CancellationToken ct)
        => AdministrationVerbs.WithAsync(call, async administration =>
        {
            await using var db = administration.Store.Read();
            var rows = await db.Packs.AsNoTracking().OrderBy(p => p.Revision).ToListAsync(ct).ConfigureAwait(false);
            return new JsonObject
            {
                ["remaining"] = await PackConversion.RemainingAsync(administration, ct).ConfigureAwait(false),
                ["packs"] = new JsonArray([.. rows.Select(r => (JsonNode)new JsonObject
                {
                    ["id"] = r.PackId,
                    ["version"] = r.PackVersion,
                    ["revision"] = r.Revision,
                    ["state"] = r.State,
                    ["installedAt"] = r.InstalledAt,
                    ["installedBy"] = r.InstalledBy,
                })]),
            };
        }, ct);

    private static Task<Outcome<JsonNode?>> ChangeAsync(
        VerbCall call, Func<OpenAdministration, (PackSource Pack, PackSource? Overlay), Task<Written<PackAnswer>>> change, CancellationToken ct)
        => AdministrationVerbs.WithAsync(call, async administration =>
        {
            // Folders were read where the verb was typed: the owner may be another user, who does not see them.
            var sent = call.Args["sent"]?.GetValue<bool>() != true ? null : await JsonSerializer.DeserializeAsync<Dictionary<string, Dictionary<string, string>>>(call.Content!, cancellationToken: ct).ConfigureAwait(false);
            var pack = Source(call, sent, "pack");
            var overlay = Source(call, sent, "overlay");
            if (pack is not { IsSuccess: true } || overlay is { IsSuccess: false })
            {
                return Outcome<JsonNode?>.Refused([.. pack?.Failures ?? [], .. overlay?.Failures ?? []]);
            }

            return Answer(await change(administration, (pack.Value.Value, overlay?.Value)).ConfigureAwait(false));
        }, ct);

    private static Outcome<PackSource>? Source(VerbCall call, Dictionary<string, Dictionary<string, string>>? sent, string part)
    {
        if (sent is not null && sent.TryGetValue(part, out var files))
        {
            return PackSource.Of(files);
        }

        if (call.OptionalText(part) is not { } id)
        {
            return null;
        }

        var options = call.Service<CartulaireOptions>();
        return PackFolders.Exists(options, id) ? PackSource.Of(PackFolders.Of(options, id)) : new Failure(Refusal.NotFound, "pack.unknown", "packs", id);
    }

    private static Action<long, long> Progress(VerbCall call) => (done, total) => call.Progress.Report(new VerbProgress("conversion", done, total));

    private static Outcome<JsonNode?> Answer(Written<PackAnswer> written)
        => written.Outcome.Map<JsonNode?>(a => new JsonObject { ["pack"] = a.Pack, ["version"] = a.Version, ["revision"] = a.Revision, ["converted"] = a.Converted });
}
