using System.Net;
using System.Text;
using Cartulaire.App.Packs;
using Cartulaire.Tests.Integration.Packs;
using Cartulaire.Tests.Integration.Support;

namespace Cartulaire.Tests.Integration.Items;

/// <summary>A letter on the desk turns out to be something else: an overlay of Sart knows petitions, numbered in the same register, and minutes, numbered apart.</summary>
public sealed class ChangeTypeTests(HttpFixture fixture) : IClassFixture<HttpFixture>
{
    private static readonly Dictionary<string, string> Overlay = new(StringComparer.Ordinal)
    {
        ["pack.yaml"] = "id: sart\nversion: 1\noverlays: courrier\nlabels: {fr: À nous}\n",
        ["registers.yaml"] = "registers:\n  - {id: minutes, labels: {fr: Procès-verbaux}, format: \"PV{number}\"}\n",
        ["workflows/petition.yaml"] = """
            id: petition
            states:
              - {id: arrived, labels: {fr: Arrivée}}
              - {id: answered, final: true, labels: {fr: Répondue}}
            transitions:
              - {id: answer, labels: {fr: Répondre}, from: [arrived], to: answered, who: [{role: mail-clerk}]}

            """,
        ["types/petition.yaml"] = Type("petition", "Pétition", "incoming", "[mail-document, annex]"),
        ["types/minutes.yaml"] = Type("minutes", "Procès-verbal", "minutes", "[mail-document]"),
        ["types/note.yaml"] = Type("note", "Note", "incoming", "[]"),
    };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_means_the_same_stays_with_number_and_files_and_is_undone_like_any_act()
    {
        await InstalledAsync();
        var marie = fixture.Client("marie");
        var contact = (await marie.MustAsync(HttpMethod.Post, "contacts", new { kind = "organisation", name = "Comité de quartier" })).Body.Text("id");
        var (letter, number) = await LetterAsync(marie, new { subject = "Plus de bancs", remarks = "zzbancs", sender = new[] { contact } });
        var before = (await marie.ReadAsync(letter)).Body["properties"]!.ToJsonString();

        Assert.Equal(HttpStatusCode.PreconditionRequired, (await marie.SendAsync(HttpMethod.Post, $"items/{letter}/type", new { type = "petition" })).Status);
        var (changed, _) = await marie.MustAsync(HttpMethod.Post, $"items/{letter}/type", new { type = "petition" }, (await marie.ReadAsync(letter)).Tag);
        Assert.Equal(("petition", "arrived", number), (changed.Text("type"), changed.Text("state"), changed.Text("number")));

        // The subject has another name there, the sender the same; remarks have no place.
        var (petition, _) = await marie.ReadAsync(letter);
        Assert.Equal(("Plus de bancs", contact), (petition["properties"]!.Text("topic"), petition["properties"]!["sender"]![0]!.GetValue<string>()));
        Assert.Null(petition["properties"]!["remarks"]);
        Assert.Equal($"{number} - Plus de bancs", petition.Text("title"));
        Assert.Equal(HttpStatusCode.OK, (await marie.SendAsync(HttpMethod.Get, $"items/{letter}/content")).Status);
        Assert.Equal(letter, Assert.Single(await FoundAsync(marie, $"type:petition numero:{number}")));
        Assert.Empty(await FoundAsync(marie, "zzbancs"));
        var history = (await marie.MustAsync(HttpMethod.Get, $"items/{letter}/history")).Body.AsArray();
        Assert.Contains("Type changé : « Courrier entrant » est devenu « Pétition »", history.Select(e => e!.Text("what")));
        Assert.Contains(history.SelectMany(e => e!["details"]!.AsArray()), d => d!.GetValue<string>().StartsWith("Remarques : zzbancs", StringComparison.Ordinal));

        await Capture.DeskTests.UndoAsync(marie, letter);
        var (back, _) = await marie.ReadAsync(letter);
        Assert.Equal(("incoming-mail", "created", before, number), (back.Text("type"), back.Text("state"), back["properties"]!.ToJsonString(), back.Text("number")));
        Assert.Equal(letter, Assert.Single(await FoundAsync(marie, "zzbancs")));
    }

    [Fact]
    public async Task MAIL_11_a_number_never_changes_its_register_and_work_begun_or_documents_without_a_place_bar_the_way()
    {
        await InstalledAsync();
        var marie = fixture.Client("marie");
        var (letter, _) = await LetterAsync(marie, new { subject = "Plainte" });
        Assert.Equal("type.other-register", await RefusedAsync(marie, letter, "minutes"));
        Assert.Equal("type.other-documents", await RefusedAsync(marie, letter, "note"));
        Assert.Equal("type.unknown", await RefusedAsync(marie, letter, "nothing"));
        Assert.Equal("type.unknown", await RefusedAsync(marie, letter, "incoming-mail"));

        var (_, tag) = await marie.ReadAsync(letter);
        await marie.MustAsync(HttpMethod.Patch, $"items/{letter}", new { properties = new Dictionary<string, object> { ["treating-services"] = new[] { fixture.Services["travaux"].ToString() } } }, tag);
        Assert.Equal(HttpStatusCode.OK, (await marie.TransitAsync(letter, "route")).Status);
        Assert.Equal("type.begun", await RefusedAsync(marie, letter, "petition"));
        Assert.Equal("incoming-mail", (await marie.ReadAsync(letter)).Body.Text("type"));
    }

    private static string Type(string id, string label, string register, string children) => $$$"""
        id: {{{id}}}
        kind: folder
        labels: {fr: "{{{label}}}"}
        workflow: petition
        children: {{{children}}}
        title: "{number} - {topic}"
        filing: /Courrier/{year}/{month}
        capabilities:
          registration: {register: {{{register}}} }
          correspondence: {sender: sender, subject: topic}
          capture: {sender: sender, subject: topic, confirm: answer}
        create: [{role: mail-clerk}]
        fields:
          - {id: topic, kind: text, labels: {fr: Sujet}, write: base}
          - {id: sender, kind: contact, repeatable: true, labels: {fr: Demandeurs}, write: base}
          - {id: signatures, kind: number, labels: {fr: Signatures}}
        access:
          - {to: [{role: mail-clerk}], rights: [read, edit, edit-base, route, add-document, transition, cancel]}

        """;

    private static async Task<string> RefusedAsync(HttpClient client, string letter, string type)
    {
        var (status, problem, _) = await client.SendAsync(HttpMethod.Post, $"items/{letter}/type", new { type }, (await client.ReadAsync(letter)).Tag);
        Assert.True((int)status is 400 or 409, status.ToString());
        return problem!.Text("code");
    }

    private static async Task<IEnumerable<string>> FoundAsync(HttpClient client, string query)
        => (await client.MustAsync(HttpMethod.Get, $"search?q={Uri.EscapeDataString(query)}")).Body["hits"]!.AsArray().Select(h => h!.Text("id"));

    private static async Task<(string Letter, string Number)> LetterAsync(HttpClient marie, object properties)
    {
        var (made, _) = await marie.MustAsync(HttpMethod.Post, "items", new { type = "incoming-mail", properties });
        await marie.MustAsync(HttpMethod.Post, $"items/{made.Text("id")}/documents?name=scan.txt", Encoding.UTF8.GetBytes(made.Text("number")));
        return (made.Text("id"), made.Text("number"));
    }

    private async Task InstalledAsync()
    {
        var installed = (await InstallPack.HandleAsync(fixture.Sart, HttpFixture.Actor, LetterPack.Source(Overlay), null, Ct)).Outcome;
        Assert.True(installed.IsSuccess || installed.Failure.Code == "pack.installed", installed.IsSuccess ? null : installed.Failure.Code + installed.Failure.Field);
    }
}
