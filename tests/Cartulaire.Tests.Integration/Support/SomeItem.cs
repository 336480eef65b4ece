using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Engines.Storage;
using Cartulaire.Kernel;

namespace Cartulaire.Tests.Integration.Support;

/// <summary>An item written row by row, for tests that are not about items.</summary>
internal static class SomeItem
{
    public static async Task<ItemId> AddAsync(AdministrationStore store, string title, string properties, string? trace = null)
    {
        var written = await store.Writer.RunAsync<ItemId>(
            Actor.Operator("test"),
            async (act, ct) =>
            {
                if (await act.Db.AccessSets.FindAsync([1L], ct) is null)
                {
                    act.Db.AccessSets.Add(new AccessSetRow { Number = await act.NextAsync("access-set", ct), Hash = "none", Grants = "" });
                    await act.FlushAsync(ct);
                }

                var item = new ItemRow
                {
                    Id = ItemId.New(),
                    Serial = (int)await act.NextAsync("item-serial", ct),
                    IsFolder = true,
                    Type = "some",
                    Title = title,
                    Properties = properties,
                    ConversionTrace = trace,
                    PackRevision = 1,
                    Stamp = 1,
                    AccessSet = 1,
                    CreatedAt = act.Now,
                    CreatedBy = act.Actor.Name,
                    ChangedAt = act.Now,
                    ChangedBy = act.Actor.Name,
                };
                act.Db.Items.Add(item);
                act.Journal("item.created", item.Id, new { title });
                return item.Id;
            },
            TestContext.Current.CancellationToken);
        return written.Outcome.Value;
    }
}
