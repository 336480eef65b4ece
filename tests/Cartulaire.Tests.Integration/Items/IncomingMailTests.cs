using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Cartulaire.Tests.Integration.Support;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.Tests.Integration.Items;

/// <summary>The life of a letter over REST, with the courrier pack and real people.</summary>
public sealed class IncomingMailTests(HttpFixture fixture) : IClassFixture<HttpFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Travaux => fixture.Services["travaux"].ToString();

    private string Finances => fixture.Services["finances"].ToString();

    [Fact]
    public async Task MAIL_11_sixty_four_parallel_registrations_take_distinct_increasing_numbers_without_gap()
    {
        var marie = fixture.Client("marie");
        var made = await Task.WhenAll(Enumerable.Range(0, 64).Select(n => MakeAsync(marie, new { subject = $"Lettre {n}" })));
        var numbers = made.Select(m => m.Text("number")).ToList();
        Assert.Equal(64, numbers.Distinct(StringComparer.Ordinal).Count());
        var sorted = numbers.Select(n => int.Parse(n[^5..], System.Globalization.CultureInfo.InvariantCulture)).Order().ToList();
        Assert.Equal(Enumerable.Range(sorted[0], 64), sorted);
        Assert.All(numbers, n => Assert.Matches(@"^\d{4}-E-\d{5}$", n));

        // In the order of the journal, numbers only grow.
        await using var db = fixture.Sart.Store.Read();
        var order = await db.Journal.Where(j => j.Kind == "item.registered").OrderBy(j => j.Number)
            .Join(db.RegisterEntries, j => j.Subject, e => "item_" + e.ItemId, (j, e) => e.Number).ToListAsync(Ct);
        Assert.Equal(order.Order(), order);
    }

    [Fact]
    public async Task MAIL_02_a_record_without_a_file_is_registered_and_its_scan_joins_it_later()
    {
        var marie = fixture.Client("marie");
        var item = (await MakeAsync(marie, new { subject = "Pli personnel", opened = false })).Text("id");
        var (before, _) = await marie.ReadAsync(item);
        Assert.Empty(before["documents"]!.AsArray());
        var bytes = Encoding.UTF8.GetBytes("%PDF-1.4 scan");
        var (added, _) = await marie.MustAsync(HttpMethod.Post, $"items/{item}/documents?name=scan.pdf", bytes);
        Assert.True(added["isMain"]!.GetValue<bool>());
        var (after, _) = await marie.ReadAsync(item);
        var document = Assert.Single(after["documents"]!.AsArray())!;
        Assert.Equal(document.Text("id"), after.Text("mainDocument"));
        Assert.Equal(before.Text("number"), after.Text("number"));

        using var content = await marie.GetAsync($"versions/{document.Text("version")}/content", Ct);
        Assert.Equal(bytes, await content.Content.ReadAsByteArrayAsync(Ct));
        Assert.Equal("attachment", content.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("nosniff", content.Headers.GetValues("X-Content-Type-Options").Single());
        await using var seen = fixture.Sart.Store.ConsultationFile.Read();
        Assert.True(await seen.Consultations.AnyAsync(c => c.Subject == document.Text("version") && c.Kind == "version.content", Ct));
    }

    [Fact]
    public async Task Two_services_treat_in_parallel_and_the_letter_closes_when_both_are_done()
    {
        var marie = fixture.Client("marie");
        var (paul, luc) = (fixture.Client("paul"), fixture.Client("luc"));
        var item = await RoutedAsync(marie, new { subject = "Voirie et budget", services = new[] { Travaux, Finances } });
        Assert.Equal(HttpStatusCode.OK, await paul.StepAsync(item, Travaux, "finish"));
        Assert.Equal(HttpStatusCode.Forbidden, await paul.StepAsync(item, Finances, "finish"));
        await NameSenderAsync(marie, item);
        var (early, problem) = await paul.TransitAsync(item, "close");
        Assert.Equal(HttpStatusCode.Conflict, early);
        Assert.Equal("condition.assignments", problem?["code"]?.GetValue<string>());
        var (view, _) = await luc.ReadAsync(item);
        Assert.Equal(["Traité", "À traiter"], view["assignments"]!.AsArray().OrderBy(a => a!["open"]!.GetValue<bool>()).Select(a => a!.Text("stateLabel")));
        Assert.Equal(HttpStatusCode.OK, await luc.StepAsync(item, Finances, "finish"));
        var (closed, done) = await luc.TransitAsync(item, "close");
        Assert.True(closed == HttpStatusCode.OK, done?.ToString());
        var (history, _) = await paul.MustAsync(HttpMethod.Get, $"items/{item}/history");
        var said = string.Join("\n", history.AsArray().Select(h => h!.Text("what")));
        Assert.Contains("Traitement confié à Travaux", said, StringComparison.Ordinal);
        Assert.Contains("Traitement (Finances) : Traité", said, StringComparison.Ordinal);
        Assert.Contains("« Clôturé »", said, StringComparison.Ordinal);
        Assert.DoesNotContain("history.", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_save_without_stamp_is_428_and_a_stale_one_is_412_with_what_others_changed_and_the_merge()
    {
        var marie = fixture.Client("marie");
        var item = (await MakeAsync(marie, new { subject = "Premier objet" })).Text("id");
        var (_, read) = await marie.ReadAsync(item);
        var (none, _, _) = await marie.SendAsync(HttpMethod.Patch, $"items/{item}", new { subject = "x" });
        Assert.Equal((HttpStatusCode)428, none);
        await marie.MustAsync(HttpMethod.Patch, $"items/{item}", new Dictionary<string, object> { ["external-reference"] = "REF-9" }, read);
        var (stale, problem, now) = await marie.SendAsync(
            HttpMethod.Patch, $"items/{item}", new { subject = "Second objet", remarks = "à revoir" }, read);
        Assert.Equal(HttpStatusCode.PreconditionFailed, stale);
        Assert.Equal("Marie Lambert", problem!.Text("changedBy"));
        Assert.NotNull(problem!["changedAt"]);
        Assert.Equal(["external-reference"], problem["theirs"]!.AsArray().Select(f => f!.GetValue<string>()));
        Assert.Empty(problem["conflicts"]!.AsArray());
        var merged = problem["merged"]!;
        Assert.Equal(("Second objet", "REF-9"), (merged.Text("subject"), merged.Text("external-reference")));
        await marie.MustAsync(HttpMethod.Patch, $"items/{item}", new { subject = "Second objet" }, now);

        var (both, conflict, _) = await marie.SendAsync(HttpMethod.Patch, $"items/{item}", new { subject = "Autre objet" }, read);
        Assert.Equal(HttpStatusCode.PreconditionFailed, both);
        var field = Assert.Single(conflict!["conflicts"]!.AsArray())!;
        Assert.Equal(("subject", "Premier objet", "Autre objet", "Second objet"), (field.Text("field"), field.Text("base"), field.Text("mine"), field.Text("theirs")));
    }

    [Fact]
    public async Task Confidential_mail_keeps_its_line_in_the_register_and_masks_its_object()
    {
        await fixture.AddUserAsync("sophie", "Sophie Claes", [], ["travaux/editor"]);
        var (marie, sophie, paul) = (fixture.Client("marie"), fixture.Client("sophie"), fixture.Client("paul"));
        var item = await RoutedAsync(marie, new
        {
            subject = "Saisie sur salaire",
            services = new[] { Travaux },
            confidential = true,
            needToKnow = new[] { fixture.Persons["sophie"].ToString() },
        });
        var (open, _) = await sophie.ReadAsync(item);
        Assert.Equal("Saisie sur salaire", open["properties"]!.Text("subject"));
        foreach (var outsider in new[] { marie, paul })
        {
            var (masked, _) = await outsider.ReadAsync(item);
            Assert.True(masked["masked"]!.GetValue<bool>());
            Assert.DoesNotContain("Saisie", masked.ToJsonString(), StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.NotFound, (await outsider.SendAsync(HttpMethod.Get, $"items/{item}/history")).Status);
        }

        var number = open.Text("number");
        var (lines, _) = await marie.MustAsync(HttpMethod.Get, "registers/incoming/entries?limit=200");
        var line = lines["lines"]!.AsArray().Single(l => l!.Text("number") == number)!;
        Assert.True(line["masked"]!.GetValue<bool>());
        Assert.Null(line["title"]);
        Assert.Null(line["item"]);
    }

    [Fact]
    public async Task A_stranger_learns_nothing_not_even_that_it_exists()
    {
        var (marie, anne) = (fixture.Client("marie"), fixture.Client("anne"));
        var item = (await MakeAsync(marie, new { subject = "Affaire privée" })).Text("id");
        var (added, _) = await marie.MustAsync(HttpMethod.Post, $"items/{item}/documents?name=a.txt", Encoding.UTF8.GetBytes("secret"));
        var unknown = Kernel.ItemId.New().ToString();
        foreach (var address in new[] { "items/{0}", "items/{0}/history" })
        {
            var real = await anne.SendAsync(HttpMethod.Get, string.Format(System.Globalization.CultureInfo.InvariantCulture, address, item));
            var invented = await anne.SendAsync(HttpMethod.Get, string.Format(System.Globalization.CultureInfo.InvariantCulture, address, unknown));
            Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (real.Status, invented.Status));
            Assert.Equal(invented.Body!["detail"]!.ToString(), real.Body!["detail"]!.ToString());
        }

        Assert.Equal(HttpStatusCode.NotFound, (await anne.GetAsync($"versions/{added.Text("version")}/content", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await anne.SendAsync(HttpMethod.Patch, $"items/{item}", new { subject = "x" }, "\"1\"")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await anne.SendAsync(HttpMethod.Post, "items", new { type = "incoming-mail" })).Status);
        var (lines, _) = await anne.MustAsync(HttpMethod.Get, "registers/incoming/entries");
        Assert.Empty(lines["lines"]!.AsArray());

        // The same bytes brought by somebody else name no document that he may not read.
        var paul = fixture.Client("paul");
        var his = await RoutedAsync(marie, new { subject = "À Paul", services = new[] { Travaux } });
        var (twin, _) = await paul.MustAsync(HttpMethod.Post, $"items/{his}/documents?name=b.txt", Encoding.UTF8.GetBytes("secret"));
        Assert.Empty(twin["duplicates"]!.AsArray());
        var (own, _) = await marie.MustAsync(HttpMethod.Post, $"items/{item}/documents?name=c.txt", Encoding.UTF8.GetBytes("secret"));
        Assert.Contains(own["duplicates"]!.AsArray(), d => d!.GetValue<string>() == item);
    }

    [Fact]
    public async Task MAIL_11_a_cancelled_number_stays_with_its_reason_and_is_never_given_again()
    {
        var marie = fixture.Client("marie");
        var made = await MakeAsync(marie, new { subject = "Enregistré par erreur" });
        var item = made.Text("id");
        var (_, tag) = await marie.ReadAsync(item);
        Assert.Equal(HttpStatusCode.BadRequest, (await marie.SendAsync(HttpMethod.Post, $"items/{item}/cancellation", new { reason = " " }, tag)).Status);
        await marie.MustAsync(HttpMethod.Post, $"items/{item}/cancellation", new { reason = "déjà enregistré hier" }, tag);
        var next = await MakeAsync(marie, new { subject = "Suivant" });
        Assert.True(string.CompareOrdinal(next.Text("number"), made.Text("number")) > 0);
        var (view, again) = await marie.ReadAsync(item);
        Assert.Equal("déjà enregistré hier", view.Text("cancelReason"));
        Assert.Equal(HttpStatusCode.Conflict, (await marie.SendAsync(HttpMethod.Post, $"items/{item}/cancellation", new { reason = "encore" }, again)).Status);
    }

    [Fact]
    public async Task One_piece_with_a_stated_type_is_received_and_registered_in_one_act()
    {
        var marie = fixture.Client("marie");
        var (body, _) = await marie.MustAsync(HttpMethod.Post, "receptions?name=lettre.txt&type=incoming-mail", Encoding.UTF8.GetBytes("Madame, Monsieur"));
        var (item, _) = await marie.ReadAsync(body.Text("item"));
        Assert.Equal(body.Text("number"), item.Text("number"));
        Assert.Single(item["documents"]!.AsArray());
        await using var db = fixture.Sart.Store.Read();
        var reception = await db.Journal.SingleAsync(j => j.Subject == body.Text("reception"), Ct);
        var kinds = await db.Journal.Where(j => j.Number >= reception.Number).OrderBy(j => j.Number).Select(j => new { j.At, j.Kind }).ToListAsync(Ct);
        Assert.Equal(["reception.received", "item.registered", "document.added"], kinds.Select(k => k.Kind).Where(k => k is "reception.received" or "item.registered" or "document.added"));
        Assert.Single(kinds.Where(k => k.Kind is "reception.received" or "item.made" or "item.registered" or "document.added").Select(k => k.At).Distinct());

        // Refused: nothing remains, not even the reception.
        var receptions = await db.Receptions.CountAsync(Ct);
        Assert.Equal(HttpStatusCode.BadRequest, (await marie.SendAsync(HttpMethod.Post, "receptions?type=unheard-of", new byte[] { 1 })).Status);
        await using var after = fixture.Sart.Store.Read();
        Assert.Equal(receptions, await after.Receptions.CountAsync(Ct));
    }

    [Fact]
    public async Task Records_are_filed_by_year_and_month()
    {
        var marie = fixture.Client("marie");
        var item = (await MakeAsync(marie, new { subject = "Classement" })).Text("id");
        await using var db = fixture.Sart.Store.Read();
        var titles = new List<string>();
        for (var row = await db.Items.SingleAsync(i => "item_" + i.Id == item || i.Title.Contains("Classement"), Ct); row.ParentId is { } parent;)
        {
            row = await db.Items.SingleAsync(i => i.Id == parent, Ct);
            titles.Insert(0, row.Title);
        }

        Assert.Equal(3, titles.Count);
        Assert.Equal("Courrier", titles[0]);
        Assert.Matches(@"^\d{4}$", titles[1]);
        Assert.Matches(@"^\d{2}$", titles[2]);
    }

    [Theory]
    [InlineData("""{"mail-date":"hier"}""", "mail-date", "n'est pas une date")]
    [InlineData("""{"subject":12}""", "subject", "texte")]
    [InlineData("""{"nothing":"x"}""", "nothing", "n'existe pas")]
    [InlineData("""{"mail-type":"poem"}""", "mail-type", "liste")]
    [InlineData("""{"treating-services":["service_00000000000000000000000000000001"]}""", "treating-services", "n'existe pas")]
    [InlineData("""{"sender":["contact_00000000000000000000000000000001"]}""", "sender", "n'existe pas")]
    public async Task A_wrong_value_names_its_field_and_says_what_to_do(string values, string field, string said)
    {
        var (status, body, _) = await fixture.Client("marie").SendAsync(HttpMethod.Post, "items", new { type = "incoming-mail", properties = JsonNode.Parse(values) });
        Assert.Equal(HttpStatusCode.BadRequest, status);
        var error = body!["errors"]!.AsArray().First(e => e!["field"]!.GetValue<string>() == field)!;
        Assert.Contains(said, error.Text("message"), StringComparison.Ordinal);
    }

    private static async Task<JsonNode> MakeAsync(HttpClient client, object properties)
        => (await client.MustAsync(HttpMethod.Post, "items", new { type = "incoming-mail", properties })).Body;

    private static async Task<string> RoutedAsync(HttpClient marie, object wanted)
    {
        var values = System.Text.Json.JsonSerializer.SerializeToNode(wanted)!.AsObject();
        var properties = new JsonObject();
        foreach (var (name, value) in values)
        {
            properties[name switch { "services" => "treating-services", "needToKnow" => "need-to-know", _ => name }] = value?.DeepClone();
        }

        var item = (await MakeAsync(marie, properties)).Text("id");
        var (status, body) = await marie.TransitAsync(item, "route");
        Assert.True(status == HttpStatusCode.OK, body?.ToString());
        return item;
    }

    private async Task NameSenderAsync(HttpClient marie, string item)
    {
        var contact = Kernel.ContactId.New();
        await fixture.Sart.Store.Writer.RunAsync<Kernel.Done>(
            HttpFixture.Actor,
            (act, _) =>
            {
                act.Db.Contacts.Add(new Engines.Database.Rows.ContactRow
                {
                    Id = contact,
                    Kind = "person",
                    Name = "Dupont",
                    Search = "dupont",
                    Active = true,
                    CreatedAt = act.Now,
                    ChangedAt = act.Now,
                });
                act.Journal("contact.made", contact);
                return Task.FromResult<Kernel.Outcome<Kernel.Done>>(default(Kernel.Done));
            },
            Ct);
        var (_, tag) = await marie.ReadAsync(item);
        await marie.MustAsync(HttpMethod.Patch, $"items/{item}", new { sender = new[] { contact.ToString() } }, tag);
    }
}
