using Cartulaire.App.Administration;
using Cartulaire.App.Capture.Separation;
using Cartulaire.App.Items;
using Cartulaire.Engines.Database;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Access;
using Cartulaire.Kernel.Filing;
using Cartulaire.Kernel.Items;
using Cartulaire.Kernel.Types;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Capture.Desk;

/// <summary>What was received and is no record yet: piles that are being looked through, and what was set aside or given up, with the reason.</summary>
public static class WaitingReceptions
{
    private const int Most = 100;

    /// <param name="Id">The reception.</param>
    /// <param name="FileName">Name of the file.</param>
    /// <param name="At">When it was received.</param>
    /// <param name="State"><c>working</c>, <c>stopped</c> or <c>empty</c>: is being separated, was given up, held no letter.</param>
    /// <param name="Reason">Why it waits or stopped, a sentence.</param>
    /// <param name="Job">The job to try again, when it was given up.</param>
    public sealed record Line(ReceptionId Id, string FileName, DateTimeOffset At, string State, string? Reason, JobId? Job);

    /// <summary>Reads them, for whoever may make records of what is captured; nobody else sees any.</summary>
    public static async Task<IReadOnlyList<Line>> HandleAsync(OpenAdministration administration, PersonId person, DateTimeOffset now, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(administration);
        await using var db = administration.Store.Read();
        var scope = await ItemScope.OfAsync(administration, person, db, now, ct).ConfigureAwait(false);
        var makes = DeskTypes.Of(scope.Catalogue).Where(t => May(scope, t)).Select(t => t.Id).ToList();
        if (makes.Count == 0)
        {
            return [];
        }

        var states = new[] { ReceptionStates.Received, ReceptionStates.SetAside };
        var rows = await db.Receptions.Where(r => states.Contains(r.State) && r.Separate && makes.Contains(r.WantedType!))
            .OrderByDescending(r => r.ReceivedAt).Take(Most).Select(r => new { r.Id, r.FileName, r.ReceivedAt, r.State }).ToListAsync(ct).ConfigureAwait(false);
        var keys = rows.ConvertAll(r => (string?)ReceivePile.KeyOf(r.Id));
        var jobs = await db.Jobs.Where(j => keys.Contains(j.UniqueKey)).ToDictionaryAsync(j => j.UniqueKey!, StringComparer.Ordinal, ct).ConfigureAwait(false);
        return [.. rows.Select(r =>
        {
            var job = jobs.GetValueOrDefault(ReceivePile.KeyOf(r.Id));
            var state = r.State == ReceptionStates.SetAside ? "empty" : job is null or { State: JobStates.GivenUp } ? "stopped" : "working";
            return new Line(r.Id, FileNames.Shown(r.FileName), r.ReceivedAt, state, job?.Reason, state == "stopped" ? job?.Id : null);
        })];
    }

    private static bool May(ItemScope scope, TypeDefinition type)
        => Relations.Holds(scope.Catalogue, type.Create, new ItemFacts(type.Id, scope.Catalogue.Workflow(type.Id)?.Initial, Properties.Empty, [], scope.Person ?? default), scope.Principals);
}
