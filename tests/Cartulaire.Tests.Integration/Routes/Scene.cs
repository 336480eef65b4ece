using System.Text.Json.Nodes;
using Cartulaire.Engines.Conversion.Barcodes;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Kernel;
using Cartulaire.Tests.Integration.Items;
using Cartulaire.Tests.Integration.Support;

namespace Cartulaire.Tests.Integration.Routes;

/// <summary>
/// Things with ids, all valid: a letter that Travaux is to treat, with its scan and an annex; a letter that waits at the desk; a contact, an upload, a job that was given up, a saved search, a service, a user.
/// Marie, the clerk, made them; each caller of a route that writes gets his own.
/// </summary>
internal sealed class Scene
{
    private static readonly byte[] Scan = Separators.Sheets([("Lettre", "Sart", new SeparatorCode(SeparatorKind.NewLetter, "sart", string.Empty))]);

    private readonly Dictionary<string, string> parts = new(StringComparer.Ordinal)
    {
        ["administration"] = "sart",
        ["register"] = "incoming",
        ["dashboard"] = "to-treat",
        ["type"] = "incoming-mail",
        ["transition"] = "treat",
        ["what"] = "contact",
        ["page"] = "1",
    };

    /// <summary>The id, name or stamp of a thing.</summary>
    public string this[string name] => parts.TryGetValue(name, out var value) ? value : throw new KeyNotFoundException($"The scene has no '{name}': add it to Scene.MakeAsync.");

    /// <summary>The stamp that a save of a thing must bring.</summary>
    public string StampOf(string thing) => parts.GetValueOrDefault(thing + ".stamp", "1");

    public static async Task<Scene> MakeAsync(HttpFixture fixture)
    {
        var marie = fixture.Client("marie");
        var scene = new Scene();
        var made = scene.parts;
        made["word"] = $"mot{Guid.CreateVersion7():N}"[..14];
        made["travaux"] = fixture.Services["travaux"].ToString();
        made["anne"] = fixture.Persons["anne"].ToString();
        made["contact"] = (await marie.MustAsync(HttpMethod.Post, "contacts", new { kind = "organisation", name = $"Société {Guid.CreateVersion7():N}" })).Body.Text("id");
        made["item"] = (await marie.MustAsync(HttpMethod.Post, "items", new
        {
            type = "incoming-mail",
            properties = new Dictionary<string, object> { ["subject"] = $"Trottoir {made["word"]}", ["sender"] = new[] { made["contact"] }, ["treating-services"] = new[] { made["travaux"] } },
        })).Body.Text("id");
        made["document"] = (await marie.MustAsync(HttpMethod.Post, $"items/{made["item"]}/documents?name=scan.pdf", Scan)).Body.Text("id");
        made["annex"] = (await marie.MustAsync(HttpMethod.Post, $"items/{made["item"]}/documents?name=annexe.pdf&type=annex", Scan)).Body.Text("id");
        await marie.MustAsync(HttpMethod.Post, $"items/{made["item"]}/transitions/route");
        var (letter, _) = await marie.MustAsync(HttpMethod.Post, "receptions?name=lettre.pdf&type=incoming-mail", Scan);
        (made["letter"], made["letter.stamp"]) = (letter.Text("item"), letter["stamp"]!.ToString());
        made["upload"] = (await marie.MustAsync(HttpMethod.Post, "uploads", new { name = "a.pdf", length = 10 })).Body.Text("id");
        var (item, tag) = await marie.ReadAsync(made["item"]);
        made["item.stamp"] = tag!.Trim('"');
        made["version"] = item["documents"]!.AsArray().First(d => d!["isMain"]!.GetValue<bool>())!.Text("version");
        made["assignment"] = item["assignments"]![0]!.Text("id");
        made["reception"] = (await marie.MustAsync(HttpMethod.Post, "receptions?name=a.txt", "bonjour"u8.ToArray())).Body.Text("id");
        made["search"] = (await marie.MustAsync(HttpMethod.Post, "saved-searches", new { title = "Mes trottoirs", query = "trottoir" })).Body.Text("id");
        made["job"] = await GivenUpAsync(fixture);
        made["fresh"] = $"n{Guid.CreateVersion7():N}"[..20];
        made["id"] = made["travaux"];
        return scene;
    }

    /// <summary>Waits until the scan was read.</summary>
    public async Task ReadAsync(HttpFixture fixture)
    {
        var marie = fixture.Client("marie");
        for (var attempt = 0; attempt < 300; attempt++)
        {
            var (status, _, _) = await marie.SendAsync(HttpMethod.Get, $"versions/{parts["version"]}/pages/1/words");
            if ((int)status == 200)
            {
                return;
            }

            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        Assert.Fail("The scan was not read within thirty seconds.");
    }

    private static async Task<string> GivenUpAsync(HttpFixture fixture)
    {
        var written = await fixture.Sart.Store.Writer.RunAsync<JobId>(
            HttpFixture.Actor,
            (act, _) =>
            {
                var row = new JobRow { Id = JobId.New(), Kind = "read-text", Args = new JsonObject { ["blob"] = new string('0', 64) }.ToJsonString(), State = "given-up", DueAt = act.Now, CreatedAt = act.Now };
                act.Db.Jobs.Add(row);
                return Task.FromResult<Outcome<JobId>>(row.Id);
            },
            TestContext.Current.CancellationToken);
        return written.Outcome.Value.ToString();
    }
}
