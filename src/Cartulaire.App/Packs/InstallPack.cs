using Cartulaire.App.Administration;
using Cartulaire.Engines.Database;
using Cartulaire.Kernel;

namespace Cartulaire.App.Packs;

/// <summary>Installs a pack, or lays an overlay over one, for the first time in an administration; a single fault refuses it whole.</summary>
public static class InstallPack
{
    /// <summary>Installs the pack of a folder.</summary>
    /// <param name="administration">Where.</param>
    /// <param name="actor">Who.</param>
    /// <param name="folder">Folder that holds <c>pack.yaml</c>.</param>
    /// <param name="ct">Cancels.</param>
    public static Task<Written<PackAnswer>> HandleAsync(OpenAdministration administration, Actor actor, string folder, CancellationToken ct)
    {
        var source = PackSource.Of(folder);
        return source.IsSuccess
            ? HandleAsync(administration, actor, source.Value, null, ct)
            : Task.FromResult(new Written<PackAnswer>(Outcome<PackAnswer>.Refused(source.Failures), 0));
    }

    /// <summary>Installs a pack.</summary>
    /// <param name="administration">Where.</param>
    /// <param name="actor">Who.</param>
    /// <param name="source">The pack.</param>
    /// <param name="progress">Told items done, items in all.</param>
    /// <param name="ct">Cancels the conversion that an overlay may need; it goes on when the administration is opened again.</param>
    public static async Task<Written<PackAnswer>> HandleAsync(
        OpenAdministration administration, Actor actor, PackSource source, Action<long, long>? progress, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(administration);
        ArgumentNullException.ThrowIfNull(source);
        var history = administration.Packs.Now.History;
        if (history.Current(source.Pack.Id) is not null)
        {
            return new(new Failure(Refusal.Conflict, "pack.installed", "packs", source.Pack.Id), 0);
        }

        var change = new ChangePacks.Change("pack.installed", source.Pack.Id, source.Pack.Version, [ChangePacks.Row(history, 1, source)]);
        return await ChangePacks.RunAsync(administration, actor, change, progress, ct).ConfigureAwait(false);
    }
}
