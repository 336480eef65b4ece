using Cartulaire.App.Assignments;
using Cartulaire.App.Http;
using Cartulaire.App.Search;
using Cartulaire.App.Ui;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Packs;
using Cartulaire.Kernel.Types;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Desk;

/// <summary>One cell of a list.</summary>
/// <param name="Text">What people read.</param>
/// <param name="Late">Whether it is a day that has passed on something that is not finished.</param>
public sealed record ListCell(string Text, bool Late);

/// <summary>A column of a list.</summary>
/// <param name="Id">Id of a field, or <c>number</c>, <c>title</c>, <c>state</c>.</param>
/// <param name="Label">Its heading.</param>
/// <param name="Kind">Kind of the field; null for the three that every record has.</param>
public sealed record ListColumn(string Id, string Label, FieldKind? Kind);

/// <summary>The columns that a pack gives to a list, filled for the records of one page.</summary>
/// <param name="Columns">The columns.</param>
/// <param name="Cells">Cells by record and column; empty ones are absent.</param>
public sealed record ListCells(IReadOnlyList<ListColumn> Columns, IReadOnlyDictionary<(ItemId Item, string Column), ListCell> Cells)
{
    /// <summary>What every record has.</summary>
    public static IReadOnlyList<string> Everywhere { get; } = ["number", "title", "state"];

    /// <summary>Fills the columns of a list.</summary>
    internal static async Task<ListCells> OfAsync(Screen screen, Caller caller, ListDefinition list, IReadOnlyList<SearchItems.Hit> hits, CancellationToken ct)
    {
        var catalogue = caller.Administration.Packs.Catalogue;
        if (catalogue.FindType(list.Type.Id) is not { } type)
        {
            return new ListCells([], new Dictionary<(ItemId, string), ListCell>());
        }

        var fields = list.Columns.Select(c => type.Field(c.Id)).OfType<FieldDefinition>().ToList();
        var columns = list.Columns.Where(c => Everywhere.Contains(c.Id, StringComparer.Ordinal) || type.Field(c.Id) is not null)
            .Select(c => type.Field(c.Id) is { } field ? new ListColumn(c.Id, screen.Say(field.Labels), field.Kind) : new ListColumn(c.Id, string.Empty, null)).ToList();
        await using var db = caller.Administration.Store.Read();
        var ids = hits.Select(h => h.Id).ToList();
        var rows = await db.Items.Where(i => ids.Contains(i.Id)).ToListAsync(ct).ConfigureAwait(false);
        var bags = rows.ToDictionary(r => r.Id, r => caller.Administration.Packs.Now.Items.Current(r).Properties);
        var views = new FieldViews(screen, await caller.Administration.Organisation.CurrentAsync(db, ct).ConfigureAwait(false), screen.Today);
        await views.LoadAsync(db, type, [.. bags.Values], ct).ConfigureAwait(false);
        var cells = new Dictionary<(ItemId, string), ListCell>();
        foreach (var row in rows)
        {
            var open = catalogue.Workflow(row.Type)?.State(row.State)?.Final != true;
            foreach (var field in fields)
            {
                var text = string.Join(", ", FormValues.Texts(field, bags[row.Id].Get(field.Id), screen.Culture).Select(t => views.Read(field, t)));
                if (text.Length > 0)
                {
                    var late = open && field.Id == Routing.DueField(type) && bags[row.Id].Date(field.Id) is { } due && due < screen.Today;
                    cells[(row.Id, field.Id)] = new ListCell(text, late);
                }
            }
        }

        return new ListCells(columns, cells);
    }
}
