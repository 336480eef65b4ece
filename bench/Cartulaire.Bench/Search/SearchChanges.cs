namespace Cartulaire.Bench.Search;

/// <summary>How soon searches follow changes that touch many.</summary>
internal static class SearchChanges
{
    public static Task PrintAsync(ServerProcess server, SearchState state, CancellationToken ct) => Task.CompletedTask;
}
