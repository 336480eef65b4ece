using System.Globalization;
using System.Text.Json;
using Cartulaire.App.Administration;
using Cartulaire.App.Packs.Reading;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Packs;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Packs;

/// <summary>Installs a pack for the first time in an administration; a pack with a single fault is refused whole.</summary>
public static class InstallPack
{
    /// <param name="Pack">Id of the pack.</param>
    /// <param name="Version">Its version.</param>
    /// <param name="Revision">Revision of the catalogue from now on.</param>
    public sealed record Answer(string Pack, int Version, long Revision);

    /// <summary>Installs the pack of a folder.</summary>
    /// <param name="administration">Where.</param>
    /// <param name="actor">Who.</param>
    /// <param name="folder">Folder that holds <c>pack.yaml</c>.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<Written<Answer>> HandleAsync(OpenAdministration administration, Actor actor, string folder, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(administration);
        if (!File.Exists(Path.Join(folder, "pack.yaml")))
        {
            return new(new Failure(Refusal.NotFound, "pack.unknown", "packs", Path.GetFileName(folder)), 0);
        }

        var files = PackReader.Files(folder);
        var reading = PackReader.Read(files);
        if (reading.Pack is not { } pack)
        {
            return new(Outcome<Answer>.Refused([.. reading.Faults.Select(f => new Failure(
                Refusal.Invalid, "pack.fault", $"{f.At.File}:{f.At.Line.ToString(CultureInfo.InvariantCulture)}", FaultSentences.Of(f, "fr")))]), 0);
        }

        var written = await administration.Store.Writer.RunAsync(actor, (act, token) => RunAsync(act, pack, files, token), ct).ConfigureAwait(false);
        await administration.Packs.ReloadAsync(administration.Store, ct).ConfigureAwait(false);
        return written;
    }

    private static async Task<Outcome<Answer>> RunAsync(Act act, Pack pack, IReadOnlyDictionary<string, string> files, CancellationToken ct)
    {
        if (await act.Db.Packs.AnyAsync(p => p.PackId == pack.Id && p.State == PackStates.Current, ct).ConfigureAwait(false))
        {
            return new Failure(Refusal.Conflict, "pack.installed", "packs", pack.Id);
        }

        var revision = await act.NextAsync("pack-revision", ct).ConfigureAwait(false);
        act.Db.Packs.Add(new PackRow
        {
            Revision = revision,
            PackId = pack.Id,
            PackVersion = pack.Version.ToString(CultureInfo.InvariantCulture),
            Files = JsonSerializer.Serialize(files),
            State = PackStates.Current,
            InstalledAt = act.Now,
            InstalledBy = act.Actor.Name,
        });
        act.Journal("pack.installed", null, new { pack = pack.Id, version = pack.Version });
        return new Answer(pack.Id, pack.Version, revision);
    }
}
