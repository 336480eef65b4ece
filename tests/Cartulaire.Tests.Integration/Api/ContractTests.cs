using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Cartulaire.Tests.Integration.Items;
using Cartulaire.Tests.Integration.Support;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.Tests.Integration.Api;

/// <summary>The REST door as programs outside the project use it (issue 2, §6).</summary>
public sealed class ContractTests(HttpFixture fixture) : IClassFixture<HttpFixture>
{
    private static readonly HashSet<string> Members = new(["extracts", "id", "number", "title", "type"], StringComparer.Ordinal);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("file", "type", "properties")]
    [InlineData("properties", "type", "file")]
    [InlineData("type", "file", "properties")]
    [InlineData("file", "properties", "type")]
    public async Task A_capture_takes_its_parts_in_any_order_and_answers_a_numbered_record(params string[] order)
    {
        var marie = fixture.Client("marie");
        var bytes = Encoding.UTF8.GetBytes($"Bonjour {string.Join(' ', order)}");
        var answer = await CaptureAsync(marie, bytes, """{"subject":"Trottoir"}""", order);
        Assert.Equal(HttpStatusCode.Created, answer.Status);
        var (record, number) = (answer.Body.Text("id"), answer.Body.Text("number"));
        Assert.Matches(@"^\d{4}-E-\d{5}$", number);
        Assert.Empty(answer.Body["duplicates"]!.AsArray());
        var (item, tag) = await marie.ReadAsync(record);
        Assert.Equal((number, "Trottoir", answer.Tag), (item.Text("number"), item["properties"]!.Text("subject"), tag));
        using var document = await marie.GetAsync(new Uri(fixture.Address, answer.Body["links"]!.Text("document")), Ct);
        Assert.Equal(item.Text("mainDocument"), JsonNode.Parse(await document.Content.ReadAsStringAsync(Ct))!.Text("id"));
        Assert.Equal(bytes, await marie.GetByteArrayAsync($"items/{record}/content", Ct));
        Assert.Equal(bytes, await marie.GetByteArrayAsync(new Uri(fixture.Address, answer.Body["links"]!.Text("content")), Ct));
    }

    [Fact]
    public async Task The_same_bytes_are_registered_again_and_name_only_the_records_that_the_caller_may_read()
    {
        await fixture.AddUserAsync("carine", "Carine Piron", ["director-general"], []);
        var (marie, carine) = (fixture.Client("marie"), fixture.Client("carine"));
        var bytes = Encoding.UTF8.GetBytes("deux fois la même lettre");
        var open = (await CaptureAsync(marie, bytes, null, "type", "file")).Body;
        var secret = (await CaptureAsync(carine, bytes, """{"confidential":true}""", "type", "file", "properties")).Body;
        Assert.Equal([open.Text("id")], secret["duplicates"]!.AsArray().Select(d => d!.GetValue<string>()));
        var third = (await CaptureAsync(marie, bytes, null, "file", "type")).Body;
        Assert.Equal([open.Text("id")], third["duplicates"]!.AsArray().Select(d => d!.GetValue<string>()));
        Assert.Equal(3, new[] { open, secret, third }.Select(r => r.Text("number")).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task An_item_tells_rights_by_their_words_and_what_bars_a_transition_in_a_sentence()
    {
        var marie = fixture.Client("marie");
        var record = (await CaptureAsync(marie, Encoding.UTF8.GetBytes("sans objet"), null, "type", "file")).Body.Text("id");
        var item = (await marie.ReadAsync(record)).Body;
        Assert.Equal(["line", "read"], item["rights"]!.AsArray().Take(2).Select(r => r!.GetValue<string>()));
        var barred = item["transitions"]!.AsArray().First(t => t!["blockers"]!.AsArray().Count > 0)!["blockers"]![0]!.AsObject();
        Assert.Equal(["code", "field", "message"], barred.Select(m => m.Key));
        Assert.Contains(' ', barred["message"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_services_are_listed_for_whoever_works_here()
    {
        var services = JsonNode.Parse(await fixture.Client("marie").GetStringAsync("services", Ct))!.AsArray();
        var works = services.Single(s => s!.Text("name") == "travaux")!;
        Assert.StartsWith("service_", works.Text("id"), StringComparison.Ordinal);
        Assert.True(works["active"]!.GetValue<bool>());
        using var refused = await fixture.Client("anne").GetAsync("services", Ct);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task A_pile_sent_twice_with_one_key_is_cut_once()
    {
        var marie = fixture.Client("marie");
        var first = await ReceptionAsync(marie, "receptions?separate=true&name=pile.txt", "une pile"u8.ToArray(), "pile-1");
        var again = await ReceptionAsync(marie, "receptions?separate=true&name=pile.txt", "une pile"u8.ToArray(), "pile-1");
        var other = await ReceptionAsync(marie, "receptions?separate=true&name=pile.txt", "une autre"u8.ToArray(), "pile-1");
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created, HttpStatusCode.Conflict), (first.Status, again.Status, other.Status));
        Assert.Equal(first.Body.Text("id"), again.Body.Text("id"));
    }

    [Fact]
    public async Task A_reception_without_body_and_name_has_forgotten_its_file_and_an_empty_file_with_a_name_is_taken()
    {
        var marie = fixture.Client("marie");
        var forgotten = await ReceptionAsync(marie, "receptions", [], null);
        Assert.Equal((HttpStatusCode.BadRequest, "reception.nothing"), (forgotten.Status, forgotten.Body.Text("code")));
        Assert.Equal(HttpStatusCode.Created, (await ReceptionAsync(marie, "receptions?name=vide.txt", [], null)).Status);
    }

    private static async Task<(HttpStatusCode Status, JsonNode Body)> ReceptionAsync(HttpClient client, string address, byte[] bytes, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(bytes) };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        using var answer = await client.SendAsync(request, Ct);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync(Ct))!);
    }

    [Theory]
    [InlineData("file", "capture.part-missing")]
    [InlineData("type", "capture.part-missing")]
    [InlineData("file type type", "capture.part-unknown")]
    [InlineData("file type owner", "capture.part-unknown")]
    [InlineData("file file type", "capture.part-unknown")]
    public async Task A_capture_that_says_too_little_or_too_much_is_refused_by_name(string parts, string code)
    {
        var answer = await CaptureAsync(fixture.Client("marie"), [1, 2, 3], "{}", parts.Split(' '));
        Assert.Equal((HttpStatusCode.BadRequest, code), (answer.Status, answer.Body.Text("code")));
        Assert.DoesNotContain("{0}", answer.Body.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_capture_with_values_or_a_type_that_do_not_exist_takes_no_number()
    {
        var marie = fixture.Client("marie");
        var before = await LinesAsync(marie);
        var unknownField = await CaptureAsync(marie, [1], """{"owner":"moi"}""", "file", "type", "properties");
        Assert.Equal((HttpStatusCode.BadRequest, "field.unknown"), (unknownField.Status, unknownField.Body.Text("code")));
        Assert.Equal("capture.properties", (await CaptureAsync(marie, [1], "[1", "file", "type", "properties")).Body.Text("code"));
        Assert.Equal("type.unknown", (await CaptureAsync(marie, [1], "outgoing-dream", "file", "type")).Body.Text("code"));
        using var bare = await marie.PostAsync("captures", new StringContent("x"), Ct);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, bare.StatusCode);
        Assert.Equal(before, await LinesAsync(marie));
    }

    [Fact]
    public async Task A_form_that_is_cut_short_is_refused_and_registers_nothing()
    {
        var marie = fixture.Client("marie");
        var before = await LinesAsync(marie);
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(
            "--b\r\nContent-Disposition: form-data; name=\"type\"\r\n\r\nincoming-mail\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nle dé"));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=b");
        using var answer = await marie.PostAsync("captures", content, Ct);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("capture.cut", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Equal(before, await LinesAsync(marie));
    }

    [Fact]
    public async Task A_capture_sent_twice_with_one_key_is_one_record()
    {
        var marie = fixture.Client("marie");
        marie.DefaultRequestHeaders.Add("Idempotency-Key", "scan-0001");
        var first = await CaptureAsync(marie, [4, 2], null, "file", "type");
        var again = await CaptureAsync(marie, [4, 2], null, "type", "file");
        Assert.Equal((HttpStatusCode.Created, first.Body.ToJsonString()), (again.Status, again.Body.ToJsonString()));
        Assert.Equal(HttpStatusCode.Conflict, (await CaptureAsync(marie, [4, 3], null, "file", "type")).Status);
    }

    [Fact]
    public async Task Content_goes_out_in_ranges_as_an_attachment_and_is_written_down_first()
    {
        var marie = fixture.Client("marie");
        var record = (await CaptureAsync(marie, Encoding.UTF8.GetBytes("<script>0123456789"), null, "file", "type")).Body.Text("id");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"items/{record}/content") { Headers = { Range = new RangeHeaderValue(8, 11) } };
        using var part = await marie.SendAsync(request, Ct);
        Assert.Equal((HttpStatusCode.PartialContent, "0123"), (part.StatusCode, await part.Content.ReadAsStringAsync(Ct)));
        Assert.Equal("attachment", part.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("nosniff", part.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Contains("sandbox", part.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        var version = (await marie.MustAsync(HttpMethod.Get, $"items/{(await marie.ReadAsync(record)).Body.Text("mainDocument")}/versions")).Body[0]!.Text("id");
        await using var seen = fixture.Sart.Store.ConsultationFile.Read();
        Assert.True(await seen.Consultations.AnyAsync(c => c.Subject == version && c.Kind == "version.content", Ct));
        var empty = (await marie.MustAsync(HttpMethod.Post, "items", new { type = "incoming-mail" })).Body.Text("id");
        Assert.Equal(HttpStatusCode.NotFound, (await marie.GetAsync($"items/{empty}/content", Ct)).StatusCode);
    }

    [Fact]
    public async Task A_patch_needs_the_stamp_and_says_its_fields_under_properties_or_bare()
    {
        var marie = fixture.Client("marie");
        var item = (await marie.MustAsync(HttpMethod.Post, "items", new { type = "incoming-mail" })).Body.Text("id");
        var (_, read) = await marie.ReadAsync(item);
        Assert.Equal((HttpStatusCode)428, (await marie.SendAsync(HttpMethod.Patch, $"items/{item}", new { properties = new { subject = "x" } })).Status);
        var (_, saved) = await marie.MustAsync(HttpMethod.Patch, $"items/{item}", new { properties = new { subject = "Sous properties" } }, read);
        var (_, bare) = await marie.MustAsync(HttpMethod.Patch, $"items/{item}", new { remarks = "nu" }, saved);
        var (now, _) = await marie.ReadAsync(item);
        Assert.Equal(("Sous properties", "nu"), (now["properties"]!.Text("subject"), now["properties"]!.Text("remarks")));
        var (stale, problem, _) = await marie.SendAsync(HttpMethod.Patch, $"items/{item}", new { properties = new { subject = "Trop tard" } }, read);
        Assert.Equal((HttpStatusCode.PreconditionFailed, "Marie Lambert"), (stale, problem!.Text("changedBy")));

        // Nothing but fields: neither the stamp, nor the state, nor the rights are taken from a body.
        foreach (var more in new object[] { new { state = "closed" }, new { properties = new { subject = "y" }, stamp = 1 }, new { accessSet = 1 } })
        {
            var (status, refused, _) = await marie.SendAsync(HttpMethod.Patch, $"items/{item}", more, bare);
            Assert.Equal((HttpStatusCode.BadRequest, "field.unknown"), (status, refused!.Text("code")));
        }
    }

    [Fact]
    public async Task A_transition_is_named_in_the_address_and_checks_the_stamp_that_it_brings()
    {
        var marie = fixture.Client("marie");
        var (made, first) = await marie.MustAsync(HttpMethod.Post, "items", new
        {
            type = "incoming-mail",
            properties = new Dictionary<string, object> { ["subject"] = "À router", ["treating-services"] = new[] { fixture.Services["travaux"].ToString() } },
        });
        var item = made.Text("id");
        await marie.MustAsync(HttpMethod.Patch, $"items/{item}", new { remarks = "changé" }, first);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await marie.SendAsync(HttpMethod.Post, $"items/{item}/transitions/route", new { }, first)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await marie.SendAsync(HttpMethod.Post, $"items/{item}/transitions/envoler")).Status);
        var (routed, _) = await marie.MustAsync(HttpMethod.Post, $"items/{item}/transitions/route");
        Assert.Equal("to-treat", routed.Text("state"));
        var (again, refused, _) = await marie.SendAsync(HttpMethod.Post, $"items/{item}/transitions/route");
        Assert.Equal((HttpStatusCode.Conflict, "transition.not-offered"), (again, refused!.Text("code")));
        Assert.Equal("transition.comment-required", (await marie.SendAsync(HttpMethod.Post, $"items/{item}/transitions/back-to-creation")).Body!.Text("code"));
        await marie.MustAsync(HttpMethod.Post, $"items/{item}/transitions/back-to-creation", new { comment = "à revoir" });
    }

    [Fact]
    public async Task A_search_counts_records_shows_hits_and_facets_and_goes_on_by_cursor()
    {
        var marie = fixture.Client("marie");
        for (var n = 0; n < 5; n++)
        {
            await marie.MustAsync(HttpMethod.Post, "items", new { type = "incoming-mail", properties = new { subject = $"kioske {n}" } });
        }

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await FindAsync(marie, $"search?q=kioske&type=incoming-mail&sort=-number&limit=2&cursor={cursor}");
            Assert.Equal(5, page["total"]!.GetValue<int>());
            Assert.Equal(5, page["facets"]!["type"]!.AsArray().Sum(f => f!["count"]!.GetValue<int>()));
            Assert.All(page["hits"]!.AsArray(), h => Assert.Superset(Members, h!.AsObject().Select(m => m.Key).ToHashSet(StringComparer.Ordinal)));
            seen.AddRange(page["hits"]!.AsArray().Select(h => h!.Text("number")));
            cursor = page["cursor"]?.GetValue<string>();
        }
        while (cursor is not null);
        Assert.Equal(5, seen.Count);
        Assert.Equal(seen.OrderDescending(StringComparer.Ordinal), seen);
        Assert.Equal(5, (await marie.MustAsync(HttpMethod.Get, "search?q=kioske&type=&sort=&limit=&cursor=")).Body["total"]!.GetValue<int>());
        Assert.Equal(5, (await marie.MustAsync(HttpMethod.Get, "search?q=kioske&sort=date")).Body["total"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("search?q=\"kiosque", "query.unbalanced-quote")]
    [InlineData("search?q=a&sort=couleur", "search.sort")]
    [InlineData("search?q=a&limit=beaucoup", "request.parameter")]
    [InlineData("search?q=a&limit=-1", "search.limit")]
    [InlineData("search?q=a&cursor=ailleurs", "search.cursor")]
    [InlineData("search?q=a&type=reve", "search.type")]
    [InlineData("search?q=a&facet=couleur", "search.facet")]
    [InlineData("assignments?whose=tous", "assignment.whose")]
    public async Task What_cannot_be_asked_is_a_problem_in_French(string address, string code)
    {
        var (status, problem, _) = await fixture.Client("marie").SendAsync(HttpMethod.Get, address);
        Assert.Equal((HttpStatusCode.BadRequest, code, $"urn:cartulaire:{code}"), (status, problem!.Text("code"), problem!.Text("type")));
        Assert.Matches("[a-zé]{2,} .*[.»…]", problem!.Text("detail"));
        Assert.NotEmpty(problem!["errors"]!.AsArray());
    }

    [Theory]
    [InlineData("items", """{"type":"incoming-mail","owner":"moi"}""", HttpStatusCode.BadRequest, "request.member")]
    [InlineData("items", """{"type":"incoming-mail" """, HttpStatusCode.BadRequest, "request.json")]
    [InlineData("items", "", HttpStatusCode.BadRequest, "request.json")]
    [InlineData("contacts", """{"kind":"person","lastName":"X","isAdministrator":true}""", HttpStatusCode.BadRequest, "request.member")]
    [InlineData("saved-searches", """{"title":"a","query":"b","personId":"per_0"}""", HttpStatusCode.BadRequest, "request.member")]
    [InlineData("items", "{}", HttpStatusCode.BadRequest, "request.member-missing")]
    [InlineData("items", """{"type":null}""", HttpStatusCode.BadRequest, "request.json")]
    [InlineData("saved-searches", "{}", HttpStatusCode.BadRequest, "request.member-missing")]
    [InlineData("saved-searches", """{"title":"a","query":null}""", HttpStatusCode.BadRequest, "request.json")]
    [InlineData("items/item_01a2150cd15170edaa89dc0ad2d0ddec/cancellation", "{}", HttpStatusCode.BadRequest, "request.member-missing")]
    [InlineData("items/item_01a2150cd15170edaa89dc0ad2d0ddec/type", "{}", HttpStatusCode.BadRequest, "request.member-missing")]
    public async Task A_body_that_is_not_understood_is_refused_by_name(string address, string body, HttpStatusCode status, string code)
    {
        using var answer = await fixture.Client("marie").PostAsync(address, new StringContent(body, Encoding.UTF8, "application/json"), Ct);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal((status, code), (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync(Ct))!.Text("code")));
    }

    [Theory]
    [InlineData("items/n-importe-quoi")]
    [InlineData("versions/ver_0/content")]
    [InlineData("receptions/rec_x")]
    public async Task What_is_no_identifier_names_nothing(string address)
    {
        var (status, problem, _) = await fixture.Client("marie").SendAsync(HttpMethod.Get, address);
        Assert.Equal((HttpStatusCode.NotFound, "address.unknown"), (status, problem!.Text("code")));
    }

    [Fact]
    public async Task A_text_where_JSON_is_expected_is_415()
    {
        using var answer = await fixture.Client("marie").PostAsync("items", new StringContent("type=incoming-mail"), Ct);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.Equal("request.json-expected", JsonNode.Parse(await answer.Content.ReadAsStringAsync(Ct))!.Text("code"));
    }

    [Fact]
    public async Task Work_is_listed_for_a_service_and_for_a_person_and_journal_for_administrators_only()
    {
        await fixture.AddUserAsync("alice", "Alice Henry", ["administrator"], []);
        var (marie, paul, luc, alice) = (fixture.Client("marie"), fixture.Client("paul"), fixture.Client("luc"), fixture.Client("alice"));
        var item = (await marie.MustAsync(HttpMethod.Post, "items", new
        {
            type = "incoming-mail",
            properties = new Dictionary<string, object> { ["subject"] = "Du travail", ["treating-services"] = new[] { fixture.Services["travaux"].ToString() } },
        })).Body.Text("id");
        await marie.MustAsync(HttpMethod.Post, $"items/{item}/transitions/route");
        var work = Assert.Single((await paul.MustAsync(HttpMethod.Get, "assignments?whose=services&limit=200")).Body["assignments"]!.AsArray(), a => a!.Text("item") == item)!;
        Assert.DoesNotContain((await luc.MustAsync(HttpMethod.Get, "assignments?whose=services&limit=200")).Body["assignments"]!.AsArray(), a => a!.Text("item") == item);
        await paul.MustAsync(HttpMethod.Post, $"assignments/{work.Text("id")}", new { act = "assign", person = fixture.Persons["paul"].ToString() }, $"\"{work["stamp"]}\"");
        Assert.Contains((await paul.MustAsync(HttpMethod.Get, "assignments")).Body["assignments"]!.AsArray(), a => a!.Text("item") == item);
        Assert.Single((await paul.MustAsync(HttpMethod.Get, $"items/{item}/assignments")).Body.AsArray());
        Assert.Equal(HttpStatusCode.Forbidden, (await paul.SendAsync(HttpMethod.Get, "journal")).Status);
        var (journal, _) = await alice.MustAsync(HttpMethod.Get, "journal?cursor=3&limit=4");
        Assert.Equal([4, 5, 6, 7], journal["entries"]!.AsArray().Select(e => e!["number"]!.GetValue<long>()));
        Assert.Equal(7, journal["cursor"]!.GetValue<long>());
    }

    [Fact]
    public async Task Each_write_sent_twice_with_one_key_is_done_once()
    {
        var marie = fixture.Client("marie");
        var item = (await marie.MustAsync(HttpMethod.Post, "items", new { type = "incoming-mail" })).Body.Text("id");
        marie.DefaultRequestHeaders.Add("Idempotency-Key", "doc-1");
        var first = await marie.MustAsync(HttpMethod.Post, $"items/{item}/documents?name=a.txt", "un"u8.ToArray());
        var again = await marie.MustAsync(HttpMethod.Post, $"items/{item}/documents?name=a.txt", "un"u8.ToArray());
        Assert.Equal(first.Body.ToJsonString(), again.Body.ToJsonString());
        Assert.Single((await marie.ReadAsync(item)).Body["documents"]!.AsArray());
    }

    /// <summary>Asks again until the index has caught up with what was committed.</summary>
    private static async Task<JsonNode> FindAsync(HttpClient client, string address)
    {
        for (var attempt = 0; ; attempt++)
        {
            var (body, _) = await client.MustAsync(HttpMethod.Get, address);
            if (body["complete"]!.GetValue<bool>() || attempt == 50)
            {
                return body;
            }
        }
    }

    private static async Task<int> LinesAsync(HttpClient client)
        => (await client.MustAsync(HttpMethod.Get, "registers/incoming/entries?limit=200")).Body["lines"]!.AsArray().Count;

    private static async Task<(HttpStatusCode Status, JsonNode Body, string? Tag)> CaptureAsync(HttpClient client, byte[] bytes, string? said, params string[] parts)
    {
        using var form = new MultipartFormDataContent();
        foreach (var part in parts)
        {
            switch (part)
            {
                case "file":
                    form.Add(new ByteArrayContent(bytes), part, "lettre.txt");
                    break;
                case "properties":
                    form.Add(new StringContent(said!, Encoding.UTF8, "application/json"), part);
                    break;
                case "type":
                    form.Add(new StringContent(said?[0] is '{' or '[' or null ? "incoming-mail" : said), part);
                    break;
                default:
                    form.Add(new StringContent("moi"), part);
                    break;
            }
        }

        using var answer = await client.PostAsync("captures", form, Ct);
        var text = await answer.Content.ReadAsStringAsync(Ct);
        return (answer.StatusCode, JsonNode.Parse(text)!, answer.Headers.ETag?.Tag);
    }
}
