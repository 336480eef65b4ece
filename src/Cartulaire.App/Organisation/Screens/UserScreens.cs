using Cartulaire.App.Http;
using Cartulaire.App.Ui;
using Cartulaire.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cartulaire.App.Organisation.Screens;

/// <summary>Pages for users, their roles and their functions.</summary>
internal static class UserScreens
{
    /// <summary>Maps the pages.</summary>
    public static void Map(IEndpointRouteBuilder group)
    {
        group.MapGet("/users", ListAsync);
        group.MapGet("/users/new", (HttpContext c, Caller _) => ShowAsync(c, null));
        group.MapPost("/users/new", AddAsync);
        group.MapGet("/users/{id}", (HttpContext c, string id) => ShowAsync(c, id));
        group.MapPost("/users/{id}", EditAsync);
    }

    private static async Task<IResult> ListAsync(HttpContext context, Caller caller, CancellationToken ct)
        => await Pages.ShowAsync<UsersPage>(context, new UsersPage.People(
            await OrganisationReading.UsersAsync(caller.Administration, ct).ConfigureAwait(false),
            await OrganisationReading.ServicesAsync(caller.Administration, ct).ConfigureAwait(false))).ConfigureAwait(false);

    private static async Task<IResult> ShowAsync(HttpContext context, string? id)
    {
        var caller = context.Features.Get<Caller>()!;
        var ct = context.RequestAborted;
        var services = await OrganisationReading.ServicesAsync(caller.Administration, ct).ConfigureAwait(false);
        if (id is null)
        {
            return await Pages.ShowAsync<UserPage>(context, new UserPage.Form(null, Entered.Nothing(caller.Administration.Languages[0]), services, [])).ConfigureAwait(false);
        }

        var user = (await OrganisationReading.UsersAsync(caller.Administration, ct).ConfigureAwait(false)).FirstOrDefault(u => u.Row.Id.ToString() == id);
        return user is null
            ? await OrganisationScreens.UnknownAsync(context).ConfigureAwait(false)
            : await Pages.ShowAsync<UserPage>(context, new UserPage.Form(user.Row, Entered.Of(user), services, [])).ConfigureAwait(false);
    }

    private static async Task<IResult> AddAsync(HttpContext context, Caller caller, CancellationToken ct)
    {
        var entered = Entered.Read(await context.Request.ReadFormAsync(ct).ConfigureAwait(false));
        var services = await OrganisationReading.ServicesAsync(caller.Administration, ct).ConfigureAwait(false);
        var names = services.ToDictionary(s => s.Row.Id, s => s.Row.Name);
        var written = await AddUser.HandleAsync(
            caller.Administration,
            caller.Actor,
            new AddUser.Command(
                entered.Name.ToLowerInvariant(), entered.Email, entered.DisplayName, entered.Roles,
                [.. entered.Functions.Where(f => names.ContainsKey(f.Service)).Select(f => $"{names[f.Service]}/{f.Function}")], entered.Password, entered.Language),
            ct).ConfigureAwait(false);
        return written.Outcome.IsSuccess
            ? Pages.GoTo($"/{caller.Administration.Name}/users", "user.added")
            : await Pages.ShowAsync<UserPage>(
                context, new UserPage.Form(null, entered, services, written.Outcome.Failures), Problems.Status(written.Outcome.Failure.Kind)).ConfigureAwait(false);
    }

    private static async Task<IResult> EditAsync(HttpContext context, Caller caller, string id, CancellationToken ct)
    {
        if (!Identifier.TryRead<PersonId>(id, out var person))
        {
            return await OrganisationScreens.UnknownAsync(context).ConfigureAwait(false);
        }

        var entered = Entered.Read(await context.Request.ReadFormAsync(ct).ConfigureAwait(false));
        var written = await EditUser.HandleAsync(
            caller.Administration,
            caller.Actor,
            new EditUser.Command(person, entered.DisplayName, entered.Email, entered.Language, entered.Roles, entered.Functions, entered.Active, entered.Password),
            ct).ConfigureAwait(false);
        if (written.Outcome.IsSuccess)
        {
            return Pages.GoTo($"/{caller.Administration.Name}/users", "user.edited");
        }

        var users = await OrganisationReading.UsersAsync(caller.Administration, ct).ConfigureAwait(false);
        var services = await OrganisationReading.ServicesAsync(caller.Administration, ct).ConfigureAwait(false);
        return users.FirstOrDefault(u => u.Row.Id == person) is { Row: var row }
            ? await Pages.ShowAsync<UserPage>(
                context, new UserPage.Form(row, entered, services, written.Outcome.Failures), Problems.Status(written.Outcome.Failure.Kind)).ConfigureAwait(false)
            : await OrganisationScreens.UnknownAsync(context).ConfigureAwait(false);
    }
}

/// <summary>What stands in the form of a user.</summary>
/// <param name="Name">Sign-in name.</param>
/// <param name="DisplayName">Name for people.</param>
/// <param name="Email">Address.</param>
/// <param name="Language">Language of the screens.</param>
/// <param name="Roles">Roles ticked.</param>
/// <param name="Functions">Functions ticked.</param>
/// <param name="Active">Whether the account works.</param>
/// <param name="Password">A password, or null when the field was left empty.</param>
public sealed record Entered(
    string Name, string DisplayName, string Email, string Language, IReadOnlyList<string> Roles, IReadOnlyList<EditUser.Held> Functions, bool Active, string? Password)
{
    /// <summary>An empty form.</summary>
    public static Entered Nothing(string language) => new("", "", "", language, [], [], true, null);

    /// <summary>What stands now.</summary>
    public static Entered Of(UserLine user) => new(user.Row.Name, user.Row.DisplayName, user.Row.Email, user.Row.Language, user.Roles, user.Functions, user.Row.Active, null);

    /// <summary>What was sent.</summary>
    public static Entered Read(IFormCollection form) => new(
        form["name"].ToString().Trim(),
        form["displayName"].ToString().Trim(),
        form["email"].ToString().Trim(),
        form["language"].ToString(),
        [.. form["roles"].OfType<string>()],
        [.. form["functions"].OfType<string>().Select(Held).OfType<EditUser.Held>()],
        form["active"] == "true",
        form["password"].ToString() is { Length: > 0 } password ? password : null);

    private static EditUser.Held? Held(string text)
        => text.Split('/') is [var service, var function] && Identifier.TryRead<ServiceId>(service, out var id) ? new EditUser.Held(id, function) : null;
}
