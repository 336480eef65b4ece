using Cartulaire.App.Administration;
using Cartulaire.App.Registers;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Access;
using Cartulaire.Kernel.Items;
using Cartulaire.Kernel.Packs;
using Cartulaire.Kernel.Types;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Items;

/// <summary>Makes a folder item: a record with its number and its place, or any other folder that a pack declares. With or without a file (MAIL-02).</summary>
public static class MakeItem
{
    /// <param name="Type">Id of the type.</param>
    /// <param name="Properties">Values by field id; defaults fill the rest.</param>
    /// <param name="Parent">Folder to file it in; the pack's filing rule decides when absent.</param>
    public sealed record Command(string Type, Properties Properties, ItemId? Parent = null);

    /// <param name="Id">The new item.</param>
    /// <param name="Number">Its number in the register, when its type takes one.</param>
    /// <param name="State">Its state, when its type has a workflow.</param>
    /// <param name="Stamp">Its stamp, to be sent back with the next change.</param>
    public sealed record Answer(ItemId Id, string? Number, string? State, long Stamp);

    /// <summary>Makes it in an act of its own.</summary>
    /// <param name="administration">Where.</param>
    /// <param name="actor">Who, for the journal.</param>
    /// <param name="person">Whose rights count; null for an operator or the program.</param>
    /// <param name="command">What.</param>
    /// <param name="ct">Cancels.</param>
    public static Task<Written<Answer>> HandleAsync(OpenAdministration administration, Actor actor, PersonId? person, Command command, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(administration);
        return administration.Store.Writer.RunAsync(actor, (act, token) => RunAsync(act, administration, person, command, token), ct);
    }

    /// <summary>Whether a person may make items of a type.</summary>
    internal static bool MayMake(Catalogue catalogue, TypeDefinition type, PersonId person, IReadOnlySet<string> principals)
        => Relations.Holds(catalogue, type.Create, new ItemFacts(type.Id, catalogue.Workflow(type.Id)?.Initial, Properties.Empty, [], person), principals);

    /// <summary>Makes it as a part of another act.</summary>
    public static async Task<Outcome<Answer>> RunAsync(Act act, OpenAdministration administration, PersonId? person, Command command, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(act);
        ArgumentNullException.ThrowIfNull(command);
        var scope = await ItemScope.OfAsync(administration, person, act.Db, act.Now, ct).ConfigureAwait(false);
        var made = await InHandAsync(act, scope, command, ct).ConfigureAwait(false);
        if (!made.IsSuccess)
        {
            return Outcome<Answer>.Refused(made.Failures);
        }

        await act.FlushAsync(ct).ConfigureAwait(false);
        var (item, number) = made.Value;
        return new Answer(item.Row.Id, number, item.Row.State, item.Row.Stamp);
    }

    /// <summary>Makes it and leaves it in hand, with its number, for the rest of the act.</summary>
    internal static async Task<Outcome<(ItemInHand Item, string? Number)>> InHandAsync(Act act, ItemScope scope, Command command, CancellationToken ct)
    {
        var (administration, person) = (scope.Administration, scope.Person);
        if (scope.Catalogue.FindType(command.Type) is not { Kind: ItemKind.Folder } type)
        {
            return new Failure(Refusal.Invalid, "type.unknown", "type", command.Type);
        }

        var facts = new ItemFacts(type.Id, scope.Catalogue.Workflow(type.Id)?.Initial, Properties.Empty, [], person ?? default);
        if (person is { } maker && !MayMake(scope.Catalogue, type, maker, scope.Principals))
        {
            return new Failure(Refusal.Forbidden, "item.create-not-allowed", "type", type.Labels.In(administration.Languages[0]));
        }

        var values = Judge(scope, type, facts, command.Properties);
        if (!values.IsSuccess)
        {
            return Outcome<(ItemInHand, string?)>.Refused(values.Failures);
        }

        if (await References.CheckAsync(act.Db, type, Properties.Empty, values.Value, ct).ConfigureAwait(false) is { Count: > 0 } broken)
        {
            return Outcome<(ItemInHand, string?)>.Refused(broken);
        }

        facts = facts with { Properties = values.Value };
        var row = await AddAsync(act, scope, type, facts, command.Parent, ct).ConfigureAwait(false);
        act.Journal("item.made", row.Id, new { type = type.Id, values = values.Value.Fields.ToDictionary(f => f, f => values.Value.Get(f)) });
        var number = scope.Catalogue.RegisterOf(type) is { } register
            ? await TakeNumber.RunAsync(act, scope, register, row.Id, null, ct).ConfigureAwait(false)
            : null;
        await Keeping.WriteValuesAsync(act, scope, row, type, values.Value, ct).ConfigureAwait(false);
        return (new ItemInHand(row, type, facts, [], ItemScope.Everything), number);
    }

    // Who may make an item may fill in everything of it; afterwards the rights of its state decide.
    private static Outcome<Properties> Judge(ItemScope scope, TypeDefinition type, ItemFacts facts, Properties submitted)
    {
        var filled = Defaults.Apply(scope.Catalogue, type, submitted, scope.Person, scope.Today);
        return FieldRules.Validate(new FieldContext(scope.Catalogue, type, ItemScope.Everything, facts.State, scope.Today), Properties.Empty, filled);
    }

    private static async Task<ItemRow> AddAsync(Act act, ItemScope scope, TypeDefinition type, ItemFacts facts, ItemId? parent, CancellationToken ct)
    {
        var set = AccessRules.Compute(scope.Catalogue, facts);
        var row = new ItemRow
        {
            Id = ItemId.New(),
            Serial = (int)await act.NextAsync("item-serial", ct).ConfigureAwait(false),
            IsFolder = true,
            Type = type.Id,
            Title = type.Labels.In(scope.Administration.Languages[0]),
            State = facts.State,
            ParentId = parent ?? (type.Filing is { } filing ? await OrganisingFolders.ForAsync(act, filing.Id, scope.Today, ct).ConfigureAwait(false) : null),
            Properties = "{}",
            Stamp = 1,
            AccessSet = await AccessSets.NumberAsync(act, set, ct).ConfigureAwait(false),
            CreatedAt = act.Now,
            CreatedBy = act.Actor.Name,
            ChangedAt = act.Now,
            ChangedBy = act.Actor.Name,
        };
        act.Db.Items.Add(row);
        return row;
    }
}

/// <summary>Whether what an item points at exists.</summary>
internal static class References
{
    /// <summary>Checks the references that are new between two bags of values.</summary>
    public static async Task<IReadOnlyList<Failure>> CheckAsync(RecordDb db, TypeDefinition type, Properties before, Properties after, CancellationToken ct)
    {
        var failures = new List<Failure>();
        foreach (var change in PropertiesDiff.Between(before, after))
        {
            if (type.Field(change.Field) is { } field)
            {
                foreach (var text in after.Texts(field.Id).Except(before.Texts(field.Id), StringComparer.Ordinal))
                {
                    if (!await ExistsAsync(db, field.Kind, text, ct).ConfigureAwait(false))
                    {
                        failures.Add(new Failure(Refusal.Invalid, "field.reference-unknown", field.Id, text));
                    }
                }
            }
        }

        return failures;
    }

    private static async Task<bool> ExistsAsync(RecordDb db, FieldKind kind, string text, CancellationToken ct) => kind switch
    {
        FieldKind.Service => Identifier.TryRead<ServiceId>(text, out var id) && await db.Services.AnyAsync(s => s.Id == id && s.Active, ct).ConfigureAwait(false),
        FieldKind.User => Identifier.TryRead<PersonId>(text, out var id) && await db.Persons.AnyAsync(p => p.Id == id && p.Active, ct).ConfigureAwait(false),
        FieldKind.Contact => Identifier.TryRead<ContactId>(text, out var id) && await db.Contacts.AnyAsync(c => c.Id == id && c.Active, ct).ConfigureAwait(false),
        FieldKind.Link => Identifier.TryRead<ItemId>(text, out var id) && await db.Items.AnyAsync(i => i.Id == id, ct).ConfigureAwait(false),
        _ => true,
    };
}
