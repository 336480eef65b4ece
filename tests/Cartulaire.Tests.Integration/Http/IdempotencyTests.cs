using Cartulaire.App.Http;
using Cartulaire.Engines.Database;
using Cartulaire.Kernel;
using Cartulaire.Tests.Integration.Store;

namespace Cartulaire.Tests.Integration.Http;

public sealed class IdempotencyTests
{
    [Fact]
    public async Task The_same_request_sent_twice_is_done_once_and_answered_alike()
    {
        await using var fixture = new StoreFixture();
        var key = new IdempotencyKey("k-1", "digest");
        var first = await RunAsync(fixture, StoreFixture.Actor, key);
        var second = await RunAsync(fixture, StoreFixture.Actor, key);
        Assert.Equal(first.Value, second.Value);
        Assert.Equal(1, fixture.Store.Writer.CommittedNumber);
    }

    [Fact]
    public async Task The_same_key_with_another_request_is_refused()
    {
        await using var fixture = new StoreFixture();
        await RunAsync(fixture, StoreFixture.Actor, new IdempotencyKey("k-1", "digest"));
        var other = await RunAsync(fixture, StoreFixture.Actor, new IdempotencyKey("k-1", "another"));
        Assert.Equal("idempotency.reused", other.Failure.Code);
        Assert.Equal(1, fixture.Store.Writer.CommittedNumber);
    }

    [Fact]
    public async Task Keys_of_two_senders_do_not_meet()
    {
        await using var fixture = new StoreFixture();
        var key = new IdempotencyKey("k-1", "digest");
        var first = await RunAsync(fixture, StoreFixture.Actor, key);
        var other = await RunAsync(fixture, Actor.Operator("other"), key);
        Assert.NotEqual(first.Value, other.Value);
    }

    [Fact]
    public async Task A_refusal_is_not_remembered()
    {
        await using var fixture = new StoreFixture();
        var key = new IdempotencyKey("k-1", "digest");
        var refused = await fixture.Store.Writer.RunAsync(
            StoreFixture.Actor,
            (act, ct) => Idempotency.RunAsync<Answer>(act, key, (_, _) => Task.FromResult<Outcome<Answer>>(new Failure(Refusal.Conflict, "request.forbidden")), ct),
            StoreFixture.Ct);
        Assert.False(refused.Outcome.IsSuccess);
        Assert.True((await RunAsync(fixture, StoreFixture.Actor, key)).IsSuccess);
    }

    [Fact]
    public async Task After_a_week_the_key_is_free_again()
    {
        await using var fixture = new StoreFixture();
        var key = new IdempotencyKey("k-1", "digest");
        await RunAsync(fixture, StoreFixture.Actor, key);
        fixture.Clock.Advance(TimeSpan.FromDays(8));
        await RunAsync(fixture, StoreFixture.Actor, key);
        Assert.Equal(2, fixture.Store.Writer.CommittedNumber);
    }

    [Fact]
    public async Task Sixty_four_at_once_do_the_work_once()
    {
        await using var fixture = new StoreFixture();
        var key = new IdempotencyKey("k-1", "digest");
        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => RunAsync(fixture, StoreFixture.Actor, key)));
        Assert.Single(answers.Select(a => a.Value).Distinct());
        Assert.Equal(1, fixture.Store.Writer.CommittedNumber);
    }

    private static async Task<Outcome<Answer>> RunAsync(StoreFixture fixture, Actor actor, IdempotencyKey key)
        => (await fixture.Store.Writer.RunAsync(
            actor,
            (act, ct) => Idempotency.RunAsync<Answer>(
                act,
                key,
                (inner, _) =>
                {
                    var id = ServiceId.New();
                    inner.Journal("service.added", id);
                    return Task.FromResult<Outcome<Answer>>(new Answer(id, 1));
                },
                ct),
            StoreFixture.Ct)).Outcome;

    private sealed record Answer(ServiceId Id, long Stamp);
}
