using System.Text.Json.Nodes;
using Cartulaire.App;
using Cartulaire.App.Administration;
using Cartulaire.App.Packs;
using Cartulaire.Kernel;

namespace Cartulaire.Server.Verbs;

/// <summary>Verbs on administrations.</summary>
internal static class AdministrationVerbs
{
    /// <summary>Makes an administration.</summary>
    public static async Task<Outcome<JsonNode?>> CreateAsync(VerbCall call, CancellationToken ct)
    {
        var options = call.Service<CartulaireOptions>();
        var packs = call.Texts("packs");
        if (packs.FirstOrDefault(p => !PackFolders.Exists(options, p)) is { } unknown)
        {
            return new Failure(Refusal.NotFound, "pack.unknown", "packs", unknown);
        }

        var created = await call.Service<CreateAdministration.Handler>()
            .HandleAsync(new CreateAdministration.Command(call.Text("name"), call.Text("title")), ct).ConfigureAwait(false);
        if (!created.IsSuccess)
        {
            return created.Failure;
        }

        var lease = await call.Service<Administrations>().LeaseAsync(created.Value.Name, ct).ConfigureAwait(false);
        if (!lease.IsSuccess)
        {
            return lease.Failure;
        }

        using (lease.Value)
        {
            foreach (var pack in packs)
            {
                var installed = await InstallPack.HandleAsync(lease.Value.Administration, call.Actor, PackFolders.Of(options, pack), ct).ConfigureAwait(false);
                if (!installed.Outcome.IsSuccess)
                {
                    return Outcome<JsonNode?>.Refused(installed.Outcome.Failures);
                }
            }
        }

        return new JsonObject { ["id"] = created.Value.Name, ["title"] = created.Value.Title };
    }

    /// <summary>Lists the administrations of the host.</summary>
    public static async Task<Outcome<JsonNode?>> ListAsync(VerbCall call, CancellationToken ct)
    {
        var names = await call.Service<Administrations>().NamesAsync(ct).ConfigureAwait(false);
        return new JsonArray([.. names.Select(n => (JsonNode)n)]);
    }

    /// <summary>Runs work on one administration, leased for that time.</summary>
    public static async Task<Outcome<JsonNode?>> WithAsync(VerbCall call, Func<OpenAdministration, Task<Outcome<JsonNode?>>> work, CancellationToken ct)
    {
        var lease = await call.Service<Administrations>().LeaseAsync(call.Text("administration"), ct).ConfigureAwait(false);
        if (!lease.IsSuccess)
        {
            return lease.Failure;
        }

        using (lease.Value)
        {
            return await work(lease.Value.Administration).ConfigureAwait(false);
        }
    }
}
