using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

#pragma warning disable CA1812, CA1822, CA1852, CS9113 // Shapes that the rules must find, or must leave alone.
namespace Cartulaire.Tests.Architecture.Samples;

internal static class InSignature
{
    internal sealed class Handler
    {
        public Task HandleAsync(HttpContext context, CancellationToken ct) => Task.Delay(context is null ? 1 : 2, ct);
    }
}

internal static class InBody
{
    internal sealed class Handler
    {
        public async Task<int> HandleAsync(CancellationToken ct)
        {
            await Task.Delay(1, ct);
            return StatusCodes.Status200OK + new DefaultHttpContext().Response.StatusCode;
        }
    }
}

internal static class InLambda
{
    internal sealed class Handler
    {
        public Func<object> Handle() => () => new DefaultHttpContext();
    }
}

internal static class Clean
{
    internal sealed class Handler
    {
        public Task HandleAsync(CancellationToken ct) => Task.Delay(1, ct);
    }

    internal static IResult Map() => Results.Ok();
}

internal abstract class DbContext
{
    public int Count => 1;
}

internal sealed class Context : DbContext;

internal sealed class GreedyPage : ComponentBase
{
    [Inject]
    public Context? Context { get; set; }
}

internal sealed class CleanPage : ComponentBase
{
    [Parameter]
    public string? Title { get; set; }
}
