using Cartulaire.App;
using Cartulaire.App.Administration;
using Cartulaire.App.Contacts;
using Cartulaire.App.Organisation;
using Cartulaire.App.Packs;
using Cartulaire.Bench.Contacts;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Engines.Storage;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Contacts;
using Cartulaire.Kernel.Packs;
using Cartulaire.Server.Web;
using Microsoft.Extensions.DependencyInjection;

namespace Cartulaire.Bench.Search;

/// <summary>What the rows to come must fit: made by the product itself, through its own acts.</summary>
/// <param name="Catalogue">The packs in force.</param>
/// <param name="Revision">Their revision.</param>
/// <param name="Services">The sixty services.</param>
/// <param name="Contacts">Senders, with their names.</param>
/// <param name="Ordinary">Bearer token of an editor in eight of the services.</param>
/// <param name="Administrator">Bearer token of an administrator.</param>
/// <param name="Member">Bearer token of one of the thousand of the last service.</param>
internal sealed record SeedTown(
    Catalogue Catalogue, long Revision, IReadOnlyList<ServiceId> Services, IReadOnlyList<(ContactId Id, string Name)> Contacts, string Ordinary, string Administrator, string Member)
{
    public const int Groups = 60;
    public const int Members = 1_000;
    private const int Senders = 2_000;

    private static readonly Actor Bench = Actor.Operator("bench");

    /// <summary>Makes the administration, its services, people and contacts.</summary>
    public static async Task<SeedTown> MakeAsync(string path, CancellationToken ct)
    {
        await using var data = DataFolder.TryOwn(path) ?? throw new InvalidOperationException($"{path} is in use.");
        await using var app = WebServer.Build(data, "http://127.0.0.1:0", new CartulaireOptions { ReserveBytes = 0 });
        _ = (await app.Services.GetRequiredService<CreateAdministration.Handler>().HandleAsync(new CreateAdministration.Command("sart", "Commune de Sart"), ct)).Value;
        using var lease = (await app.Services.GetRequiredService<Administrations>().LeaseAsync("sart", ct)).Value;
        var sart = lease.Administration;
        _ = (await InstallPack.HandleAsync(sart, Bench, PackFolders.Of(app.Services.GetRequiredService<CartulaireOptions>(), "courrier"), ct)).Outcome.Value;
        var services = new List<ServiceId>();
        for (var i = 0; i < Groups; i++)
        {
            services.Add((await AddService.HandleAsync(sart, Bench, new AddService.Command($"s{i:00}", $"Service {i:00}"), ct)).Outcome.Value.Id);
        }

        var ordinary = await UserAsync(sart, "ordinaire", [], [.. Enumerable.Range(0, 8).Select(i => $"s{(i * 7) + 3:00}/editor")], ct);
        var administrator = await UserAsync(sart, "administratrice", ["administrator"], [], ct);
        for (var i = 1; i < Members; i++)
        {
            _ = (await AddUser.HandleAsync(sart, Bench, new AddUser.Command($"membre{i}", $"membre{i}@sart.example", $"Membre {i}", [], ["s01/editor"], null), ct)).Outcome.Value;
        }

        var member = await UserAsync(sart, "membre0", [], ["s01/editor"], ct);
        return new(sart.Packs.Catalogue, sart.Packs.Revision, services, await ContactsAsync(sart, ct), ordinary, administrator, member);
    }

    private static async Task<string> UserAsync(OpenAdministration sart, string name, string[] roles, string[] functions, CancellationToken ct)
    {
        _ = (await AddUser.HandleAsync(sart, Bench, new AddUser.Command(name, $"{name}@sart.example", name, roles, functions, null), ct)).Outcome.Value;
        return (await Tokens.CreateAsync(sart, Bench, new Tokens.Create(name), ct)).Outcome.Value.Secret;
    }

    private static async Task<IReadOnlyList<(ContactId Id, string Name)>> ContactsAsync(OpenAdministration sart, CancellationToken ct)
    {
        var made = new ContactYear(5).Make(Senders).Where(c => c.Person is null).ToList();
        var written = await sart.Store.Writer.RunAsync<Done>(
            Bench,
            (act, _) =>
            {
                act.Db.Contacts.AddRange(made.Select(c => RowOf(act, c.Id, c.Values)));
                act.Journal("contact.imported", null);
                return Task.FromResult<Outcome<Done>>(default(Done));
            },
            ct);
        _ = written.Outcome.Value;
        return [.. made.Select(c => (c.Id, string.Join(' ', new[] { c.Values.Name, c.Values.GivenName }.OfType<string>())))];
    }

    private static ContactRow RowOf(Act act, ContactId id, ContactValues values)
    {
        var row = new ContactRow { Id = id, Kind = values.Kind, Name = values.Name, Search = ContactWords.Of(values, null, null).ToText(), Stamp = 1, CreatedAt = act.Now, ChangedAt = act.Now };
        ContactMapping.Write(row, values);
        return row;
    }
}
