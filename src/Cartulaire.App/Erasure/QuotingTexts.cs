using Cartulaire.Engines.Database;
using Cartulaire.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Erasure;

/// <summary>A text column that may quote anybody.</summary>
/// <param name="Name">Column.</param>
/// <param name="Get">Reads it.</param>
/// <param name="Set">Writes it.</param>
/// <param name="IsJson">Whether it is a JSON document.</param>
internal sealed record QuotingColumn<TRow>(string Name, Func<TRow, string?> Get, Action<TRow, string> Set, bool IsJson = false)
{
    public bool Quotes(TRow row, ErasedPerson who) => IsJson ? who.QuotesJson(Get(row)) : who.Quotes(Get(row));

    public void Strike(TRow row, ErasedPerson who)
    {
        if (Quotes(row, who))
        {
            Set(row, IsJson ? who.StrikeJson(Get(row)!) : who.Strike(Get(row)!));
        }
    }
}

/// <summary>Rows whose texts may quote anybody: the words are struck, the rows stay.</summary>
/// <param name="table">The table.</param>
/// <param name="columns">Its texts.</param>
/// <param name="changed">The item that the index must read again, if the row belongs to one.</param>
/// <param name="remove">Whether the row goes away whole instead, because nothing sensible is left of it.</param>
/// <typeparam name="TRow">Its rows.</typeparam>
internal sealed class QuotingTexts<TRow>(string table, IReadOnlyList<QuotingColumn<TRow>> columns, Func<TRow, ItemId?>? changed = null, bool remove = false) : IPersonalDataPlace
    where TRow : class
{
    /// <inheritdoc/>
    public string Name => table;

    /// <inheritdoc/>
    public IReadOnlyList<string> Columns { get; } = [.. columns.Select(c => $"{table}.{c.Name}")];

    /// <inheritdoc/>
    public async Task<ErasingChange> FindAsync(RecordDb db, ErasedPerson who, CancellationToken ct)
    {
        var key = db.Model.FindEntityType(typeof(TRow))!.FindPrimaryKey()!.Properties.Select(p => p.PropertyInfo!).ToList();
        var found = new List<object?[]>();
        await foreach (var row in db.Set<TRow>().AsNoTracking().AsAsyncEnumerable().WithCancellation(ct).ConfigureAwait(false))
        {
            if (columns.Any(c => c.Quotes(row, who)))
            {
                found.Add([.. key.Select(k => k.GetValue(row))]);
            }
        }

        return (act, token) => StrikeAsync(act, who, found, token);
    }

    private async Task<int> StrikeAsync(Act act, ErasedPerson who, List<object?[]> found, CancellationToken ct)
    {
        var struck = 0;
        foreach (var key in found)
        {
            if (await act.Db.Set<TRow>().FindAsync(key, ct).ConfigureAwait(false) is not { } row)
            {
                continue;
            }

            struck++;
            if (remove)
            {
                act.Db.Set<TRow>().Remove(row);
                continue;
            }

            foreach (var column in columns)
            {
                column.Strike(row, who);
            }

            if (changed?.Invoke(row) is { } item)
            {
                await act.TouchAsync(item, ct).ConfigureAwait(false);
            }
        }

        return struck;
    }
}
