using System.Net;
using System.Text.Json.Nodes;
using Cartulaire.Tests.Integration.Items;
using Cartulaire.Tests.Integration.Support;

namespace Cartulaire.Tests.Integration.Capture;

/// <summary>The capture desk over REST: one gesture to confirm, one to undo.</summary>
public sealed class DeskTests(HttpFixture fixture) : IClassFixture<HttpFixture>
{
    [Fact]
    public async Task Confirming_saves_and_routes_in_one_act_or_does_neither()
    {
        var marie = fixture.Client("marie");
        var letter = await LetterAsync(marie);
        Assert.Contains(letter, await WaitingAsync(marie));

        // Nobody is named who would treat it: neither the subject nor the way on is kept.
        var (_, tag) = await marie.ReadAsync(letter);
        var (status, problem, _) = await marie.SendAsync(HttpMethod.Post, $"items/{letter}/confirmation", new { properties = new { subject = "Avaloir bouché" } }, tag);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("treating-services", problem!["errors"]!.AsArray().Select(e => e!["field"]?.GetValue<string>()));
        Assert.Null((await marie.ReadAsync(letter)).Body["properties"]!["subject"]);

        await ConfirmAsync(marie, letter);
        var (after, _) = await marie.ReadAsync(letter);
        Assert.Equal(("to-treat", "Avaloir bouché"), (after.Text("state"), after["properties"]!.Text("subject")));
        Assert.DoesNotContain(letter, await WaitingAsync(marie));
        Assert.Equal(HttpStatusCode.PreconditionRequired, (await marie.SendAsync(HttpMethod.Post, $"items/{letter}/confirmation", new { })).Status);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await marie.SendAsync(HttpMethod.Post, $"items/{letter}/confirmation", new { }, tag)).Status);
    }

    [Fact]
    public async Task Undoing_a_confirmation_brings_back_values_state_and_work_and_the_history_says_so()
    {
        var marie = fixture.Client("marie");
        var letter = await LetterAsync(marie);
        var before = (await marie.ReadAsync(letter)).Body["properties"]!.ToJsonString();
        await ConfirmAsync(marie, letter);
        Assert.Equal(HttpStatusCode.OK, (await fixture.Client("paul").SendAsync(HttpMethod.Get, $"items/{letter}")).Status);

        await UndoAsync(marie, letter);

        var (after, _) = await marie.ReadAsync(letter);
        Assert.Equal(("created", before), (after.Text("state"), after["properties"]!.ToJsonString()));
        Assert.Equal("cancelled", Assert.Single(after["assignments"]!.AsArray())!.Text("state"));
        Assert.Contains(letter, await WaitingAsync(marie));
        Assert.Equal(HttpStatusCode.NotFound, (await fixture.Client("paul").SendAsync(HttpMethod.Get, $"items/{letter}")).Status);
        var (history, _) = await marie.MustAsync(HttpMethod.Get, $"items/{letter}/history");
        Assert.Contains("Dernière action défaite", history.AsArray().Select(e => e!.Text("what")));

        // Confirmed again, it goes the same way; undone again, once more.
        await ConfirmAsync(marie, letter);
        Assert.Equal("to-treat", (await marie.ReadAsync(letter)).Body.Text("state"));
        await UndoAsync(marie, letter);
        Assert.Equal("created", (await marie.ReadAsync(letter)).Body.Text("state"));
    }

    [Fact]
    public async Task Acts_are_undone_one_after_the_other_and_never_twice()
    {
        var marie = fixture.Client("marie");
        var letter = await LetterAsync(marie);
        foreach (var subject in new[] { "Un", "Deux" })
        {
            var (_, tag) = await marie.ReadAsync(letter);
            await marie.MustAsync(HttpMethod.Patch, $"items/{letter}", new { properties = new { subject } }, tag);
        }

        await UndoAsync(marie, letter);
        Assert.Equal("Un", (await marie.ReadAsync(letter)).Body["properties"]!.Text("subject"));
        await UndoAsync(marie, letter);
        Assert.Null((await marie.ReadAsync(letter)).Body["properties"]!["subject"]);

        // What is left is that it was made: that is cancelled, not undone.
        Assert.Equal("undo.not-possible", await RefusedAsync(marie, letter));
    }

    [Fact]
    public async Task What_somebody_else_did_or_worked_on_since_is_not_undone()
    {
        var marie = fixture.Client("marie");
        var letter = await LetterAsync(marie);
        await ConfirmAsync(marie, letter);
        Assert.Equal("undo.not-yours", await RefusedAsync(fixture.Client("paul"), letter));

        var (_, tag) = await marie.ReadAsync(letter);
        Assert.Equal(HttpStatusCode.OK, await fixture.Client("paul").StepAsync(letter, fixture.Services["travaux"].ToString(), "start"));
        Assert.Equal("undo.not-yours", await RefusedAsync(marie, letter));
        Assert.Equal("to-treat", (await marie.ReadAsync(letter)).Body.Text("state"));

        // The stamp of before is no longer the present one once anything was decided.
        var (_, now) = await marie.ReadAsync(letter);
        await marie.MustAsync(HttpMethod.Patch, $"items/{letter}", new { properties = new { remarks = "Vu" } }, now);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await marie.SendAsync(HttpMethod.Post, $"items/{letter}/undo", null, tag)).Status);
    }

    [Fact]
    public async Task A_cancelled_number_holds_again_when_its_cancellation_is_undone()
    {
        var marie = fixture.Client("marie");
        var letter = await LetterAsync(marie);
        var (_, tag) = await marie.ReadAsync(letter);
        await marie.MustAsync(HttpMethod.Post, $"items/{letter}/cancellation", new { reason = "Reçu deux fois" }, tag);
        Assert.DoesNotContain(letter, await WaitingAsync(marie));

        await UndoAsync(marie, letter);

        Assert.Null((await marie.ReadAsync(letter)).Body["cancelledAt"]);
        Assert.Contains(letter, await WaitingAsync(marie));
    }

    [Fact]
    public async Task A_letter_that_is_not_for_us_leaves_the_desk_with_a_reason_and_comes_back()
    {
        var marie = fixture.Client("marie");
        var letter = await LetterAsync(marie);
        Assert.Equal(HttpStatusCode.BadRequest, (await marie.TransitAsync(letter, "not-for-us")).Status);
        Assert.Equal(HttpStatusCode.OK, (await marie.TransitAsync(letter, "not-for-us", "Pour la commune voisine")).Status);
        Assert.DoesNotContain(letter, await WaitingAsync(marie));
        Assert.Equal(HttpStatusCode.OK, (await marie.TransitAsync(letter, "take-back")).Status);
        Assert.Contains(letter, await WaitingAsync(marie));
    }

    [Fact]
    public async Task Who_confirms_nothing_sees_nothing_waiting()
    {
        await LetterAsync(fixture.Client("marie"));
        Assert.Empty(await WaitingAsync(fixture.Client("anne")));
        Assert.Empty(await WaitingAsync(fixture.Client("paul")));
    }

    internal static async Task<List<string>> WaitingAsync(HttpClient client)
        => [.. (await client.MustAsync(HttpMethod.Get, "capture/waiting")).Body["letters"]!.AsArray().Select(l => l!.Text("id"))];

    internal static async Task UndoAsync(HttpClient client, string letter)
        => await client.MustAsync(HttpMethod.Post, $"items/{letter}/undo", null, (await client.ReadAsync(letter)).Tag);

    private static async Task<string> RefusedAsync(HttpClient client, string letter)
    {
        var (_, tag) = await client.ReadAsync(letter);
        var (status, problem, _) = await client.SendAsync(HttpMethod.Post, $"items/{letter}/undo", null, tag);
        Assert.True(status is HttpStatusCode.Conflict or HttpStatusCode.Forbidden, status.ToString());
        return problem!.Text("code");
    }

    private async Task ConfirmAsync(HttpClient client, string letter)
        => await client.MustAsync(
            HttpMethod.Post,
            $"items/{letter}/confirmation",
            new { properties = new JsonObject { ["subject"] = "Avaloir bouché", ["treating-services"] = new JsonArray(fixture.Services["travaux"].ToString()) } },
            (await client.ReadAsync(letter)).Tag);

    private static async Task<string> LetterAsync(HttpClient client) => (await client.MustAsync(HttpMethod.Post, "items", new { type = "incoming-mail" })).Body.Text("id");
}
