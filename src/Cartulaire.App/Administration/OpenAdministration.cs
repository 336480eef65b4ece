using System.Collections.Concurrent;
using Cartulaire.App.Capture.Proposals;
using Cartulaire.App.Organisation;
using Cartulaire.App.Packs;
using Cartulaire.App.Search;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Engines.Index;
using Cartulaire.Engines.Storage;
using Microsoft.Extensions.Logging;

namespace Cartulaire.App.Administration;

/// <summary>One administration, open: its store and what is kept in memory about it.</summary>
public sealed class OpenAdministration : IAsyncDisposable
{
    private readonly CancellationTokenSource closing = new();
    private readonly ConcurrentBag<Task> beside = [];

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

    /// <summary>What the letters confirmed here taught.</summary>
    public LearntLetters Learnt { get; } = new();

    /// <summary>What each person may see.</summary>
    public Reaches Reaches { get; } = new();

    /// <summary>Checks the searches saved by packs, where somebody can.</summary>
    public IQueryCheck? Queries { get; internal init; }

    /// <summary>Called inside the act for each item that a change of packs has raised, so that what is kept about it (access set, title) follows.</summary>
    public Func<Act, ItemRow, CancellationToken, Task>? ItemRaised { get; set; }

    /// <summary>Whether it works by itself: builds its index anew, learns, converts.</summary>
    internal bool IsBusy => Search.IsBusy || beside.Any(work => !work.IsCompleted);

    /// <summary>Runs work beside the use of the administration until it is closed; whoever asked for it may go away meanwhile.</summary>
    /// <param name="work">The work; its token ends it when the administration is closed.</param>
    /// <param name="ct">Ends the waiting, not the work.</param>
    internal Task<T> BesideAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken ct)
    {
        var running = Task.Run(() => work(closing.Token), CancellationToken.None);
        beside.Add(running);
        return running.WaitAsync(ct);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync().ConfigureAwait(false);

        // What ends badly is told to whoever waits for it.
        await Task.WhenAll(beside).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            await Search.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            await Store.DisposeAsync().ConfigureAwait(false);
            Learnt.Dispose();
            closing.Dispose();
        }
    }
}
