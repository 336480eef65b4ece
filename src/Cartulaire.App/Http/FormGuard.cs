using Cartulaire.Kernel;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace Cartulaire.App.Http;

/// <summary>Marks page endpoints that read their form themselves, piece by piece, and check its token themselves.</summary>
internal sealed class StreamedForm
{
    /// <summary>The one mark.</summary>
    public static readonly StreamedForm Mark = new();
}

/// <summary>Lets a form of a signed-in person through only with the token of the session (security C-01).</summary>
internal static class FormGuard
{
    /// <summary>Runs before every page endpoint.</summary>
    public static async ValueTask<object?> CheckAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var context = invocation.HttpContext;
        var marks = context.GetEndpoint()?.Metadata;
        if (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)
            || marks?.GetMetadata<IAllowAnonymous>() is not null || marks?.GetMetadata<StreamedForm>() is not null)
        {
            return await next(invocation).ConfigureAwait(false);
        }

        if (context.Request.HasFormContentType && FormTokens.Holds(context, await context.Request.ReadFormAsync(context.RequestAborted).ConfigureAwait(false)))
        {
            return await next(invocation).ConfigureAwait(false);
        }

        await Refusals.AnswerAsync(context, [new Failure(Refusal.Invalid, "form.expired")]).ConfigureAwait(false);
        return Results.Empty;
    }
}
