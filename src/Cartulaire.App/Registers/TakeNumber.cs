using Cartulaire.App.Items;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Registers;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Registers;

/// <summary>Gives an item the next number of a register, in the act that registers it (MAIL-11): strictly increasing, never twice, never taken back.</summary>
internal static class TakeNumber
{
    private static readonly Func<RecordDb, string, string, CancellationToken, Task<RegisterCounterRow?>> Counter = EF.CompileAsyncQuery(
        (RecordDb db, string register, string period, CancellationToken _) => db.RegisterCounters.AsTracking().SingleOrDefault(c => c.Register == register && c.Period == period));

    /// <summary>Takes the number.</summary>
    /// <returns>The number as people write it.</returns>
    public static async Task<string> RunAsync(Act act, ItemScope scope, RegisterDefinition register, ItemId item, string? service, CancellationToken ct)
    {
        var period = NumberFormat.PeriodKey(register.Reset, scope.Today);
        var counter = act.Db.RegisterCounters.Local.FindEntryUntyped([register.Id, period])?.Entity ?? await Counter(act.Db, register.Id, period, ct).ConfigureAwait(false);
        if (counter is null)
        {
            counter = new RegisterCounterRow { Register = register.Id, Period = period };
            act.Db.RegisterCounters.Add(counter);
        }

        var number = ++counter.Last;
        var label = register.NumberFormat.Format(number, scope.Today, service);
        act.Db.RegisterEntries.Add(new RegisterEntryRow
        {
            Register = register.Id,
            Period = period,
            Number = number,
            Label = label,
            ItemId = item,
            RegisteredAt = act.Now,
            RegisteredBy = act.Actor.Name,
        });
        act.Db.ItemKeys.Add(new ItemKeyRow { Register = register.Id, Key = label, ItemId = item });
        act.Journal(new JournalEvent("item.registered", item.ToString(), new { register = register.Id, period, label }, [number]));
        return label;
    }

    /// <summary>The number of an item as people write it, or null when it has none.</summary>
    public static async Task<RegisterEntryRow?> OfAsync(RecordDb db, ItemId item, CancellationToken ct)
        => await db.RegisterEntries.AsNoTracking().FirstOrDefaultAsync(e => e.ItemId == item, ct).ConfigureAwait(false);
}
