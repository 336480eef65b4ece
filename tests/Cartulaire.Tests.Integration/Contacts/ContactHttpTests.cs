using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Cartulaire.App.Contacts;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Kernel.Contacts;
using Cartulaire.Tests.Integration.Support;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.Tests.Integration.Contacts;

public sealed class ContactHttpTests(HttpFixture fixture) : IClassFixture<HttpFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_contact_is_made_read_edited_and_made_inactive()
    {
        var marie = fixture.Client("marie");
        var (id, tag) = await MakeAsync(marie, new { kind = "person", name = "Lemaire", givenName = "Odile", postalCode = "4845", locality = "Sart" });
        var read = await marie.GetAsync(At(id), Ct);
        Assert.Equal("\"1\"", tag);
        Assert.Equal(tag, read.Headers.ETag!.Tag);
        Assert.Equal("Lemaire Odile", (string?)(await JsonOf(read))["label"]);

        var edited = await PutAsync(marie, id, "\"1\"", new { kind = "person", name = "Lemaire", givenName = "Odile", active = false });
        Assert.Equal((HttpStatusCode.OK, "\"2\""), (edited.StatusCode, edited.Headers.ETag!.Tag));
        Assert.Empty(await LabelsAsync(marie, "lemaire odile"));
        Assert.Equal(["Lemaire Odile"], await LabelsAsync(marie, "lemaire odile&inactive=true"));
    }

    [Fact]
    public async Task A_save_that_changes_nothing_keeps_the_stamp_and_writes_nothing_down()
    {
        var marie = fixture.Client("marie");
        var (id, _) = await MakeAsync(marie, new { kind = "person", name = "Immobile" });
        var before = fixture.Sart.Store.Writer.CommittedNumber;
        var saved = await PutAsync(marie, id, "\"1\"", new { kind = "person", name = " Immobile " });
        Assert.Equal((HttpStatusCode.OK, "\"1\""), (saved.StatusCode, saved.Headers.ETag!.Tag));
        Assert.Equal(before, fixture.Sart.Store.Writer.CommittedNumber);
    }

    [Fact]
    public async Task Without_a_stamp_nothing_is_saved()
    {
        var marie = fixture.Client("marie");
        var (id, _) = await MakeAsync(marie, new { kind = "person", name = "Sansetag" });
        foreach (var (tag, status) in new[] { (null, HttpStatusCode.PreconditionRequired), ("*", HttpStatusCode.PreconditionRequired), ("\"x\"", HttpStatusCode.BadRequest), ("\"-1\"", HttpStatusCode.BadRequest) })
        {
            Assert.Equal(status, (await PutAsync(marie, id, tag, new { kind = "person", name = "Autre" })).StatusCode);
        }
    }

    [Fact]
    public async Task A_stale_save_says_who_changed_what_when_and_offers_a_merge()
    {
        var (marie, paul) = (fixture.Client("marie"), fixture.Client("paul"));
        var (id, _) = await MakeAsync(marie, new { kind = "person", name = "Tardif", phone = "087 11 11 11", email = "a@b.be", locality = "Sart" });
        await PutAsync(paul, id, "\"1\"", new { kind = "person", name = "Tardif", phone = "087 22 22 22", email = "a@b.be", locality = "Sart", country = "BE" });
        await PutAsync(paul, id, "\"2\"", new { kind = "person", name = "Tardif", phone = "087 22 22 22", email = "a@b.be", locality = "Jalhay", country = "BE" });

        var stale = await PutAsync(marie, id, "\"1\"", new { kind = "person", name = "Tardif", phone = "087 33 33 33", email = "c@d.be", locality = "Sart", country = "BE" });
        var problem = await JsonOf(stale);
        Assert.Equal((HttpStatusCode.PreconditionFailed, "stamp.stale"), (stale.StatusCode, (string?)problem["code"]));
        Assert.Equal("Paul Renard", (string?)problem["changedBy"]);
        Assert.True(DateTimeOffset.UnixEpoch < (DateTimeOffset)problem["changedAt"]!);
        Assert.Equal(["phone"], problem["conflicts"]!.AsArray().Select(c => (string?)c!["field"]));
        Assert.Equal(("087 11 11 11", "087 33 33 33", "087 22 22 22"), ((string?)problem["conflicts"]![0]!["base"], (string?)problem["conflicts"]![0]!["mine"], (string?)problem["conflicts"]![0]!["theirs"]));
        Assert.Equal(["email"], Texts(problem["mine"]));
        Assert.Equal(["locality"], Texts(problem["theirs"]));

        var merged = problem["merged"]!.AsObject();
        Assert.Equal(("c@d.be", "Jalhay", "087 22 22 22"), ((string?)merged["email"], (string?)merged["locality"], (string?)merged["phone"]));
        Assert.Equal(HttpStatusCode.OK, (await PutAsync(marie, id, stale.Headers.ETag!.Tag, merged)).StatusCode);
    }

    [Fact]
    public async Task Of_sixty_four_saves_on_one_stamp_exactly_one_wins_each_time()
    {
        var marie = fixture.Client("marie");
        var (id, _) = await MakeAsync(marie, new { kind = "organisation", name = "Concurrence" });
        for (var stamp = 1; stamp <= 3; stamp++)
        {
            var tag = $"\"{stamp}\"";
            var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => PutAsync(marie, id, tag, new { kind = "organisation", name = "Concurrence", phone = $"087 {stamp} {i:000}" })));
            Assert.Single(answers, a => a.StatusCode == HttpStatusCode.OK);
            Assert.Equal(63, answers.Count(a => a.StatusCode == HttpStatusCode.PreconditionFailed));
        }
    }

    [Fact]
    public async Task Whoever_holds_nothing_neither_reads_nor_edits()
    {
        var (marie, anne) = (fixture.Client("marie"), fixture.Client("anne"));
        var (id, _) = await MakeAsync(marie, new { kind = "person", name = "Interdit" });
        Assert.Equal(HttpStatusCode.Forbidden, (await anne.GetAsync(At(id), Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await anne.PostAsJsonAsync("contacts", new { kind = "person", name = "Interdit" }, Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await PutAsync(anne, id, "\"1\"", new { kind = "person", name = "Autre" })).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await fixture.Client(null).GetAsync(At(id), Ct)).StatusCode);
    }

    [Fact]
    public async Task The_same_key_makes_one_contact_and_another_body_is_refused()
    {
        var marie = fixture.Client("marie");
        var body = new { kind = "person", name = "Unique" };
        var first = await JsonOf(await PostAsync(marie, body, "cle-1"));
        var again = await PostAsync(marie, body, "cle-1");
        var other = await PostAsync(marie, new { kind = "person", name = "Unique-Autre" }, "cle-1");
        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
        Assert.Equal((string?)first["id"], (string?)(await JsonOf(again))["id"]);
        Assert.Equal(HttpStatusCode.Conflict, other.StatusCode);
        Assert.Equal(["Unique"], await LabelsAsync(marie, "unique"));
    }

    [Fact]
    public async Task A_position_is_found_by_its_person_and_its_organisation_even_after_they_are_renamed()
    {
        var marie = fixture.Client("marie");
        var (person, _) = await MakeAsync(marie, new { kind = "person", name = "Quertinmont", givenName = "Zoé" });
        var (organisation, _) = await MakeAsync(marie, new { kind = "organisation", name = "Intercommunale Ourthe", enterpriseNumber = "BE 0841.470.248" });
        await MakeAsync(marie, new { kind = "position", name = "échevine", person, organisation });
        Assert.Equal(["Quertinmont Zoé", "Quertinmont Zoé, échevine, Intercommunale Ourthe"], await LabelsAsync(marie, "ZOE quert"));
        Assert.Equal(["Quertinmont Zoé, échevine, Intercommunale Ourthe"], await LabelsAsync(marie, "ourthe echev"));
        await PutAsync(marie, organisation, "\"1\"", new { kind = "organisation", name = "Intercommunale Vesdre", enterpriseNumber = "0841470248" });
        Assert.Equal(["Quertinmont Zoé, échevine, Intercommunale Vesdre"], await LabelsAsync(marie, "quert vesdre"));
        Assert.Empty(await LabelsAsync(marie, "quert ourthe"));
        Assert.Equal(["Intercommunale Vesdre"], await LabelsAsync(marie, "0841.470"));
    }

    [Fact]
    public async Task An_organisation_named_after_a_place_comes_before_all_who_live_there()
    {
        var marie = fixture.Client("marie");
        await Task.WhenAll(Enumerable.Range(0, 510).Select(i => SaveContact.MakeAsync(
            fixture.Sart, HttpFixture.Actor, new ContactValues(ContactKinds.Person, $"Habitant{i:000}", PostalCode: "4900", Locality: "Xhendelesse"), null, Ct)));
        await MakeAsync(marie, new { kind = "organisation", name = "Commune de Xhendelesse" });
        var found = (await marie.GetFromJsonAsync<JsonNode>("contacts?q=xhendelesse&limit=3", Ct))!;
        Assert.Equal(["Commune de Xhendelesse", "Habitant000", "Habitant001"], found["contacts"]!.AsArray().Select(c => (string?)c!["label"]));
        Assert.True((bool)found["more"]!);
    }

    [Fact]
    public async Task A_part_of_a_position_must_exist_and_be_of_its_kind()
    {
        var marie = fixture.Client("marie");
        var (organisation, _) = await MakeAsync(marie, new { kind = "organisation", name = "Partie" });
        var refused = await marie.PostAsJsonAsync("contacts", new { kind = "position", name = "gérant", person = organisation, organisation }, Ct);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal(["person"], (await JsonOf(refused))["errors"]!.AsArray().Select(e => (string?)e!["field"]));
    }

    [Fact]
    public async Task Possible_duplicates_are_shown_with_their_reason_and_never_imposed()
    {
        var marie = fixture.Client("marie");
        var (first, _) = await MakeAsync(marie, new { kind = "person", name = "Vanderbeken", givenName = "Achille", postalCode = "4845", email = "achille@v.be" });
        foreach (var (body, reason) in new (object, string)[]
        {
            (new { kind = "person", name = "Achille", givenName = "VANDERBEKEN", postalCode = "4845" }, "name-and-postal-code"),
            (new { kind = "person", name = "Vanderbeken", givenName = "Achille", postalCode = "5000" }, "name"),
            (new { kind = "person", name = "Vanderbekn", givenName = "Achile" }, "near-name"),
            (new { kind = "person", name = "Wanderbeken", givenName = "Achille", postalCode = "4845" }, "near-name"),
            (new { kind = "person", name = "Tout Autre", email = "ACHILLE@v.be" }, "email"),
        })
        {
            var shown = (await (await marie.PostAsJsonAsync("contacts/duplicates", body, Ct)).Content.ReadFromJsonAsync<JsonArray>(Ct))!;
            Assert.Equal(first, (string?)Assert.Single(shown)!["contact"]!["id"]);
            Assert.Equal(reason, (string?)shown[0]!["reasons"]![0]);
        }

        var made = await marie.PostAsJsonAsync("contacts", new { kind = "person", name = "Vanderbeken", givenName = "Achille", postalCode = "4845" }, Ct);
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        Assert.Equal(first, (string?)(await JsonOf(made))["duplicates"]![0]!["contact"]!["id"]);
    }

    [Fact]
    public async Task The_chained_bytes_hold_no_word_about_a_contact()
    {
        var marie = fixture.Client("marie");
        var (id, _) = await MakeAsync(marie, new { kind = "person", name = "Canarix", email = "canarix@canarix.be" });
        await PutAsync(marie, id, "\"1\"", new { kind = "person", name = "Canarix", phone = "087 99 99 99" });
        await using var db = fixture.Sart.Store.Read();
        var entries = await db.Journal.Where(j => j.Subject == id).OrderBy(j => j.Number).ToListAsync(Ct);
        Assert.Equal(["contact.added", "contact.edited"], entries.Select(e => e.Kind));
        Assert.All(entries, e => Assert.DoesNotContain("canarix", System.Text.Encoding.UTF8.GetString(e.Canon), StringComparison.OrdinalIgnoreCase));
        var numbers = entries.Select(e => e.Number).ToList();
        Assert.All(await db.JournalDetails.Where(d => numbers.Contains(d.Number)).ToListAsync(Ct), (JournalDetailRow d) => Assert.Contains("canarix", d.Details, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task When_the_details_were_erased_a_stale_save_still_shows_what_differs()
    {
        var marie = fixture.Client("marie");
        var (id, _) = await MakeAsync(marie, new { kind = "person", name = "Oubli", phone = "087 1 2 3" });
        await PutAsync(marie, id, "\"1\"", new { kind = "person", name = "Oubli", phone = "087 4 5 6" });
        await fixture.Sart.Store.Writer.RunAsync<Kernel.Done>(
            HttpFixture.Actor,
            async (act, ct) =>
            {
                await act.Db.JournalDetails.Where(d => act.Db.Journal.Any(j => j.Number == d.Number && j.Subject == id)).ExecuteDeleteAsync(ct);
                act.Journal("details.erased", id);
                return default(Kernel.Done);
            },
            Ct);
        var problem = await JsonOf(await PutAsync(marie, id, "\"1\"", new { kind = "person", name = "Oubli", phone = "087 7 8 9" }));
        Assert.Equal(["phone"], problem["conflicts"]!.AsArray().Select(c => (string?)c!["field"]));
        Assert.Null(problem["merged"]);
        Assert.Equal("Marie Lambert", (string?)problem["changedBy"]);
    }

    [Fact]
    public async Task R_09_a_mebibyte_in_a_field_is_refused()
    {
        var refused = await fixture.Client("marie").PostAsJsonAsync("contacts", new { kind = "person", name = new string('a', (1 << 20) - 1000) }, Ct);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal("contact.too-long", (string?)(await JsonOf(refused))["code"]);
    }

    [Fact]
    public async Task An_unknown_contact_is_not_found()
        => Assert.Equal(HttpStatusCode.NotFound, (await fixture.Client("marie").GetAsync(At(Kernel.ContactId.New().ToString()), Ct)).StatusCode);

    private static Uri At(string id) => new($"contacts/{id}", UriKind.Relative);

    private static async Task<(string Id, string Tag)> MakeAsync(HttpClient client, object body)
    {
        var answer = await PostAsync(client, body, null);
        Assert.True(answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync(Ct));
        return ((string)(await JsonOf(answer))["id"]!, answer.Headers.ETag!.Tag);
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, object body, string? key) => SendAsync(client, HttpMethod.Post, "contacts", body, "Idempotency-Key", key);

    private static Task<HttpResponseMessage> PutAsync(HttpClient client, string id, string? tag, object body) => SendAsync(client, HttpMethod.Put, $"contacts/{id}", body, "If-Match", tag);

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, HttpMethod method, string path, object body, string header, string? value)
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        if (value is not null)
        {
            request.Headers.TryAddWithoutValidation(header, value);
        }

        return await client.SendAsync(request, Ct);
    }

    private static async Task<JsonNode> JsonOf(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonNode>(Ct))!;

    private static async Task<string?[]> LabelsAsync(HttpClient client, string query)
        => [.. (await client.GetFromJsonAsync<JsonNode>($"contacts?q={query.Replace(" ", "%20", StringComparison.Ordinal)}", Ct))!["contacts"]!.AsArray().Select(c => (string?)c!["label"])];

    private static string?[] Texts(JsonNode? list) => [.. list!.AsArray().Select(t => (string?)t)];
}
