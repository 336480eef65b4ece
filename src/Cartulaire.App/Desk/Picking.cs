using Cartulaire.App.Http;
using Cartulaire.App.Items;
using Cartulaire.App.Ui.Fields;
using Cartulaire.Kernel.Types;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cartulaire.App.Desk;

/// <summary>Answers pickers: with script as JSON while one types, without it on a button.</summary>
internal static class Picking
{
    private const int Most = 12;
    private const string Ask = "ask:";

    /// <summary>Suggestions as JSON: <c>value</c>, <c>label</c>, <c>detail</c>.</summary>
    public static async Task<IResult> SuggestAsync(HttpContext context, Caller caller, string what, string? q, CancellationToken ct)
        => Results.Json(await FindAsync(context, caller, string.Equals(what, "contact", StringComparison.Ordinal) ? FieldKind.Contact : FieldKind.Link, q ?? string.Empty, ct).ConfigureAwait(false));

    /// <summary>What a form without script asks, or null when it was sent to be saved.</summary>
    public static async Task<Asked?> AskedAsync(HttpContext context, Caller caller, TypeDefinition type, IFormCollection form, CancellationToken ct)
    {
        if (form["_do"] is not [{ } wish] || !wish.StartsWith(Ask, StringComparison.Ordinal) || type.Field(wish[Ask.Length..]) is not { } field)
        {
            return null;
        }

        var typed = form[$"_ask.{field.Id}"].ToString();
        return new Asked(field.Id, typed, await FindAsync(context, caller, field.Kind, typed, ct).ConfigureAwait(false));
    }

    private static async Task<IReadOnlyList<Choice>> FindAsync(HttpContext context, Caller caller, FieldKind kind, string typed, CancellationToken ct)
        => string.IsNullOrWhiteSpace(typed) ? []
            : kind == FieldKind.Link ? await ItemsAsync(context, caller, typed.Trim(), ct).ConfigureAwait(false)
            : context.RequestServices.GetService<IContactPicker>() is { } contacts ? await contacts.FindAsync(caller, typed, ct).ConfigureAwait(false)
            : [];

    // By number, among the lines that the person sees; a title is shown to those who may read it.
    private static async Task<IReadOnlyList<Choice>> ItemsAsync(HttpContext context, Caller caller, string typed, CancellationToken ct)
    {
        await using var db = caller.Administration.Store.Read();
        var now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        var scope = await ItemScope.OfAsync(caller.Administration, caller.Id, db, now, ct).ConfigureAwait(false);
        var principals = scope.Principals.ToList();
        var read = (int)Kernel.Access.Rights.Read;
        var found = await db.RegisterEntries.Where(e => e.Label.Contains(typed))
            .Join(db.Items, e => e.ItemId, i => i.Id, (e, i) => new { e.Label, e.RegisteredAt, i.Id, i.Title, i.AccessSet })
            .Where(x => db.AccessGrants.Any(g => g.SetNumber == x.AccessSet && principals.Contains(g.Principal) && (g.Rights & read) != 0))
            .OrderByDescending(x => x.RegisteredAt).Take(Most).ToListAsync(ct).ConfigureAwait(false);
        return [.. found.Select(f => new Choice(f.Id.ToString(), f.Label, f.Title))];
    }
}
