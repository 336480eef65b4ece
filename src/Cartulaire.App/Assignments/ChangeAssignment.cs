using Cartulaire.App.Administration;
using Cartulaire.App.Items;
using Cartulaire.Engines.Database;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Access;
using Cartulaire.Kernel.Assignments;
using Cartulaire.Kernel.Types;
using Cartulaire.Kernel.Workflows;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Assignments;

/// <summary>Work on an item: makes a step, gives it to a person, passes it to another service, withdraws it. The item's own stamp does not move.</summary>
public static class ChangeAssignment
{
    /// <param name="Assignment">The assignment.</param>
    /// <param name="Stamp">Its own stamp when it was read; null is refused.</param>
    /// <param name="Act">Id of a step of its kind, or <c>assign</c>, <c>transfer</c>, <c>cancel</c>.</param>
    /// <param name="Person">To whom, for <c>assign</c>.</param>
    /// <param name="Service">Where to, for <c>transfer</c>.</param>
    /// <param name="Comment">What the person says.</param>
    /// <param name="Outcome">What came of the work.</param>
    public sealed record Command(
        AssignmentId Assignment, long? Stamp, string Act, PersonId? Person = null, ServiceId? Service = null, string? Comment = null, string? Outcome = null);

    /// <param name="Id">The assignment.</param>
    /// <param name="Item">Its item.</param>
    /// <param name="State">Its state.</param>
    /// <param name="Stamp">Its new stamp.</param>
    public sealed record Answer(AssignmentId Id, ItemId Item, string State, long Stamp);

    /// <summary>Makes the change in an act of its own.</summary>
    public static Task<Written<Answer>> HandleAsync(OpenAdministration administration, Actor actor, PersonId person, Command command, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(administration);
        return administration.Store.Writer.RunAsync(actor, (act, token) => RunAsync(act, administration, person, command, token), ct);
    }

    /// <summary>Makes the change as a part of another act.</summary>
    internal static async Task<Outcome<Answer>> RunAsync(Act act, OpenAdministration administration, PersonId person, Command command, CancellationToken ct)
    {
        var row = await act.Db.Assignments.SingleOrDefaultAsync(a => a.Id == command.Assignment, ct).ConfigureAwait(false);
        if (row is null)
        {
            return new Failure(Refusal.NotFound, "assignment.unknown", null, command.Assignment);
        }

        var scope = await ItemScope.OfAsync(administration, person, act.Db, act.Now, ct).ConfigureAwait(false);
        var taken = await scope.TakeAsync(act.Db, row.ItemId, Rights.Read, ct).ConfigureAwait(false);
        if (!taken.IsSuccess)
        {
            return new Failure(Refusal.NotFound, "assignment.unknown", null, command.Assignment);
        }

        if (StampRule.Refusal(command.Stamp, row.Stamp) is { } stale)
        {
            return stale;
        }

        if ((TooLong(command.Comment, "comment", FieldLimits.LongText) ?? TooLong(command.Outcome, "outcome", FieldLimits.Text)) is { } tooLong)
        {
            return tooLong;
        }

        var change = Plan(new AssignmentAct(scope.Catalogue, taken.Value.Facts, row.Id, person, scope.Organisation.Facts), command);
        if (!change.IsSuccess)
        {
            return Outcome<Answer>.Refused(change.Failures);
        }

        var facts = taken.Value.Facts;
        await Keeping.ApplyAsync(
            act, scope, taken.Value, new TransitionPlan(command.Act, facts.State, facts.State ?? string.Empty, facts.Properties, [change.Value], command.Comment), ct).ConfigureAwait(false);
        return new Answer(row.Id, row.ItemId, row.State, row.Stamp);
    }

    private static Failure? TooLong(string? text, string field, int most) => text?.Length > most ? new Failure(Refusal.Invalid, "field.too-long", field, most) : null;

    private static Outcome<AssignmentChange> Plan(AssignmentAct act, Command command) => command switch
    {
        { Act: AssignmentActs.Assign, Person: { } person } => AssignmentPlanner.Assign(act, person),
        { Act: AssignmentActs.Assign } => new Failure(Refusal.Invalid, "field.required", "person"),
        { Act: AssignmentActs.Transfer, Service: { } service } => AssignmentPlanner.Transfer(act, service, command.Comment),
        { Act: AssignmentActs.Transfer } => new Failure(Refusal.Invalid, "field.required", "service"),
        { Act: AssignmentActs.Cancel } => AssignmentPlanner.Cancel(act, command.Comment ?? string.Empty),
        _ => AssignmentPlanner.Step(act, command.Act, command.Comment, command.Outcome),
    };
}
