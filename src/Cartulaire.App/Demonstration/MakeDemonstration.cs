using Cartulaire.App.Administration;
using Cartulaire.App.Assignments;
using Cartulaire.App.Capture;
using Cartulaire.App.Contacts;
using Cartulaire.App.Correspondence;
using Cartulaire.App.Items;
using Cartulaire.App.Organisation;
using Cartulaire.App.Packs;
using Cartulaire.App.Workflows;
using Cartulaire.Engines.Database;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Contacts;
using Cartulaire.Kernel.Types;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Demonstration;

/// <summary>Makes the demonstration administration through the same handlers as anybody: services, people, letters at every stage of their life. Finishes what an interrupted run began.</summary>
/// <param name="administrations">Where to open it.</param>
/// <param name="create">Makes the administration.</param>
/// <param name="options">Where the packs and the script lie.</param>
/// <param name="clock">Today.</param>
public sealed class MakeDemonstration(Administrations administrations, CreateAdministration.Handler create, CartulaireOptions options, TimeProvider clock)
{
    private const int Seed = 20261123;

    private static readonly Actor Maker = Actor.System("demonstration");

    /// <summary>Makes it, or completes it.</summary>
    /// <param name="password">Password of its people.</param>
    /// <param name="progress">Told documents done and in all.</param>
    /// <param name="ct">Cancels; running it again completes it.</param>
    /// <returns>Number of letters.</returns>
    public async Task<Outcome<int>> HandleAsync(string password, Action<long, long> progress, CancellationToken ct)
    {
        var script = DemoScript.Read(options);
        var made = await create.HandleAsync(new CreateAdministration.Command(script.Administration.Name, script.Administration.Title), ct).ConfigureAwait(false);
        if (!made.IsSuccess && made.Failure.Code != "administration.exists")
        {
            return made.Failure;
        }

        var lease = await administrations.LeaseAsync(script.Administration.Name, ct).ConfigureAwait(false);
        if (!lease.IsSuccess)
        {
            return lease.Failure;
        }

        using (lease.Value)
        {
            return await FillAsync(lease.Value.Administration, script, password, progress, ct).ConfigureAwait(false);
        }
    }

    private async Task<Outcome<int>> FillAsync(OpenAdministration administration, DemoScript script, string password, Action<long, long> progress, CancellationToken ct)
    {
        foreach (var pack in script.Packs.Where(p => administration.Packs.Catalogue.Packs.All(i => i.Id != p)))
        {
            Need((await InstallPack.HandleAsync(administration, Maker, PackFolders.Of(options, pack), ct).ConfigureAwait(false)).Outcome);
        }

        foreach (var service in script.Services)
        {
            Accept((await AddService.HandleAsync(administration, Maker, new AddService.Command(service.Key, service.Title), ct).ConfigureAwait(false)).Outcome, "service.exists");
        }

        foreach (var human in script.People)
        {
            var command = new AddUser.Command(human.Name, human.Email, human.Label, human.Roles, human.Functions, password);
            Accept((await AddUser.HandleAsync(administration, Maker, command, ct).ConfigureAwait(false)).Outcome, "user.exists");
        }

        var documents = DemoDocuments.Make(administration.DayOf(clock.GetUtcNow()), Seed).ToList();
        await using var db = administration.Store.Read();
        var done = (await db.Receptions.Select(r => r.FileName).ToListAsync(ct).ConfigureAwait(false)).ToHashSet(StringComparer.Ordinal);
        for (var n = 0; n < documents.Count; n++)
        {
            if (!done.Contains(documents[n].FileName))
            {
                await FileAsync(administration, script, documents[n], n, ct).ConfigureAwait(false);
            }

            progress(n + 1, documents.Count);
        }

        return documents.Count;
    }

    private async Task FileAsync(OpenAdministration administration, DemoScript script, DemoDocument document, int rank, CancellationToken ct)
    {
        var kind = script.Kinds[document.Hint];
        var organisation = await OrganisationAsync(administration, ct).ConfigureAwait(false);
        var type = administration.Packs.Catalogue.Type(kind["type"]);
        var contact = await ContactAsync(administration, document.Sender, ct).ConfigureAwait(false);
        var service = organisation.Services.Values.Single(s => s.Name == document.Service).Id;
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        values[Correspondents.SenderField(type)!] = new[] { contact.ToString() };
        values[Correspondents.SubjectField(type)!] = document.Subject;
        values[Correspondents.MailDateField(type)!] = document.MailDate.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        values[Routing.ServicesField(type)!] = new[] { service.ToString() };
        foreach (var (field, value) in kind.Where(k => k.Key != "type"))
        {
            values[field] = value;
        }

        var clerk = organisation.Persons.Values.Single(p => p.Name == script.People[0].Name).Id;
        var command = new Receive.Command(BatchId.New(), rank, document.FileName, document.MediaType, "demonstration", type.Id, false, document.Content.Length);
        var piece = Need(await Receive.StoreAsync(administration, new MemoryStream(document.Content.ToArray()), command, options.MaxReceptionBytes, ct).ConfigureAwait(false));
        var properties = Properties.From(System.Text.Json.JsonSerializer.SerializeToElement(values));
        var registered = Need((await ReceiveAndRegister.HandleAsync(administration, Actor.Of(clerk), clerk, command, properties, piece, ct).ConfigureAwait(false)).Outcome);
        await AdvanceAsync(administration, script, registered.Item, clerk, rank, ct).ConfigureAwait(false);
    }

    // A third waits to be registered; of the others some are closed: every list of the home has something in it.
    private static async Task AdvanceAsync(OpenAdministration administration, DemoScript script, ItemId item, PersonId clerk, int rank, CancellationToken ct)
    {
        if (rank < script.Leave["waiting"])
        {
            return;
        }

        Need((await MakeTransition.HandleAsync(administration, Actor.Of(clerk), clerk, new MakeTransition.Command(item, await StampAsync(administration, item, ct).ConfigureAwait(false), script.Path["send"]), ct).ConfigureAwait(false)).Outcome);
        if (rank >= script.Leave["waiting"] + script.Leave["ended"])
        {
            return;
        }

        await using var db = administration.Store.Read();
        foreach (var work in await db.Assignments.Where(a => a.ItemId == item).ToListAsync(ct).ConfigureAwait(false))
        {
            var officer = await db.PersonFunctions.Where(f => f.ServiceId == work.ServiceId).Select(f => f.PersonId).FirstAsync(ct).ConfigureAwait(false);
            var step = new ChangeAssignment.Command(work.Id, work.Stamp, script.Path["step"]);
            if ((await ChangeAssignment.HandleAsync(administration, Actor.Of(officer), officer, step, ct).ConfigureAwait(false)).Outcome.IsSuccess)
            {
                var close = new MakeTransition.Command(item, await StampAsync(administration, item, ct).ConfigureAwait(false), script.Path["end"]);
                await MakeTransition.HandleAsync(administration, Actor.Of(officer), officer, close, ct).ConfigureAwait(false);
            }
        }
    }

    private static async Task<ContactId> ContactAsync(OpenAdministration administration, DemoParty party, CancellationToken ct)
    {
        await using var db = administration.Store.Read();
        if (await db.Contacts.Where(c => c.Name == party.Name).Select(c => (ContactId?)c.Id).FirstOrDefaultAsync(ct).ConfigureAwait(false) is { } known)
        {
            return known;
        }

        var town = party.Town.Split(' ', 2);
        var values = new ContactValues(party.EnterpriseNumber is null ? ContactKinds.Person : ContactKinds.Organisation, party.Name)
        {
            Email = party.Email.Length == 0 ? null : party.Email,
            Street = party.Street,
            PostalCode = town.Length == 2 ? town[0] : null,
            Locality = town[^1],
            EnterpriseNumber = party.EnterpriseNumber,
        };
        return Need((await SaveContact.MakeAsync(administration, Maker, values, null, ct).ConfigureAwait(false)).Outcome).Id;
    }

    private static async Task<OrganisationSnapshot> OrganisationAsync(OpenAdministration administration, CancellationToken ct)
    {
        await using var db = administration.Store.Read();
        return await administration.Organisation.CurrentAsync(db, ct).ConfigureAwait(false);
    }

    private static async Task<long> StampAsync(OpenAdministration administration, ItemId item, CancellationToken ct)
    {
        await using var db = administration.Store.Read();
        return await db.Items.Where(i => i.Id == item).Select(i => i.Stamp).SingleAsync(ct).ConfigureAwait(false);
    }

    private static T Need<T>(Outcome<T> outcome)
        => outcome.IsSuccess ? outcome.Value : throw new InvalidOperationException($"The demonstration does not fit its pack: {string.Join("; ", outcome.Failures)}");

    private static void Accept<T>(Outcome<T> outcome, string already)
    {
        if (!outcome.IsSuccess && outcome.Failure.Code != already)
        {
            Need(outcome);
        }
    }
}
