using System.Diagnostics;
using Cartulaire.App;
using Cartulaire.App.Administration;
using Cartulaire.App.Items;
using Cartulaire.App.Organisation;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Engines.Storage;
using Cartulaire.Kernel;
using Cartulaire.Server.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cartulaire.Bench.Search;

/// <summary>
/// How soon searches follow changes that touch many. There is no door yet that makes such changes in one act: the same web host runs in this process,
/// the act goes through the product's writer, the search that must see it over HTTP. Everything is put back.
/// </summary>
internal static class SearchChanges
{
    private const int Moved = 50_000;

    public static async Task PrintAsync(SearchFolder folder, SearchState state, CancellationToken ct)
    {
        await using var data = DataFolder.TryOwn(folder.Data) ?? throw new InvalidOperationException("The server still holds the folder.");
        await using var app = WebServer.Build(data, "http://127.0.0.1:0", new CartulaireOptions { ReserveBytes = 0 });
        await app.StartAsync(ct);
        using var lease = (await app.Services.GetRequiredService<Administrations>().LeaseAsync("sart", ct)).Value;
        var sart = lease.Administration;
        var address = new Uri(new Uri(app.Urls.Single(u => u.StartsWith("http://127.", StringComparison.Ordinal))), "sart/api/v1/");
        using var ordinary = Client(address, state.Ordinary);
        using var administrator = Client(address, state.Administrator);
        using var member = Client(address, state.Member);
        Console.WriteLine("\n| change | the act | first search that must see it |\n|---|---|---|");
        await FolderAsync(sart, administrator, ct);
        await MembersAsync(sart, ordinary, administrator, member, ct);
        await RightsAsync(sart, administrator, ct);
        await app.StopAsync(ct);
    }

    private static async Task FolderAsync(OpenAdministration sart, HttpClient administrator, CancellationToken ct)
    {
        await using var db = sart.Store.Read();
        var years = await db.Items.Where(i => i.Type == OrganisingFolders.Type && (i.Title == "2018" || i.Title == "2019")).OrderBy(i => i.Title).ToListAsync(ct);
        var (from, to) = (years[0], years[1]);
        var held = await SearchMeasure.TotalAsync(administrator, $"$tree:{from.Serial} type:incoming-mail", ct);
        var before = await SearchMeasure.TotalAsync(administrator, $"$tree:{to.Serial} type:incoming-mail", ct);
        await TimeAsync(
            $"a folder of {held:N0} records, {held * (1 + SeedRecord.Documents3):N0} items, moves into another",
            sart,
            async (act, token) => (await act.Db.Items.FindAsync([from.Id], token))!.ParentId = to.Id,
            async () => await SearchMeasure.TotalAsync(administrator, $"$tree:{to.Serial} type:incoming-mail", ct) == before + held,
            ct);
        await ActAsync(sart, async (act, token) => (await act.Db.Items.FindAsync([from.Id], token))!.ParentId = from.ParentId, ct);
    }

    private static async Task MembersAsync(OpenAdministration sart, HttpClient ordinary, HttpClient administrator, HttpClient member, CancellationToken ct)
    {
        await using var db = sart.Store.Read();
        var services = await db.Services.Where(s => s.Name == "s01" || s.Name == "s02").OrderBy(s => s.Name).Select(s => s.Id).ToListAsync(ct);
        var here = await SearchMeasure.TotalAsync(member, "type:incoming-mail", ct);
        var mine = await SearchMeasure.TotalAsync(ordinary, "type:incoming-mail", ct);
        var all = await SearchMeasure.TotalAsync(administrator, "type:incoming-mail", ct);
        await TimeAsync(
            $"{SeedTown.Members:N0} members change from one service to another",
            sart,
            (act, token) => ExchangeAsync(act, services[0], services[1], token),
            async () => await SearchMeasure.TotalAsync(member, "type:incoming-mail", ct) != here,
            ct);
        await ActAsync(sart, (act, token) => ExchangeAsync(act, services[1], services[0], token), ct);
        foreach (var (who, client, total) in new[] { ("the ordinary user", ordinary, mine), ("the administrator", administrator, all) })
        {
            await TimeAsync(
                $"the organisation changes: {who} is read anew among {await db.AccessSets.CountAsync(ct):N0} access sets",
                sart,
                async (act, token) => await act.NextAsync(OrganisationCounter.Name, token),
                async () => await SearchMeasure.TotalAsync(client, "type:incoming-mail", ct) == total,
                ct);
        }
    }

    private static async Task RightsAsync(OpenAdministration sart, HttpClient administrator, CancellationToken ct)
    {
        var all = await SearchMeasure.TotalAsync(administrator, "type:incoming-mail", ct);
        await using var db = sart.Store.Read();
        var rows = await db.Items.Where(i => i.Type != OrganisingFolders.Type).OrderBy(i => i.Serial).Take(Moved).Select(i => new { i.Serial, i.AccessSet, i.IsFolder }).ToListAsync(ct);
        var last = rows[^1].Serial;
        var closed = await ClosedAsync(sart, ct);
        await TimeAsync(
            $"{rows.Count:N0} items get another access set",
            sart,
            async (act, token) => await act.Db.Items.Where(i => i.Serial <= last && i.Type != OrganisingFolders.Type)
                .ExecuteUpdateAsync(set => set.SetProperty(i => i.AccessSet, closed).SetProperty(i => i.RightsNumber, act.Number), token),
            async () => await SearchMeasure.TotalAsync(administrator, "type:incoming-mail", ct) == all - rows.Count(r => r.IsFolder),
            ct);
        await ActAsync(
            sart,
            async (act, token) =>
            {
                foreach (var set in rows.GroupBy(r => r.AccessSet))
                {
                    var serials = set.Select(r => r.Serial).ToList();
                    await act.Db.Items.Where(i => serials.Contains(i.Serial)).ExecuteUpdateAsync(s => s.SetProperty(i => i.AccessSet, set.Key).SetProperty(i => i.RightsNumber, act.Number), token);
                }
            },
            ct);
    }

    /// <summary>A set that nobody is in.</summary>
    private static async Task<long> ClosedAsync(OpenAdministration sart, CancellationToken ct)
    {
        var number = 0L;
        await ActAsync(sart, async (act, token) => number = await AccessSets.NumberAsync(act, Kernel.Access.AccessSet.From([]), token), ct);
        return number;
    }

    private static async Task ExchangeAsync(Act act, ServiceId from, ServiceId to, CancellationToken ct)
    {
        var held = await act.Db.PersonFunctions.Where(f => f.ServiceId == from).ToListAsync(ct);
        act.Db.PersonFunctions.RemoveRange(held);
        act.Db.PersonFunctions.AddRange(held.Select(f => new PersonFunctionRow { PersonId = f.PersonId, ServiceId = to, Function = f.Function }));
        await act.NextAsync(OrganisationCounter.Name, ct);
    }

    private static async Task TimeAsync(string what, OpenAdministration sart, Func<Act, CancellationToken, Task> change, Func<Task<bool>> seen, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        await ActAsync(sart, change, ct);
        var acted = watch.Elapsed.TotalMilliseconds;
        var tries = 1;
        for (watch.Restart(); !await seen(); tries++)
        {
            if (watch.Elapsed.TotalMinutes > 2)
            {
                throw new TimeoutException($"{what}: never seen");
            }
        }

        Console.WriteLine($"| {what} | {acted:F0} ms | after {watch.Elapsed.TotalMilliseconds:F0} ms, search {tries} |");
    }

    private static async Task ActAsync(OpenAdministration sart, Func<Act, CancellationToken, Task> change, CancellationToken ct)
        => _ = (await sart.Store.Writer.RunAsync<Done>(
            Actor.Operator("bench"),
            async (act, token) =>
            {
                await change(act, token);
                act.Journal("bench.changed", null);
                return default(Done);
            },
            ct)).Outcome.Value;

    private static HttpClient Client(Uri address, string token)
        => new() { BaseAddress = address, Timeout = TimeSpan.FromMinutes(5), DefaultRequestHeaders = { Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", token) } };
}
