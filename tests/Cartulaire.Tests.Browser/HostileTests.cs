using System.Text;
using Cartulaire.App;
using Cartulaire.App.Administration;
using Cartulaire.App.Capture;
using Cartulaire.App.Contacts;
using Cartulaire.App.Items;
using Cartulaire.App.Organisation;
using Cartulaire.App.Packs;
using Cartulaire.App.Search;
using Cartulaire.App.Workflows;
using Cartulaire.Engines.Database;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Contacts;
using Cartulaire.Kernel.Types;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Cartulaire.Tests.Browser;

/// <summary>Hostile words in every field, and hostile files, in a real browser whose content policy is switched off: escaping alone must hold.</summary>
public sealed class HostileTests(Site site)
{
    private const string Short = "\"><img src=x onerror=\"ran=1;fetch('//canari.example/i')\">";
    private const string Markup = Short + " <script>ran=1</script> '\"--></title></textarea><svg/onload=ran=1> javascript&colon;ran=1 {{7*7}} ${7*7}";
    private const string Name = "malin";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task X_02_no_word_that_anybody_typed_sent_or_printed_is_ever_markup()
    {
        var letter = await GivenAsync();
        var (shown, seen) = (0, new HashSet<string>(StringComparer.Ordinal));
        foreach (var person in new[] { "marie", "admin" })
        {
            var page = await SignedInAsync(person);
            var open = new Queue<string>([$"/{Name}", $"/{Name}/items/{letter}", $"/{Name}/list?q={Uri.EscapeDataString("onerror")}", $"/{Name}/list?q={Uri.EscapeDataString(Markup)}", $"/{Name}/pick/sender?q=img", $"/{Name}/{Uri.EscapeDataString(Markup)}"]);
            while (open.TryDequeue(out var path))
            {
                if (!seen.Add($"{person} {path}") || seen.Count > 300)
                {
                    continue;
                }

                var answer = await page.GotoAsync(path);
                Assert.True(answer!.Status < 500, $"{path}: {answer.Status}");
                Assert.True(await page.EvaluateAsync<bool>("typeof ran === 'undefined'"), $"{person} {path}: a script ran");
                Assert.Equal(0, await page.Locator("img[src='x'], svg[onload], [onerror], [onload], script:not([src]), a[href^='javascript' i]").CountAsync());
                shown += (await page.ContentAsync()).Contains("onerror=", StringComparison.Ordinal) ? 1 : 0;
                foreach (var link in await page.EvaluateAsync<string[]>($"[...document.querySelectorAll('a[href]')].filter(a => !a.hasAttribute('download')).map(a => a.getAttribute('href').split('#')[0]).filter(h => h.startsWith('/{Name}'))"))
                {
                    if (!link.Contains("/content", StringComparison.Ordinal) && !link.Contains("/open", StringComparison.Ordinal))
                    {
                        open.Enqueue(link);
                    }
                }
            }

            await page.Context.CloseAsync();
        }

        Assert.True(shown >= 10, $"the words were shown on {shown} pages only, of {seen.Count}");
    }

    [Fact]
    public async Task A_document_that_cannot_be_read_says_so_on_its_record_and_in_its_history()
    {
        var letter = await site.InSartAsync(async sart =>
        {
            var item = await Site.LetterAsync(sart, "Une lettre abîmée");
            await AddAsync(sart, item, "abîmée.pdf", "%PDF-1.4 rien qui vaille"u8.ToArray());
            await QuietAsync(sart);
            return item;
        });
        var page = await site.SignedInAsync("marie");
        await page.GotoAsync($"/sart/items/{letter}");
        await Assertions.Expect(page.GetByText("Ce PDF est abîmé ou incomplet").First).ToBeVisibleAsync();
        await page.GotoAsync($"/sart/items/{letter}/history");
        await Assertions.Expect(page.GetByText("« abîmée.pdf » : le texte n'a pas pu être lu")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("demandez-le à nouveau à l'expéditeur")).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task X_01_received_content_opens_on_another_origin_where_nothing_of_it_runs()
    {
        var (text, html) = await site.InSartAsync(async sart =>
        {
            var item = await Site.LetterAsync(sart, "Une lettre et ses pièces");
            return (
                await AddAsync(sart, item, "note.txt", Encoding.UTF8.GetBytes("Bonjour <script>ran=1</script>")),
                await AddAsync(sart, item, "page.html", Encoding.UTF8.GetBytes("<html><body>Bonjour<script>ran=1</script></body></html>")));
        });
        var local = site.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        var context = await site.Browser.NewContextAsync(new() { BaseURL = local, Locale = "fr-BE", AcceptDownloads = true });
        var page = await context.NewPageAsync();
        await SignInAsync(page, "/sart", "marie");

        await page.GotoAsync($"/sart/versions/{text}/open");
        Assert.StartsWith(site.Address + "/sart/content/", page.Url, StringComparison.Ordinal);
        Assert.Contains("Bonjour <script>", await page.InnerTextAsync("body"), StringComparison.Ordinal);
        Assert.Equal("null", await page.EvaluateAsync<string>("self.origin"));
        Assert.True(await page.EvaluateAsync<bool>("typeof ran === 'undefined'"));

        await page.GotoAsync("/sart");
        var saved = await page.RunAndWaitForDownloadAsync(() => page.EvaluateAsync($"location.href = '/sart/versions/{html}/open'"));
        Assert.StartsWith(site.Address + "/sart/content/", saved.Url, StringComparison.Ordinal);
        Assert.Equal("page.html", saved.SuggestedFilename);
        await context.CloseAsync();
    }

    private async Task<ItemId> GivenAsync()
    {
        Assert.True((await site.Services.GetRequiredService<CreateAdministration.Handler>().HandleAsync(new CreateAdministration.Command(Name, Short), Ct)).IsSuccess);
        var lease = await site.Services.GetRequiredService<Administrations>().LeaseAsync(Name, Ct);
        using (lease.Value)
        {
            var malin = lease.Value.Administration;
            Must(await InstallPack.HandleAsync(malin, Site.Operator, PackFolders.Of(site.Services.GetRequiredService<CartulaireOptions>(), "courrier"), Ct));
            var service = Must(await AddService.HandleAsync(malin, Site.Operator, new AddService.Command("travaux", Short), Ct)).Id;
            var marie = Must(await AddUser.HandleAsync(malin, Site.Operator, new AddUser.Command("marie", "marie@malin.example", Short, ["mail-clerk"], ["travaux/editor"], Site.Password), Ct)).Id;
            Must(await AddUser.HandleAsync(malin, Site.Operator, new AddUser.Command("admin", "admin@malin.example", Short, ["administrator"], [], Site.Password), Ct));
            var contact = Must(await SaveContact.MakeAsync(malin, Site.Operator, new ContactValues(ContactKinds.Organisation, Short, Street: Short, Locality: Short), null, Ct)).Id;
            var actor = Actor.Of(marie);
            var values = new Dictionary<string, object> { ["sender"] = new[] { contact.ToString() }, ["treating-services"] = new[] { service.ToString() } };
            foreach (var field in malin.Packs.Catalogue.FindType("incoming-mail")!.Fields.Where(f => f.Kind is FieldKind.Text or FieldKind.LongText && f.Pattern is null))
            {
                values[field.Id] = Markup.Length <= field.LengthCap ? Markup : Short;
            }

            var item = Must(await MakeItem.HandleAsync(malin, actor, marie, new MakeItem.Command("incoming-mail", Properties.Parse(System.Text.Json.JsonSerializer.Serialize(values))), Ct));
            await AddAsync(malin, item.Id, Markup + ".txt", Encoding.UTF8.GetBytes("Lu sur la page : " + Markup));
            await AddAsync(malin, item.Id, "message.eml", Encoding.UTF8.GetBytes($"From: {Short} <a@b.be>\r\nTo: c@d.be\r\nSubject: {Markup}\r\n\r\n{Markup}\r\n"));
            Must(await SavedSearches.SaveAsync(malin, marie, Short, "onerror", Ct));
            await using (var db = malin.Store.Read())
            {
                var stamp = (await db.Items.SingleAsync(i => i.Id == item.Id, Ct)).Stamp;
                Must(await MakeTransition.HandleAsync(malin, actor, marie, new MakeTransition.Command(item.Id, stamp, "route", Markup), Ct));
            }

            await QuietAsync(malin);
            return item.Id;
        }
    }

    private async Task<IPage> SignedInAsync(string person)
    {
        var context = await site.Browser.NewContextAsync(new() { BaseURL = site.Address, Locale = "fr-BE", BypassCSP = true });
        var page = await context.NewPageAsync();
        page.Dialog += (_, dialog) => Assert.Fail($"{page.Url}: a dialog says {dialog.Message}");
        await context.RouteAsync("**/canari.example/**", route =>
        {
            Assert.Fail($"{page.Url} calls {route.Request.Url}");
            return route.AbortAsync();
        });
        await SignInAsync(page, $"/{Name}", person);
        return page;
    }

    private static async Task SignInAsync(IPage page, string address, string person)
    {
        await page.GotoAsync(address);
        await page.GetByLabel("Nom d'utilisateur").FillAsync(person);
        await page.GetByLabel("Mot de passe").FillAsync(Site.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Se connecter" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Level = 1, NameString = "Bonjour" }).WaitForAsync();
    }

    private static async Task<VersionId> AddAsync(OpenAdministration administration, ItemId item, string name, byte[] content)
    {
        using var stream = new MemoryStream(content);
        var piece = await Receive.StoreAsync(administration, stream, new Receive.Command(BatchId.New(), 0, name, null, "api", null, false), 1 << 20, Ct);
        return Must(await AddDocument.HandleAsync(administration, Site.Operator, null, new AddDocument.Command(item, name), piece.Value, Ct)).Version;
    }

    private static async Task QuietAsync(OpenAdministration administration)
    {
        for (var n = 0; n < 1_200; n++)
        {
            await using var db = administration.Store.Read();
            if (!await db.Jobs.AnyAsync(Ct))
            {
                return;
            }

            await Task.Delay(100, Ct);
        }

        Assert.Fail("The documents are not read in two minutes.");
    }

    private static T Must<T>(Written<T> written)
    {
        Assert.True(written.Outcome.IsSuccess, string.Join(", ", written.Outcome.Failures));
        return written.Outcome.Value;
    }
}
