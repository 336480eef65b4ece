using Cartulaire.App.Registers;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Assignments;
using Cartulaire.Kernel.Filing;
using Cartulaire.Kernel.Items;
using Cartulaire.Kernel.Types;
using Cartulaire.Kernel.Workflows;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Items;

/// <summary>Writes what a plan decided: values, state, title, assignments, rights, journal, all in the same act.</summary>
internal static class Keeping
{
    /// <summary>Brings the rows of an item from what it was to what it is to be.</summary>
    /// <param name="act">The act.</param>
    /// <param name="scope">What is in force.</param>
    /// <param name="item">The item as it was taken in hand.</param>
    /// <param name="plan">What was decided.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The item as rules see it afterwards.</returns>
    public static async Task<ItemFacts> ApplyAsync(Act act, ItemScope scope, ItemInHand item, TransitionPlan plan, CancellationToken ct)
    {
        var before = item.Facts;
        var after = plan.Apply(before, AssignmentId.New);
        after = after with { State = after.State is { Length: > 0 } state ? state : null };
        await KeepAssignmentsAsync(act, scope, item.Row, before, after, plan, ct).ConfigureAwait(false);
        var changes = PropertiesDiff.Between(before.Properties, after.Properties);
        if (!string.Equals(before.State, after.State, StringComparison.Ordinal))
        {
            act.Journal("item.state", item.Row.Id, new { from = before.State, to = after.State, plan.Transition, plan.Comment });
        }

        if (changes.Count > 0)
        {
            act.Journal("item.edited", item.Row.Id, new { stamp = item.Row.Stamp, changes });
        }

        if (changes.Count > 0 || !string.Equals(before.State, after.State, StringComparison.Ordinal))
        {
            scope.Administration.Packs.Now.Items.Raise(item.Row);
            item.Row.State = after.State;
            item.Row.Stamp++;
            item.Row.ChangedAt = act.Now;
            item.Row.ChangedBy = act.Actor.Name;
            await WriteValuesAsync(act, scope, item.Row, item.Type!, after.Properties, ct).ConfigureAwait(false);
        }

        item.Row.ChangedNumber = act.Number;
        await AccessSets.RecomputeAsync(act, scope, item.Row, after, ct).ConfigureAwait(false);
        return after;
    }

    /// <summary>Writes values and the title that follows from them.</summary>
    public static async Task WriteValuesAsync(Act act, ItemScope scope, ItemRow row, TypeDefinition type, Properties properties, CancellationToken ct)
    {
        row.Properties = properties.ToJson();
        row.PackRevision = scope.Administration.Packs.Revision;
        if (type.Title is { } format)
        {
            var number = act.Db.RegisterEntries.Local.FirstOrDefault(e => e.ItemId == row.Id)?.Label
                ?? (await TakeNumber.OfAsync(act.Db, row.Id, ct).ConfigureAwait(false))?.Label;
            var names = await ContactNamesAsync(act.Db, type, properties, ct).ConfigureAwait(false);
            row.Title = TitleFormat.Parse(format.Id, id => type.Field(id) is not null, out _)!.Format(properties, number, field => Shown(scope, type, properties, names, field));
        }
    }

    private static string? Shown(ItemScope scope, TypeDefinition type, Properties properties, IReadOnlyDictionary<string, string> contacts, string fieldId)
    {
        var field = type.Field(fieldId);
        return field?.Kind switch
        {
            FieldKind.Code when field.List is { } list => string.Join(", ", properties.Texts(fieldId)
                .Select(code => scope.Catalogue.CodeList(list.Id).Code(code)?.Labels.In(scope.Administration.Languages[0]) ?? code)),
            FieldKind.Contact => string.Join(", ", properties.Texts(fieldId).Select(id => contacts.GetValueOrDefault(id, id))),
            FieldKind.Service => string.Join(", ", properties.Texts(fieldId)
                .Select(id => Identifier.TryRead<ServiceId>(id, out var service) ? scope.Organisation.Services.GetValueOrDefault(service)?.Title ?? id : id)),
            _ => null,
        };
    }

    private static async Task<IReadOnlyDictionary<string, string>> ContactNamesAsync(RecordDb db, TypeDefinition type, Properties properties, CancellationToken ct)
    {
        var ids = type.Fields.Where(f => f.Kind == FieldKind.Contact).SelectMany(f => properties.Texts(f.Id))
            .Select(t => Identifier.TryRead<ContactId>(t, out var id) ? id : (ContactId?)null).OfType<ContactId>().Distinct().ToList();
        if (ids.Count == 0)
        {
            return new Dictionary<string, string>(StringComparer.Ordinal);
        }

        var rows = await db.Contacts.Where(c => ids.Contains(c.Id)).Select(c => new { c.Id, c.Name, c.GivenName }).ToListAsync(ct).ConfigureAwait(false);
        return rows.ToDictionary(c => c.Id.ToString(), c => string.Join(' ', new[] { c.Name, c.GivenName }.OfType<string>()), StringComparer.Ordinal);
    }

    private static async Task KeepAssignmentsAsync(Act act, ItemScope scope, ItemRow item, ItemFacts before, ItemFacts after, TransitionPlan plan, CancellationToken ct)
    {
        var known = before.Assignments.Select(a => a.Id).ToHashSet();
        foreach (var opened in after.Assignments.Where(a => !known.Contains(a.Id)))
        {
            var row = new AssignmentRow { Id = opened.Id, ItemId = item.Id, Kind = opened.Kind, State = opened.State, CreatedAt = act.Now, CreatedBy = act.Actor.Name };
            Write(act, scope, row, opened);
            act.Db.Assignments.Add(row);
            act.Journal("assignment.opened", item.Id, new { assignment = opened.Id.ToString(), opened.Kind, opened.Service, opened.Person });
        }

        foreach (var change in plan.Assignments.Where(c => c.Before is not null))
        {
            var row = await act.Db.Assignments.FindAsync([change.After.Id], ct).ConfigureAwait(false)
                ?? throw new InvalidOperationException("A planned change names an unknown assignment.");
            Write(act, scope, row, change.After);
            act.Journal("assignment.changed", item.Id, new
            {
                assignment = row.Id.ToString(),
                change.After.Kind,
                change.Act,
                from = change.Before!.State,
                to = change.After.State,
                change.After.Service,
                change.After.Person,
                change.After.Comment,
                before = new { change.Before.Service, change.Before.Person, change.Before.Comment },
            });
        }
    }

    private static void Write(Act act, ItemScope scope, AssignmentRow row, AssignmentFacts facts)
    {
        row.State = facts.State;
        row.Open = scope.Catalogue.Phase(facts) == AssignmentPhase.Open;
        row.ServiceId = Identifier.TryRead<ServiceId>(facts.Service, out var service) ? service : null;
        row.PersonId = Identifier.TryRead<PersonId>(facts.Person, out var person) ? person : null;
        row.Due = facts.Due;
        row.Sort = facts.Order;
        row.Outcome = facts.Outcome;
        row.Comment = facts.Comment;
        row.Stamp++;
        row.ChangedAt = act.Now;
    }
}
