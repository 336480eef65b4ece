using Cartulaire.App.Http;
using Cartulaire.App.Ui;
using Cartulaire.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cartulaire.App.Organisation.Screens;

/// <summary>Pages where an administration manages its services and users.</summary>
internal static class OrganisationScreens
{
    /// <summary>Maps the pages; each asks for a role that administers.</summary>
    public static void Map(IEndpointRouteBuilder pages)
    {
        var group = pages.MapGroup("").AddEndpointFilter(AdministersAsync);
        group.MapGet("/services", ListServicesAsync);
        group.MapGet("/services/new", (HttpContext c, Caller _) => ShowServiceAsync(c, null));
        group.MapPost("/services/new", AddServiceAsync);
        group.MapGet("/services/{id}", (HttpContext c, string id) => ShowServiceAsync(c, id));
        group.MapPost("/services/{id}", EditServiceAsync);
        UserScreens.Map(group);
    }

    private static async ValueTask<object?> AdministersAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var context = invocation.HttpContext;
        var caller = context.Features.Get<Caller>()!;
        if (await Administrators.RefusalAsync(caller, context.RequestAborted).ConfigureAwait(false) is not { } refusal)
        {
            return await next(invocation).ConfigureAwait(false);
        }

        await Refusals.AnswerAsync(context, [refusal]).ConfigureAwait(false);
        return Results.Empty;
    }

    private static async Task<IResult> ListServicesAsync(HttpContext context, Caller caller, CancellationToken ct)
        => await Pages.ShowAsync<ServicesPage>(context, await OrganisationReading.ServicesAsync(caller.Administration, ct).ConfigureAwait(false)).ConfigureAwait(false);

    private static async Task<IResult> ShowServiceAsync(HttpContext context, string? id)
    {
        var caller = context.Features.Get<Caller>()!;
        var services = await OrganisationReading.ServicesAsync(caller.Administration, context.RequestAborted).ConfigureAwait(false);
        var one = services.FirstOrDefault(s => s.Row.Id.ToString() == id);
        return one is null && id is not null
            ? await UnknownAsync(context).ConfigureAwait(false)
            : await Pages.ShowAsync<ServicePage>(context, new ServicePage.Form(
                one?.Row, one?.Row.Name, one?.Row.Title, one?.Row.ParentId?.ToString(), one?.Row.Active ?? true, services, [])).ConfigureAwait(false);
    }

    private static async Task<IResult> AddServiceAsync(HttpContext context, Caller caller, CancellationToken ct)
    {
        var form = await context.Request.ReadFormAsync(ct).ConfigureAwait(false);
        var services = await OrganisationReading.ServicesAsync(caller.Administration, ct).ConfigureAwait(false);
        var parent = services.FirstOrDefault(s => s.Row.Id.ToString() == form["parent"]);
        var written = await AddService.HandleAsync(
            caller.Administration, caller.Actor, new AddService.Command(form["name"].ToString().Trim(), form["title"].ToString(), parent?.Row.Name), ct).ConfigureAwait(false);
        return written.Outcome.IsSuccess
            ? Pages.GoTo($"/{caller.Administration.Name}/services", "service.added")
            : await Pages.ShowAsync<ServicePage>(
                context,
                new ServicePage.Form(null, form["name"], form["title"], form["parent"], true, services, written.Outcome.Failures),
                Problems.Status(written.Outcome.Failure.Kind)).ConfigureAwait(false);
    }

    private static async Task<IResult> EditServiceAsync(HttpContext context, Caller caller, string id, CancellationToken ct)
    {
        if (!Identifier.TryRead<ServiceId>(id, out var service))
        {
            return await UnknownAsync(context).ConfigureAwait(false);
        }

        var form = await context.Request.ReadFormAsync(ct).ConfigureAwait(false);
        var active = form["active"] == "true";
        ServiceId? parent = Identifier.TryRead<ServiceId>(form["parent"], out var above) ? above : null;
        var written = await EditService.HandleAsync(
            caller.Administration, caller.Actor, new EditService.Command(service, form["title"].ToString(), parent, active), ct).ConfigureAwait(false);
        if (written.Outcome.IsSuccess)
        {
            return Pages.GoTo($"/{caller.Administration.Name}/services", "service.edited");
        }

        var services = await OrganisationReading.ServicesAsync(caller.Administration, ct).ConfigureAwait(false);
        return services.FirstOrDefault(s => s.Row.Id == service) is { Row: var row }
            ? await Pages.ShowAsync<ServicePage>(
                context,
                new ServicePage.Form(row, row.Name, form["title"], form["parent"], active, services, written.Outcome.Failures),
                Problems.Status(written.Outcome.Failure.Kind)).ConfigureAwait(false)
            : await UnknownAsync(context).ConfigureAwait(false);
    }

    /// <summary>The page for an address that leads nowhere.</summary>
    internal static Task<IResult> UnknownAsync(HttpContext context)
        => Pages.ShowAsync<Ui.Frame.ErrorPage>(context, new Failure(Refusal.NotFound, "page.unknown"), StatusCodes.Status404NotFound);
}
