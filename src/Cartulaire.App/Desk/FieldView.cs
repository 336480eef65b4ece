using System.Text.Json;
using Cartulaire.App.Organisation;
using Cartulaire.App.Ui.Fields;
using Cartulaire.Engines.Database;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Access;
using Cartulaire.Kernel.Types;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Desk;

/// <summary>One field of a record as a page shows it.</summary>
/// <param name="Definition">The field.</param>
/// <param name="Writable">Whether the person may change it.</param>
/// <param name="Required">Whether it must have a value now.</param>
/// <param name="Value">Its value, if it has one.</param>
/// <param name="Shown">Its value as people read it, one text for each.</param>
/// <param name="Options">What may be chosen.</param>
/// <param name="Chosen">What is chosen, with labels, for a picker.</param>
public sealed record FieldView(
    FieldDefinition Definition, bool Writable, bool Required, JsonElement? Value, IReadOnlyList<string> Shown, IReadOnlyList<Choice> Options, IReadOnlyList<Choice> Chosen);

/// <summary>Puts the fields of a record together for a page.</summary>
/// <param name="screen">Language and administration.</param>
/// <param name="organisation">Services and people.</param>
/// <param name="today">The day.</param>
internal sealed class FieldViews(Ui.Screen screen, OrganisationSnapshot organisation, DateOnly today)
{
    private Dictionary<string, Choice> contacts = new(StringComparer.Ordinal);
    private Dictionary<string, Choice> items = new(StringComparer.Ordinal);

    /// <summary>All fields, in the order of the pack.</summary>
    public async Task<IReadOnlyList<FieldView>> OfAsync(RecordDb db, TypeDefinition type, Properties values, Rights rights, string? state, CancellationToken ct)
    {
        await LoadAsync(db, type, [values], ct).ConfigureAwait(false);
        var catalogue = screen.Administration!.Packs.Catalogue;
        return [.. type.Fields.Select(field => new FieldView(
            field,
            field.Kind != FieldKind.Computed && rights.HasFlag(field.Write switch { FieldWrite.Base => Rights.EditBase, FieldWrite.Route => Rights.Route, _ => Rights.Edit }),
            RequiredFields.IsRequired(catalogue, type, field.Required, state, null),
            values.Get(field.Id),
            [.. FormValues.Texts(field, values.Get(field.Id), screen.Culture).Select(t => Read(field, t))],
            Options(field, values),
            [.. values.Texts(field.Id).Select(t => Known(field).GetValueOrDefault(t) ?? new Choice(t, t))]))];
    }

    /// <summary>A stored text as people read it.</summary>
    public string Read(FieldDefinition field, string text) => field.Kind switch
    {
        FieldKind.Service => Identifier.TryRead<ServiceId>(text, out var service) && organisation.Services.TryGetValue(service, out var row) ? row.Title : text,
        FieldKind.User => Identifier.TryRead<PersonId>(text, out var person) && organisation.Persons.TryGetValue(person, out var row) ? row.DisplayName : text,
        FieldKind.Contact or FieldKind.Link => Known(field).GetValueOrDefault(text)?.Label ?? text,
        FieldKind.Code => screen.Administration!.Packs.Catalogue.CodeList(field.List!.Value.Id).Code(text) is { } code ? screen.Say(code.Labels) : text,
        FieldKind.Choice => field.Options.FirstOrDefault(o => o.Id == text) is { } option ? screen.Say(option.Labels) : text,
        FieldKind.Boolean => screen.Say(text == "true" ? "ui.yes" : "ui.no"),
        FieldKind.Date => DateOnly.TryParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var day) ? screen.Day(day) : text,
        _ => text,
    };

    private Dictionary<string, Choice> Known(FieldDefinition field) => field.Kind == FieldKind.Contact ? contacts : items;

    private IReadOnlyList<Choice> Options(FieldDefinition field, Properties values) => field.Kind switch
    {
        FieldKind.Choice => [.. field.Options.Select(o => new Choice(o.Id, screen.Say(o.Labels)))],
        FieldKind.Code => [.. screen.Administration!.Packs.Catalogue.CodeList(field.List!.Value.Id).Codes
            .Where(c => c.IsInForce(today) || values.Texts(field.Id).Contains(c.Id, StringComparer.Ordinal)).Select(c => new Choice(c.Id, screen.Say(c.Labels)))],
        FieldKind.Service => [.. organisation.Services.Values.Where(s => s.Active || values.Texts(field.Id).Contains(s.Id.ToString(), StringComparer.Ordinal))
            .OrderBy(s => s.Title, StringComparer.CurrentCultureIgnoreCase).Select(s => new Choice(s.Id.ToString(), s.Title))],
        FieldKind.User => [.. organisation.Persons.Values.Where(p => p.Active || values.Texts(field.Id).Contains(p.Id.ToString(), StringComparer.Ordinal))
            .OrderBy(p => p.DisplayName, StringComparer.CurrentCultureIgnoreCase).Select(p => new Choice(p.Id.ToString(), p.DisplayName))],
        _ => [],
    };

    /// <summary>Looks up the names of contacts and records that some values point at, before they are read.</summary>
    public async Task LoadAsync(RecordDb db, TypeDefinition type, IReadOnlyList<Properties> values, CancellationToken ct)
    {
        var people = Ids<ContactId>(type, values, FieldKind.Contact);
        if (people.Count > 0)
        {
            contacts = (await db.Contacts.Where(c => people.Contains(c.Id)).ToListAsync(ct).ConfigureAwait(false))
                .ToDictionary(c => c.Id.ToString(), c => new Choice(c.Id.ToString(), c.GivenName is null ? c.Name : $"{c.Name} {c.GivenName}", c.Locality), StringComparer.Ordinal);
        }

        // Titles of linked items are not given away: their numbers are, as in the register.
        var linked = Ids<ItemId>(type, values, FieldKind.Link);
        if (linked.Count > 0)
        {
            items = (await db.RegisterEntries.Where(e => linked.Contains(e.ItemId)).Select(e => new { e.ItemId, e.Label }).ToListAsync(ct).ConfigureAwait(false))
                .DistinctBy(e => e.ItemId).ToDictionary(e => e.ItemId.ToString(), e => new Choice(e.ItemId.ToString(), e.Label), StringComparer.Ordinal);
        }
    }

    private static List<T> Ids<T>(TypeDefinition type, IReadOnlyList<Properties> values, FieldKind kind)
        where T : struct, IIdentifier<T>
        => [.. type.Fields.Where(f => f.Kind == kind).SelectMany(f => values.SelectMany(v => v.Texts(f.Id))).Select(t => Identifier.TryRead<T>(t, out var id) ? (T?)id : null).OfType<T>().Distinct()];
}
