using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Cartulaire.Tests.Integration.Routes;

/// <summary>Every endpoint, called by every kind of caller with ids that exist (security A-01).</summary>
public sealed class RouteMatrixTests(Town town) : IClassFixture<Town>
{
    [Fact]
    public void Every_endpoint_has_its_row_and_every_row_its_endpoint()
        => Assert.Empty(Differences([.. Town.Endpoints(town.Host.Host)], Matrix.Rows));

    [Fact]
    public void An_endpoint_that_nobody_declared_is_found()
    {
        var app = WebApplication.CreateSlimBuilder().Build();
        app.MapGet("/{administration}/api/v1/items/{item}/thumbnail", () => Results.Ok()).WithMetadata(new AllowAnonymousAttribute());
        var found = Differences([.. Town.Endpoints(town.Host.Host), .. ((IEndpointRouteBuilder)app).DataSources.SelectMany(d => Town.EndpointsOf(d))], Matrix.Rows);
        Assert.Equal(["GET /{administration}/api/v1/items/{item}/thumbnail has no row in Matrix.cs"], found);
    }

    [Fact]
    public void A_row_that_leads_nowhere_is_found()
        => Assert.Equal(
            ["GET /gone is no longer mapped"],
            Differences([.. Town.Endpoints(town.Host.Host)], [.. Matrix.Rows, new RouteRow("GET", "/gone", "200 200 200 200 200 200 404")]));

    [Fact]
    public async Task Every_caller_gets_what_is_declared_from_every_endpoint()
    {
        var shared = await Scene.MakeAsync(town.Host);
        await shared.ReadAsync(town.Host);
        var faults = await FaultsAsync(Matrix.Rows, shared);
        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    [Fact]
    public async Task An_answer_that_is_not_the_declared_one_is_found()
    {
        var shared = await Scene.MakeAsync(town.Host);
        var faults = await FaultsAsync(
            [
                new RouteRow("GET", "/{administration}/api/v1/items/{item}", "401 401 404 404 200 200 404"),
                new RouteRow("GET", "/health/live", "200 200 200 200 200 200 404"),
            ],
            shared);
        Assert.Equal(["GET /{administration}/api/v1/items/{item} answers 200 to the reader, not 404"], faults);
    }

    /// <summary>Endpoints without a row, and rows without an endpoint.</summary>
    private static IReadOnlyList<string> Differences(IReadOnlyCollection<string> endpoints, IReadOnlyList<RouteRow> rows)
    {
        var declared = rows.Select(r => r.Key).ToHashSet(StringComparer.Ordinal);
        return [
            .. endpoints.Where(e => !declared.Contains(e)).Select(e => $"{e} has no row in Matrix.cs"),
            .. declared.Except(endpoints, StringComparer.Ordinal).Select(e => $"{e} is no longer mapped"),
            .. rows.GroupBy(r => r.Key).Where(g => g.Count() > 1).Select(g => $"{g.Key} has two rows")];
    }

    /// <summary>Calls each row as each caller. Who is let in where something is written gets things of his own; who is refused must not have touched them.</summary>
    private async Task<IReadOnlyList<string>> FaultsAsync(IReadOnlyList<RouteRow> rows, Scene shared)
    {
        var faults = new List<string>();
        foreach (var row in rows)
        {
            foreach (var caller in Callers.All)
            {
                var expected = row.ExpectedOf(caller);
                var scene = row.Writes && expected < 400 && row.IsAboutSomething ? await Scene.MakeAsync(town.Host) : shared;
                using var answer = await town.CallAsync(row, caller, scene);
                if ((int)answer.StatusCode != expected)
                {
                    faults.Add(string.Create(CultureInfo.InvariantCulture, $"{row.Key} answers {(int)answer.StatusCode} to the {caller}, not {expected}"));
                }
            }
        }

        return faults;
    }
}
