using System.Text.Json.Nodes;
using Cartulaire.App.Organisation;
using Cartulaire.Kernel;

namespace Cartulaire.Server.Verbs;

/// <summary>Verbs on services, users and tokens.</summary>
internal static class OrganisationVerbs
{
    /// <summary>Adds a service.</summary>
    public static Task<Outcome<JsonNode?>> AddServiceAsync(VerbCall call, CancellationToken ct)
        => AdministrationVerbs.WithAsync(call, async administration =>
        {
            var written = await AddService.HandleAsync(
                administration, call.Actor, new AddService.Command(call.Text("name"), call.Text("title"), call.OptionalText("parent")), ct).ConfigureAwait(false);
            return written.Outcome.Map<JsonNode?>(a => new JsonObject { ["id"] = a.Id.ToString() });
        }, ct);

    /// <summary>Adds a user.</summary>
    public static Task<Outcome<JsonNode?>> AddUserAsync(VerbCall call, CancellationToken ct)
        => AdministrationVerbs.WithAsync(call, async administration =>
        {
            var written = await AddUser.HandleAsync(
                administration,
                call.Actor,
                new AddUser.Command(
                    call.Text("name"), call.Text("email"), call.OptionalText("displayName"), call.Texts("roles"), call.Texts("functions"), call.OptionalText("password")),
                ct).ConfigureAwait(false);
            return written.Outcome.Map<JsonNode?>(a => new JsonObject { ["id"] = a.Id.ToString() });
        }, ct);

    /// <summary>Makes a bearer token.</summary>
    public static Task<Outcome<JsonNode?>> CreateTokenAsync(VerbCall call, CancellationToken ct)
        => AdministrationVerbs.WithAsync(call, async administration =>
        {
            var written = await Tokens.CreateAsync(
                administration, call.Actor, new Tokens.Create(call.Text("user"), call.OptionalText("label") ?? string.Empty), ct).ConfigureAwait(false);
            return written.Outcome.Map<JsonNode?>(a => new JsonObject { ["id"] = a.Id.ToString(), ["token"] = a.Secret });
        }, ct);
}
