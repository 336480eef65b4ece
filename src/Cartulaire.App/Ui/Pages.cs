using Cartulaire.App.Administration;
using Cartulaire.App.Desk;
using Cartulaire.App.Http;
using Cartulaire.App.Items;
using Cartulaire.App.Texts;
using Cartulaire.Kernel.Organisation;
using Cartulaire.Kernel.Packs;
using Cartulaire.Kernel.Types;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;

namespace Cartulaire.App.Ui;

/// <summary>Answers requests with pages: components rendered once, on the server, with what their endpoint has read for them.</summary>
internal static class Pages
{
    /// <summary>Renders a page.</summary>
    /// <param name="context">The request.</param>
    /// <param name="model">What the page shows; its parameter <c>Model</c>.</param>
    /// <param name="status">HTTP status.</param>
    /// <typeparam name="TPage">A component with the parameters <c>Screen</c> and <c>Model</c>.</typeparam>
    public static async Task<IResult> ShowAsync<TPage>(HttpContext context, object model, int status = StatusCodes.Status200OK)
        where TPage : IComponent
    {
        var screen = await ScreenAsync(context).ConfigureAwait(false);
        return new RazorComponentResult<TPage>(new Dictionary<string, object?>(StringComparer.Ordinal) { ["Screen"] = screen, ["Model"] = model })
        {
            StatusCode = status,
            PreventStreamingRendering = true,
        };
    }

    /// <summary>Leads on after a form was accepted, and says so there.</summary>
    /// <param name="address">A local address.</param>
    /// <param name="done">Code of what was done, without its prefix <c>done.</c>.</param>
    public static IResult GoTo(string address, string? done = null)
        => new SeeOther(done is null ? address : $"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}done={done}");

    /// <summary>What surrounds the page of a request; read once, for it counts the person's lists.</summary>
    public static async Task<Screen> ScreenAsync(HttpContext context)
    {
        if (context.Features.Get<Screen>() is { } known)
        {
            return known;
        }

        var screen = await ReadScreenAsync(context).ConfigureAwait(false);
        context.Features.Set(screen);
        return screen;
    }

    /// <summary>Everything that the person is.</summary>
    public static async Task<IReadOnlySet<string>> PrincipalsAsync(Caller caller, CancellationToken ct)
    {
        await using var db = caller.Administration.Store.Read();
        var organisation = await caller.Administration.Organisation.CurrentAsync(db, ct).ConfigureAwait(false);
        return organisation.Facts.PrincipalsOf(caller.Id);
    }

    private static async Task<Screen> ReadScreenAsync(HttpContext context)
    {
        var caller = context.Features.Get<Caller>();
        var administration = context.Features.Get<OpenAdministration>();
        var done = "done." + context.Request.Query["done"];
        var screen = new
        {
            Language = caller?.Language ?? RequestLanguage.Of(context),
            Here = context.Request.GetEncodedPathAndQuery(),
            Done = Sentences.Has(done, Sentences.First) ? done : null,
        };
        if (caller is null)
        {
            return new Screen { Language = screen.Language, Here = screen.Here, Done = screen.Done, Administration = administration };
        }

        var principals = await PrincipalsAsync(caller, context.RequestAborted).ConfigureAwait(false);
        var catalogue = caller.Administration.Packs.Catalogue;
        var dashboards = catalogue.Dashboards.Where(d => d.Roles.Count == 0 || d.Roles.Any(r => principals.Contains(Principal.Role(r.Id)))).ToList();

        // A list that is not counted for the person is not meant for them.
        var counted = context.RequestServices.GetService<IDashboardCounts>() is { } counts ? await counts.CountAsync(caller, dashboards, context.RequestAborted).ConfigureAwait(false) : null;
        return new Screen
        {
            Language = screen.Language,
            Here = screen.Here,
            Done = screen.Done,
            Administration = administration,
            Today = caller.Administration.DayOf(context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow()),
            Caller = caller,
            Administers = Administers(catalogue, principals),
            Dashboards = counted is null ? dashboards : [.. dashboards.Where(d => counted.ContainsKey(d.Id))],
            Counts = counted ?? new Dictionary<string, long>(StringComparer.Ordinal),
            Creatable = [.. catalogue.Types.Where(t => t.Kind == ItemKind.Folder && MakeItem.MayMake(catalogue, t, caller.Id, principals))],
            Captures = Capture.Desk.DeskTypes.Of(catalogue).Any(t => MakeItem.MayMake(catalogue, t, caller.Id, principals)),
            FormKey = context.Features.Get<Session>()?.FormKey,
        };
    }

    private static bool Administers(Catalogue catalogue, IReadOnlySet<string> principals)
        => catalogue.Roles.Any(r => r.Administers && principals.Contains(Principal.Role(r.Id)));

    /// <summary>303: the browser asks for the next page with GET, whatever it sent.</summary>
    private sealed class SeeOther(string address) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = address;
            return Task.CompletedTask;
        }
    }
}
