using Microsoft.AspNetCore.Components;

namespace Cartulaire.App.Ui.Parts;

/// <summary>One column of a table.</summary>
/// <param name="Label">Its heading.</param>
/// <param name="Cell">What stands in it.</param>
/// <param name="Class">More classes, such as <c>number</c>.</param>
/// <param name="SortTo">Address that sorts by it; null when it cannot.</param>
/// <param name="Sorted"><c>ascending</c>, <c>descending</c>, or null.</param>
/// <typeparam name="TRow">A row.</typeparam>
public sealed record TableColumn<TRow>(string Label, RenderFragment<TRow> Cell, string? Class = null, string? SortTo = null, string? Sorted = null);
