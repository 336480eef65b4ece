using Microsoft.Playwright;

namespace Cartulaire.Tests.Browser;

/// <summary>Looking at a document beside its form: pages, words found, words put into fields; with script and without.</summary>
public sealed class ViewerTests(Site site)
{
    private static Task<Kernel.ItemId>? many;

    [Fact]
    public async Task A_word_under_the_mouse_goes_into_the_field_that_had_the_focus()
    {
        var page = await OpenAsync("marie");
        var subject = page.GetByLabel("Objet");
        await subject.ClickAsync();
        await Assertions.Expect(page.Locator(".viewer-hint")).ToHaveTextAsync("Un clic sur un mot le met dans « Objet »");
        var word = await PlaceAsync(page, "Servais");
        await page.Mouse.MoveAsync(word.X, word.Y);
        await Assertions.Expect(page.Locator("rect.under")).ToHaveCountAsync(1);
        await Shots.TakeAsync(page, "viewer-under-mouse");
        await page.Mouse.ClickAsync(word.X, word.Y);

        await Assertions.Expect(subject).ToHaveValueAsync("Servais-Poncin");
        await Assertions.Expect(subject).ToBeFocusedAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Words_are_dragged_over_and_a_second_click_takes_the_line()
    {
        var page = await OpenAsync("marie");
        var subject = page.GetByLabel("Objet");
        await subject.ClickAsync();
        var (first, last) = (await PlaceAsync(page, "rue"), await PlaceAsync(page, "Tilleuls"));
        await page.Mouse.MoveAsync(first.X, first.Y);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(last.X, last.Y, new() { Steps = 5 });
        await page.Mouse.UpAsync();
        await Assertions.Expect(subject).ToHaveValueAsync("rue des Tilleuls");

        await page.Mouse.DblClickAsync(first.X, first.Y);
        Assert.Contains("véranda", await subject.InputValueAsync(), StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_date_field_takes_a_french_date_and_a_picker_searches()
    {
        var page = await OpenAsync("marie");
        var date = page.GetByLabel("Date du courrier");
        await date.FocusAsync();
        var month = await PlaceAsync(page, "novembre");
        await page.Mouse.ClickAsync(month.X, month.Y);
        await Assertions.Expect(date).ToHaveValueAsync("2026-11-18");

        var nothing = await PlaceAsync(page, "Mesdames");
        await page.Mouse.ClickAsync(nothing.X, nothing.Y);
        await Assertions.Expect(date).ToHaveValueAsync("2026-11-18");
        await Assertions.Expect(page.Locator(".viewer-hint")).ToHaveTextAsync("Pas de date à cet endroit");

        var sender = page.Locator("c-picker[data-name=sender] .ask input");
        await sender.FocusAsync();
        var name = await PlaceAsync(page, "Lambiotte");
        await page.Mouse.ClickAsync(name.X, name.Y);
        await Assertions.Expect(sender).ToHaveValueAsync("Lambiotte");
        await Assertions.Expect(page.Locator("c-picker[data-name=sender] .options")).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_keyboard_alone_chooses_words()
    {
        var page = await OpenAsync("marie");
        var subject = page.GetByLabel("Objet");
        await subject.FocusAsync();
        await page.Keyboard.PressAsync("F2");
        await Assertions.Expect(page.Locator(".viewer-frame")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Home");
        await page.Keyboard.PressAsync("Shift+ArrowRight");
        await Assertions.Expect(page.Locator("rect.under")).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator(".viewer-said")).ToContainTextAsync("Mot choisi");
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(subject).ToBeFocusedAsync();
        Assert.Equal(2, (await subject.InputValueAsync()).Split(' ').Length);
        await page.Keyboard.PressAsync("F2");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(subject).ToBeFocusedAsync();
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_search_leads_to_the_page_and_marks_its_words(bool script)
    {
        await PermitAsync();
        var page = await site.SignedInAsync("marie", script);
        await page.GotoAsync("/sart/list?q=corniche");
        await page.Locator(".passage a").First.ClickAsync();
        if (script)
        {
            await page.Locator(".sheet[data-words]").First.WaitForAsync();
        }

        await Assertions.Expect(page.Locator("rect.hit")).ToHaveCountAsync(1);
        var hit = await page.Locator("rect.hit").BoundingBoxAsync();
        var frame = await page.Locator(".viewer-frame").BoundingBoxAsync();
        Assert.NotNull(hit);
        Assert.InRange(hit.X, frame!.X, frame.X + frame.Width);
        await Assertions.Expect(page.Locator(".viewer-frame img").First).ToHaveJSPropertyAsync("complete", true);
        await Shots.TakeAsync(page, $"viewer-hits-{script}");
        if (script)
        {
            // axe itself is a script: without, it would never answer.
            await AccessibilityTests.CheckAsync(page, "hits");
        }

        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Without_script_pages_and_text_are_there_and_links_lead_on(int width)
    {
        var item = await ManyAsync();
        var page = await site.SignedInAsync("marie", script: false, width: width);
        await page.GotoAsync($"/sart/items/{item}");
        await Assertions.Expect(page.Locator(".viewer-frame img")).ToHaveAttributeAsync("alt", "Page 1 sur 500");
        await page.GetByRole(AriaRole.Link, new() { Name = "Page suivante" }).ClickAsync();
        await Assertions.Expect(page.Locator(".viewer-frame img")).ToHaveAttributeAsync("alt", "Page 2 sur 500");
        await page.GetByText("Texte de la page 2").ClickAsync();
        await Assertions.Expect(page.Locator(".page-text")).ToContainTextAsync("Page 2 du cahier des charges");
        Assert.True(await page.Locator(".viewer-frame img").EvaluateAsync<int>("i => i.decode().then(() => i.naturalWidth)") > 0);
        await Shots.TakeAsync(page, "viewer-no-script");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Five_hundred_pages_weigh_no_more_than_the_few_that_are_seen()
    {
        var item = await ManyAsync();
        var page = await site.SignedInAsync("marie");
        var images = 0;
        page.Request += (_, request) => images += request.Url.Contains(".jpg", StringComparison.Ordinal) ? 1 : 0;
        var answer = await page.GotoAsync($"/sart/items/{item}");
        var weight = (await answer!.BodyAsync()).Length;
        Assert.InRange(weight, 1, 150_000);
        await Assertions.Expect(page.Locator(".sheet")).ToHaveCountAsync(500);
        await page.Locator(".viewer-frame img").First.EvaluateAsync("i => i.decode()");
        Assert.InRange(images, 1, 40);
        Assert.InRange(await page.Locator(".face").CountAsync(), 1, 6);

        await page.GetByLabel("Aller à la page").FillAsync("437");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("#page-437 img").EvaluateAsync("i => i.decode()");
        await Assertions.Expect(page.Locator(".viewer-pages [aria-current]")).ToHaveTextAsync("437");
        await Assertions.Expect(page.Locator(".viewer-text summary")).ToHaveTextAsync("Texte de la page 437");
        Assert.InRange(await page.Locator(".face").CountAsync(), 1, 6);
        await Shots.TakeAsync(page, "viewer-500");

        await page.ReloadAsync();
        await Assertions.Expect(page.GetByLabel("Aller à la page")).ToHaveValueAsync("437");
        TestContext.Current.SendDiagnosticMessage($"500 pages: {images} images, {weight / 1024} KiB of HTML");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_view_is_zoomed_and_turned_and_words_stay_under_the_mouse()
    {
        var page = await OpenAsync("marie");
        var frame = page.Locator(".viewer-frame");
        var before = (await page.Locator(".sheet").First.BoundingBoxAsync())!;
        await page.GetByRole(AriaRole.Button, new() { Name = "Agrandir" }).ClickAsync();
        var after = (await page.Locator(".sheet").First.BoundingBoxAsync())!;
        Assert.InRange(after.Width / before.Width, 1.2, 1.3);

        await page.GetByRole(AriaRole.Button, new() { Name = "Tourner" }).ClickAsync();
        var turned = (await page.Locator(".sheet").First.BoundingBoxAsync())!;
        Assert.True(turned.Height < turned.Width, "The page does not lie on its side.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Page entière" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Page entière" }).ClickAsync();
        await page.GetByLabel("Objet").FocusAsync();
        var word = await PlaceAsync(page, "Lambiotte");
        await page.Mouse.ClickAsync(word.X, word.Y);
        await Assertions.Expect(page.GetByLabel("Objet")).ToHaveValueAsync("Lambiotte");
        await Shots.TakeAsync(page, "viewer-turned");

        await frame.FocusAsync();
        await page.Keyboard.PressAsync("0");
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("secret.bin", "Cartulaire ne sait pas lire ce type de fichier")]
    public async Task A_file_that_cannot_be_shown_says_why_and_can_be_downloaded(string name, string reason)
    {
        var item = await RealLetters.FileAsync(site, name, [0xDE, 0xAD, 0xBE, 0xEF, 1, 2, 3], "Un fichier d'ailleurs");
        var page = await site.SignedInAsync("marie");
        await page.GotoAsync($"/sart/items/{item}");
        await Assertions.Expect(page.Locator(".viewer-notice")).ToContainTextAsync(reason);
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Télécharger l'original" }).First.ClickAsync());
        Assert.Equal(name, download.SuggestedFilename);
        await Shots.TakeAsync(page, "viewer-impossible");
        await AccessibilityTests.CheckAsync(page, "impossible");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_message_without_pages_shows_its_text()
    {
        var item = await RealLetters.FileAsync(site, "note.txt", RealLetters.Bytes("Bonjour,\nle trottoir de la rue Haute est cassé.\n"), "Trottoir cassé");
        var page = await site.SignedInAsync("marie");
        await page.GotoAsync($"/sart/items/{item}");
        await Assertions.Expect(page.Locator(".page-text")).ToContainTextAsync("trottoir de la rue Haute");
        await Assertions.Expect(page.Locator(".page-text")).ToBeVisibleAsync();
        await Shots.TakeAsync(page, "viewer-text-only");
        await AccessibilityTests.CheckAsync(page, "text only");
        await page.Context.CloseAsync();
    }

    private Task<Kernel.ItemId> PermitAsync() => RealLetters.PermitAsync(site);

    private Task<Kernel.ItemId> ManyAsync() => many ??= RealLetters.FileAsync(site, "cahier.pdf", RealLetters.ManyPages(500), "Cahier spécial des charges");

    private async Task<IPage> OpenAsync(string person)
    {
        var item = await PermitAsync();
        var page = await site.SignedInAsync(person);
        await page.GotoAsync($"/sart/items/{item}");
        await page.Locator("c-viewer.ready").WaitForAsync();
        await page.Locator(".sheet[data-words]").First.WaitForAsync();
        return page;
    }

    // Where a word stands on the screen: the page knows its box, the browser its transforms.
    private static async Task<(float X, float Y)> PlaceAsync(IPage page, string word)
    {
        var place = await page.EvaluateAsync<float[]>(
            """
            word => {
              const sheet = document.querySelector(".sheet");
              const found = sheet.read.words.find(w => w.text.includes(word));
              const at = new DOMPoint(found.x + found.width / 2, found.y + found.height / 2).matrixTransform(sheet.querySelector("svg").getScreenCTM());
              const frame = document.querySelector(".viewer-frame");
              const there = frame.getBoundingClientRect();
              if (at.y < there.top + 20 || at.y > there.bottom - 20) { const step = at.y - there.top - there.height / 2; frame.scrollTop += step; at.y -= step; }
              if (at.x < there.left + 20 || at.x > there.right - 20) { const step = at.x - there.left - there.width / 2; frame.scrollLeft += step; at.x -= step; }
              return [at.x, at.y];
            }
            """,
            word);
        return (place[0], place[1]);
    }
}
