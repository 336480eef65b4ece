using Cartulaire.Engines.Database;
using Cartulaire.Kernel;
using Microsoft.Data.Sqlite;

namespace Cartulaire.Tests.Integration.Store;

/// <summary>A queue whose database fails at the worst moment.</summary>
public sealed class GroupCommitTests
{
    private const int Busy = 5;
    private const int Full = 13;

    private static CancellationToken Ct => StoreFixture.Ct;

    [Fact]
    public async Task A_transaction_that_cannot_begin_is_told_to_its_unit_and_the_next_one_goes_on()
    {
        await using var fixture = new StoreFixture();
        var connection = new FailingConnection(fixture.Store.Record.OpenWriter()) { NextBegin = new SqliteException("busy", Busy) };
        await using var group = new GroupCommit<RecordDb>(connection, () => { });

        await Assert.ThrowsAsync<SqliteException>(() => group.RunAsync(_ => Task.FromResult(true), Ct).WaitAsync(TimeSpan.FromSeconds(20), Ct));
        Assert.Null(await group.RunAsync(_ => Task.FromResult(true), Ct));
    }

    [Fact]
    public async Task What_an_act_changed_in_memory_is_put_back_before_the_next_one_begins_when_its_commit_is_lost()
    {
        await using var fixture = new StoreFixture();
        var connection = new FailingConnection(fixture.Store.Record.OpenWriter()) { NextCommit = new SqliteException("full", Full) };
        await using var group = new GroupCommit<RecordDb>(connection, () => { });
        var (memory, seen) = ("before", "");
        var (compacted, second) = (Task.FromResult<Failure?>(null), Task.FromResult<Failure?>(null));
        var first = await group.RunAsync(
            _ =>
            {
                memory = "after";

                // Alone, so that the two are not of one group.
                compacted = group.CompactAsync(Ct);
                second = group.RunAsync(
                    _ =>
                    {
                        seen = memory;
                        return Task.FromResult(true);
                    },
                    Ct);
                return Task.FromResult(true);
            },
            Ct,
            () => memory = "before");

        Assert.Equal(Refusal.StorageFull, first?.Kind);
        Assert.Null(await compacted);
        Assert.Null(await second);
        Assert.Equal("before", seen);
    }

    [Fact]
    public async Task What_a_refused_act_changed_in_memory_is_put_back_once()
    {
        await using var fixture = new StoreFixture();
        var undone = 0;
        await using var group = new GroupCommit<RecordDb>(new FailingConnection(fixture.Store.Record.OpenWriter()) { NextCommit = new SqliteException("full", Full) }, () => { });
        Assert.NotNull(await group.RunAsync(_ => Task.FromResult(false), Ct, () => undone++));
        Assert.Equal(1, undone);
    }

    /// <summary>The real connection, once told that it cannot.</summary>
    private sealed class FailingConnection(IWriteConnection<RecordDb> real) : IWriteConnection<RecordDb>
    {
        public Exception? NextBegin { get; set; }

        public Exception? NextCommit { get; set; }

        public void Begin()
        {
            (var fault, NextBegin) = (NextBegin, null);
            if (fault is not null)
            {
                throw fault;
            }

            real.Begin();
        }

        public void Commit()
        {
            (var fault, NextCommit) = (NextCommit, null);
            if (fault is not null)
            {
                throw fault;
            }

            real.Commit();
        }

        public RecordDb Context() => real.Context();

        public void Save() => real.Save();

        public void Release() => real.Release();

        public void Undo() => real.Undo();

        public void Abandon() => real.Abandon();

        public Task<bool> CompactAsync() => real.CompactAsync();

        public bool IsDiskFull(Exception fault) => real.IsDiskFull(fault);

        public void Dispose() => real.Dispose();
    }
}
