using Cartulaire.App.Organisation;
using Cartulaire.App.Packs;
using Cartulaire.App.Search;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Engines.Index;
using Cartulaire.Engines.Storage;
using Microsoft.Extensions.Logging;

namespace Cartulaire.App.Administration;

/// <summary>One administration, open: its store and what is kept in memory about it.</summary>
public sealed class OpenAdministration : IAsyncDisposable
{
    internal OpenAdministration(AdministrationRow row, AdministrationStore store, InstalledPacks packs, ILogger log)
    {
        Name = row.Name;
        Title = row.Title;
        TimeZone = TimeZoneInfo.FindSystemTimeZoneById(row.TimeZone);
        Languages = row.Languages.Split(',');
        Store = store;
        Packs = packs;
        Search = new IndexFollower(this, SearchIndex.Open(Path.Join(store.Folder, "index"), SearchIndex.AnalyzersVersion), log);
    }

    /// <summary>Short name, in every address.</summary>
    public string Name { get; }

    /// <summary>Name for people.</summary>
    public string Title { get; }

    /// <summary>Zone in which days begin; periods of registers follow it.</summary>
    public TimeZoneInfo TimeZone { get; }

    /// <summary>Languages of the administration, the first one first.</summary>
    public IReadOnlyList<string> Languages { get; }

    /// <summary>Everything it keeps.</summary>
    public AdministrationStore Store { get; }

    /// <summary>The packs in force.</summary>
    public InstalledPacks Packs { get; }

    /// <summary>Who works here and as what.</summary>
    public OrganisationSnapshots Organisation { get; } = new();

    /// <summary>The day that an instant falls on here.</summary>
    public DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, TimeZone).DateTime);

    /// <summary>The index, and what keeps it behind the journal.</summary>
    public IndexFollower Search { get; }

    /// <summary>What each person may see.</summary>
    public Reaches Reaches { get; } = new();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Search.DisposeAsync().ConfigureAwait(false);
        await Store.DisposeAsync().ConfigureAwait(false);
    }
}
