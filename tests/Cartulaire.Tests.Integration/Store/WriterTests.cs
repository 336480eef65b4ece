using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.Tests.Integration.Store;

public sealed class WriterTests
{
    private static CancellationToken Ct => StoreFixture.Ct;

    [Fact]
    public async Task What_is_answered_can_be_read_and_is_in_the_journal()
    {
        await using var fixture = new StoreFixture();
        var written = await fixture.AddServiceAsync("travaux");
        Assert.Equal(1, written.Journal);
        await using var db = fixture.Store.Read();
        Assert.Equal("travaux", (await db.Services.SingleAsync(Ct)).Name);
        Assert.Equal("service.added", (await db.Journal.SingleAsync(Ct)).Kind);
    }

    [Fact]
    public async Task A_refused_act_leaves_no_trace_and_hurts_no_neighbour()
    {
        await using var fixture = new StoreFixture();
        var tasks = Enumerable.Range(0, 200).Select(n => fixture.Store.Writer.RunAsync<long>(
            StoreFixture.Actor,
            async (act, ct) =>
            {
                act.Db.Services.Add(new ServiceRow { Id = ServiceId.New(), Name = $"s{n}", Title = "x", Active = true });
                act.Journal("service.added", null, new { n });
                await act.FlushAsync(ct);
                var number = await act.NextAsync("test", ct);
                return n % 3 == 0 ? new Failure(Refusal.Conflict, "test.refused") : number;
            },
            Ct)).ToArray();
        var answers = await Task.WhenAll(tasks);
        Assert.Equal(67, answers.Count(a => !a.Outcome.IsSuccess));
        Assert.Equal(Enumerable.Range(1, 133).Select(n => (long)n), answers.Where(a => a.Outcome.IsSuccess).Select(a => a.Outcome.Value).Order());
        await using var db = fixture.Store.Read();
        Assert.Equal(133, await db.Services.CountAsync(Ct));
        Assert.Equal(133, await db.Journal.CountAsync(Ct));
        Assert.Equal(133, (await db.JournalHead.SingleAsync(Ct)).Number);
    }

    [Fact]
    public async Task A_faulty_act_throws_to_its_caller_only()
    {
        await using var fixture = new StoreFixture();
        var faulty = fixture.Store.Writer.RunAsync<Done>(StoreFixture.Actor, (_, _) => throw new InvalidOperationException("bug"), Ct);
        var good = fixture.AddServiceAsync("etat-civil");
        await Assert.ThrowsAsync<InvalidOperationException>(() => faulty);
        Assert.True((await good).Outcome.IsSuccess);
    }

    [Fact]
    public async Task L_01_a_change_that_is_not_written_down_is_impossible()
    {
        await using var fixture = new StoreFixture();
        var silent = fixture.Store.Writer.RunAsync<Done>(
            StoreFixture.Actor,
            (act, _) =>
            {
                act.Db.Services.Add(new ServiceRow { Id = ServiceId.New(), Name = "muet", Title = "x", Active = true });
                return Task.FromResult<Outcome<Done>>(default(Done));
            },
            Ct);
        await Assert.ThrowsAsync<InvalidOperationException>(() => silent);
        await using var db = fixture.Store.Read();
        Assert.Equal(0, await db.Services.CountAsync(Ct));
    }

    [Fact]
    public async Task Readers_cannot_write()
    {
        await using var fixture = new StoreFixture();
        await using var db = fixture.Store.Read();
        db.Services.Add(new ServiceRow { Id = ServiceId.New(), Name = "voie-detournee", Title = "x", Active = true });
        await Assert.ThrowsAnyAsync<DbUpdateException>(() => db.SaveChangesAsync(Ct));
    }

    [Fact]
    public async Task All_administrations_share_one_model()
    {
        await using var one = new StoreFixture();
        await using var two = new StoreFixture();
        await using var a = one.Store.Read();
        await using var b = two.Store.Read();
        Assert.Same(a.Model, b.Model);
    }

    [Fact]
    public async Task The_number_of_an_item_change_is_that_of_its_act()
    {
        await using var fixture = new StoreFixture();
        await fixture.AddServiceAsync("un");
        var written = await fixture.Store.Writer.RunAsync<ItemId>(
            StoreFixture.Actor,
            (act, _) =>
            {
                act.Db.AccessSets.Add(new AccessSetRow { Number = 1, Hash = "h", Grants = string.Empty });
                var item = new ItemRow
                {
                    Id = ItemId.New(),
                    Serial = 1,
                    IsFolder = true,
                    Type = "t",
                    Title = "x",
                    Properties = "{}",
                    AccessSet = 1,
                    CreatedAt = act.Now,
                    CreatedBy = act.Actor.Name,
                    ChangedAt = act.Now,
                    ChangedBy = act.Actor.Name,
                };
                act.Db.Items.Add(item);
                act.Journal("item.created", item.Id);
                return Task.FromResult<Outcome<ItemId>>(item.Id);
            },
            Ct);
        Assert.Equal(2, written.Journal);
        await using var db = fixture.Store.Read();
        Assert.Equal(2, (await db.Items.SingleAsync(Ct)).ChangedNumber);
    }

    [Fact]
    public async Task A_job_asked_for_twice_waits_once_and_a_running_one_does_not_swallow_the_demand()
    {
        await using var fixture = new StoreFixture();
        async Task AskAsync() => Assert.True((await fixture.Store.Writer.RunAsync<Done>(
            StoreFixture.Actor,
            async (act, ct) =>
            {
                await act.EnqueueAsync("read-text", new { a = 1 }, uniqueKey: "k", ct: ct);
                return default(Done);
            },
            Ct)).Outcome.IsSuccess);
        await AskAsync();
        await AskAsync();
        await using (var db = fixture.Store.Read())
        {
            Assert.Equal(1, await db.Jobs.CountAsync(Ct));
        }

        await fixture.Store.Writer.RunAsync<Done>(
            StoreFixture.Actor,
            async (act, ct) =>
            {
                (await act.Db.Jobs.SingleAsync(ct)).State = JobStates.Leased;
                return default(Done);
            },
            Ct);
        await AskAsync();
        await using var after = fixture.Store.Read();
        Assert.Equal(2, await after.Jobs.CountAsync(Ct));
    }
}
