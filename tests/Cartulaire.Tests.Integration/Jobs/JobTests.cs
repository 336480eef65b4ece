using System.Collections.Concurrent;
using Cartulaire.App.Jobs;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Kernel;
using Cartulaire.Tests.Integration.Support;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.Tests.Integration.Jobs;

public sealed class JobTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_is_run_once_with_its_arguments_and_goes_away()
    {
        var seen = new ConcurrentQueue<string>();
        await using var host = await new HostFixture(new FunctionJob("read", (c, _) =>
        {
            seen.Enqueue(c.Args<Args>().Text);
            return Task.FromResult(JobResult.Done);
        })).OpenAsync("sart");
        await host.StartAsync();
        await host.EnqueueAsync("sart", "read", args: new Args("bonjour"));
        await host.Scheduler.DrainedAsync(Ct);
        Assert.Equal(["bonjour"], seen);
        Assert.Empty(await host.JobsAsync("sart"));
        Assert.Contains(("sart", "read", "done", 1L), host.Counts.Read());
    }

    [Fact]
    public async Task F_36_a_poisoned_job_gets_five_tries_with_back_off_is_given_up_with_its_reason_and_retried_on_demand()
    {
        var tries = new ConcurrentQueue<DateTimeOffset>();
        var heal = false;
        HostFixture host = null!;
        host = new HostFixture(
            new FunctionJob("poison", (_, _) =>
            {
                tries.Enqueue(host.Clock.GetUtcNow());
                return heal ? Task.FromResult(JobResult.Done) : throw new InvalidDataException("broken");
            }),
            new FunctionJob("sound", (_, _) => Task.FromResult(JobResult.Done)));
        await using var opened = await host.OpenAsync("sart");
        await host.StartAsync();
        await host.EnqueueAsync("sart", "poison");
        await host.EnqueueAsync("sart", "sound", 3);
        await host.UntilAsync(async () => await host.JobsAsync("sart") is [{ State: JobStates.GivenUp }], TimeSpan.FromSeconds(5));

        var row = Assert.Single(await host.JobsAsync("sart"));
        Assert.Equal(JobQueue.MaxAttempts, row.Attempts);
        Assert.Contains("InvalidDataException", row.Reason, StringComparison.Ordinal);
        var waits = tries.Zip(tries.Skip(1), (a, b) => (b - a).TotalSeconds).ToList();
        Assert.Equal(4, waits.Count);
        Assert.All(waits.Zip([8.0, 24, 72, 216]), w => Assert.True(w.First >= w.Second, $"{w.First} s"));
        Assert.Contains(host.Counts.Read(), c => c is ("sart", "sound", "done", 3));

        heal = true;
        var list = await host.WithAsync("sart", a => ListJobs.HandleAsync(a, Ct));
        Assert.Equal((0, 0, 1), (list.Waiting, list.Leased, list.GivenUp));
        Assert.True((await host.WithAsync("sart", a => RetryJob.HandleAsync(a, HostFixture.Actor, row.Id, Ct))).Outcome.IsSuccess);
        await host.UntilAsync(async () => (await host.JobsAsync("sart")).Count == 0);
        Assert.Equal(6, tries.Count);
    }

    [Fact]
    public async Task F_35_one_job_of_a_quiet_administration_is_not_starved_by_ten_thousand_of_a_noisy_one()
    {
        var order = new ConcurrentQueue<string>();
        await using var host = await new HostFixture(new FunctionJob("work", (c, _) =>
        {
            order.Enqueue(c.Administration.Name);
            return Task.FromResult(JobResult.Done);
        })).OpenAsync("noisy", "quiet");
        await host.EnqueueAsync("noisy", "work", 10_000);
        await host.StartAsync();
        await host.UntilAsync(() => Task.FromResult(order.Count >= 20));
        await host.WithAsync("quiet", _ => Task.FromResult(true));
        await host.UntilAsync(() => Task.FromResult(order.Count >= 40));
        var before = order.Count;
        await host.EnqueueAsync("quiet", "work");
        await host.UntilAsync(() => Task.FromResult(order.Contains("quiet")));
        var after = order.ToList().IndexOf("quiet") - before;
        Assert.InRange(after, int.MinValue, 40);
        Assert.True(order.Count < 9_000, "The noisy one was done before the quiet one was looked at.");
    }

    [Fact]
    public async Task While_a_tool_is_missing_one_look_in_a_while_is_enough_for_all_who_wait_for_it()
    {
        var (looks, there) = (0, false);
        var sound = 0;
        await using var host = await new HostFixture(
            new FunctionJob("read", (_, _) =>
            {
                Interlocked.Increment(ref looks);
                return Task.FromResult(Volatile.Read(ref there) ? JobResult.Done : JobResult.Resting(TimeSpan.FromMinutes(1), new Failure(Refusal.Unavailable, "job.stopped")));
            }),
            new FunctionJob("sound", (_, _) =>
            {
                Interlocked.Increment(ref sound);
                return Task.FromResult(JobResult.Done);
            })).OpenAsync("sart", "fays");
        await host.StartAsync();
        await host.EnqueueAsync("sart", "read", 200);
        await host.EnqueueAsync("fays", "read", 200);
        await host.EnqueueAsync("sart", "sound", 20);
        await host.UntilAsync(() => Task.FromResult(sound == 20));
        await host.Scheduler.DrainedAsync(Ct);

        // One for each hand that had begun before the first came back.
        Assert.InRange(looks, 1, host.Options.Hands);
        var list = await host.WithAsync("sart", a => ListJobs.HandleAsync(a, Ct));
        Assert.Equal((200, 0, 0), (list.Waiting, list.Leased, list.GivenUp));

        var before = looks;
        host.Clock.Advance(TimeSpan.FromSeconds(61));
        await host.UntilAsync(() => Task.FromResult(looks > before));
        await host.Scheduler.DrainedAsync(Ct);
        Assert.InRange(looks, before + 1, before + host.Options.Hands);

        Volatile.Write(ref there, true);
        await host.UntilAsync(async () => (await host.JobsAsync("sart")).Count + (await host.JobsAsync("fays")).Count == 0, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_job_killed_half_way_is_run_again_and_its_result_is_there_once()
    {
        await using var host = new HostFixture(new FunctionJob("number", async (c, ct) =>
        {
            await AddServiceAsync(c, ct);
            return JobResult.Done;
        }));
        await host.OpenAsync("sart");
        await host.EnqueueAsync("sart", "number");

        // What a process that is killed leaves behind: a lease of its own, and no clean end.
        await host.WithAsync("sart", async a =>
        {
            var dead = new JobQueue(Environment.MachineName);
            var claim = await dead.ClaimAsync(a, host.Clock.GetUtcNow(), Ct);
            Assert.NotNull(claim.Job);
            var killed = new JobContext(a, claim.Job, "somebody/else");
            Assert.Equal("job.lease-lost", (await AddServiceAsync(killed, Ct)).Failure.Code);
            return true;
        });
        await host.CloseAsync(crash: true);
        await host.OpenAsync();
        Assert.False(host.Data.EndedCleanly);
        await host.StartAsync();
        await host.UntilAsync(async () => (await host.JobsAsync("sart")).Count == 0);
        Assert.Equal(1, await host.WithAsync("sart", async a =>
        {
            await using var db = a.Store.Read();
            return await db.Services.CountAsync(Ct);
        }));
    }

    [Fact]
    public async Task A_job_during_which_the_program_dies_again_and_again_waits_longer_each_time_and_is_given_up_in_the_end()
    {
        await using var host = await new HostFixture().OpenAsync("sart");
        await host.EnqueueAsync("sart", "number");
        var begun = 0;
        await host.WithAsync("sart", async a =>
        {
            for (var run = 0; run < 100 && (await host.JobsAsync("sart")).Single().State != JobStates.GivenUp; run++)
            {
                begun += (await new JobQueue(Environment.MachineName).ClaimAsync(a, host.Clock.GetUtcNow(), Ct)).Job is null ? 0 : 1;
                host.Clock.Advance(TimeSpan.FromSeconds(60));
            }

            return true;
        });

        // Its first death costs no time, and other jobs that died with it are not given up for five kills in a row.
        Assert.Equal(JobQueue.MaxDeaths, begun);
        Assert.Contains("s'est arrêté pendant ce travail", Assert.Single(await host.JobsAsync("sart")).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lease_that_another_took_over_cannot_write_its_result()
    {
        await using var host = await new HostFixture().OpenAsync("sart");
        await host.EnqueueAsync("sart", "number");
        await host.WithAsync("sart", async a =>
        {
            var slow = new JobQueue("one");
            var quick = new JobQueue("two");
            var first = await slow.ClaimAsync(a, host.Clock.GetUtcNow(), Ct);
            Assert.Null((await quick.ClaimAsync(a, host.Clock.GetUtcNow(), Ct)).Job);
            host.Clock.Advance(JobQueue.LeaseTime);
            var second = await quick.ClaimAsync(a, host.Clock.GetUtcNow(), Ct);
            Assert.Equal(first.Job!.Id, second.Job!.Id);
            Assert.False(await slow.ExtendAsync(a, first.Job.Id, Ct));
            Assert.Equal("job.lease-lost", (await AddServiceAsync(new JobContext(a, first.Job, slow.Owner), Ct)).Failure.Code);
            Assert.True((await AddServiceAsync(new JobContext(a, second.Job, quick.Owner), Ct)).IsSuccess);
            return true;
        });
        Assert.Empty(await host.JobsAsync("sart"));
    }

    [Fact]
    public async Task A_job_that_is_due_later_opens_its_closed_administration_in_time()
    {
        var ran = new TaskCompletionSource();
        await using var host = await new HostFixture(new FunctionJob("later", (_, _) =>
        {
            ran.TrySetResult();
            return Task.FromResult(JobResult.Done);
        })).OpenAsync("sart", "waha");
        await host.StartAsync();
        await host.EnqueueAsync("sart", "later", delay: TimeSpan.FromHours(2));
        await host.Scheduler.DrainedAsync(Ct);
        await host.UntilAsync(() => Task.FromResult(host.NoneOpen()), TimeSpan.FromMinutes(1));
        Assert.False(ran.Task.IsCompleted);
        await host.UntilAsync(() => Task.FromResult(ran.Task.IsCompleted), TimeSpan.FromMinutes(1));

        // After a clean end only those with jobs are looked at: none here.
        await host.UntilAsync(async () => (await host.JobsAsync("sart")).Count == 0);
        await host.Scheduler.DrainedAsync(Ct);
        await host.CloseAsync();
        await host.OpenAsync();
        Assert.True(host.Data.EndedCleanly);
        Assert.Empty(await new DueBook(host.Data).LoadAsync(Ct));
    }

    [Fact]
    public async Task A_stop_gives_the_job_back_without_counting_a_try()
    {
        var begun = new TaskCompletionSource();
        await using var host = await new HostFixture(new FunctionJob("long", async (_, ct) =>
        {
            begun.TrySetResult();
            await Task.Delay(Timeout.Infinite, ct);
            return JobResult.Done;
        })).OpenAsync("sart");
        await host.EnqueueAsync("sart", "long");
        await host.StartAsync();
        await begun.Task.WaitAsync(Ct);
        await host.Scheduler.StopAsync(Ct);
        var row = Assert.Single(await host.JobsAsync("sart"));
        Assert.Equal((JobStates.Waiting, 0), (row.State, row.Attempts));
    }

    [Fact]
    public async Task Fifty_saves_while_jobs_end_are_none_refused()
    {
        await using var host = await new HostFixture(new FunctionJob("touch", async (c, ct) =>
        {
            await c.CompleteAsync<Done>(async (act, token) =>
            {
                await act.TouchAsync(c.Job.Item!.Value, token);
                act.Journal("item.read", c.Job.Item);
                return default(Done);
            }, ct);
            return JobResult.Done;
        })).OpenAsync("sart");
        await host.StartAsync();
        var item = await host.WithAsync("sart", AddItemAsync);
        var stamp = 1L;
        for (var save = 0; save < 50; save++)
        {
            var expected = stamp;
            var written = await host.WithAsync("sart", a => a.Store.Writer.RunAsync<long>(
                HostFixture.Actor,
                async (act, ct) =>
                {
                    var row = await act.Db.Items.SingleAsync(i => i.Id == item, ct);
                    if (row.Stamp != expected)
                    {
                        return new Failure(Refusal.Stale, "item.stale");
                    }

                    row.Title = $"Titre {row.Stamp}";
                    row.Stamp++;
                    act.Journal("item.changed", item);
                    await act.EnqueueAsync("touch", new { }, item, ct: ct);
                    return row.Stamp;
                },
                Ct));
            Assert.True(written.Outcome.IsSuccess, $"Save {save} was refused.");
            stamp = written.Outcome.Value;
        }

        await host.Scheduler.DrainedAsync(Ct);
        Assert.Contains(("sart", "touch", "done", 50L), host.Counts.Read());
    }

    private static Task<ItemId> AddItemAsync(App.Administration.OpenAdministration a)
        => SomeItem.AddAsync(a.Store, "Titre", "{}");

    private static Task<Outcome<Done>> AddServiceAsync(JobContext c, CancellationToken ct)
        => c.CompleteAsync<Done>((act, _) =>
        {
            var id = ServiceId.New();
            act.Db.Services.Add(new ServiceRow { Id = id, Name = $"s-{id.Value:n}", Title = "Travaux", Active = true });
            act.Journal("service.added", id);
            return Task.FromResult<Outcome<Done>>(default(Done));
        }, ct);

    private sealed record Args(string Text);
}
