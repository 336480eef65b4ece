using Microsoft.Playwright;

namespace Cartulaire.Tests.Browser;

/// <summary>Finding records: facets, order, pages, searches that are kept, suggestions, faults.</summary>
public sealed class ListTests(Site site)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_list_is_narrowed_by_a_facet_and_widened_again(bool script)
    {
        var routed = await site.InSartAsync(sart => Site.LetterAsync(sart, "Une lettre orientée"));
        var page = await site.SignedInAsync("marie", script);
        await page.GotoAsync($"/sart/items/{routed}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Orienter" }).ClickAsync();
        await page.GotoAsync("/sart/list");
        await page.Locator("details.drop summary").Filter(new() { HasText = "État" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { NameString = "En création" }).First.ClickAsync();
        await Assertions.Expect(page.Locator(".chip")).ToContainTextAsync("En création");
        await Shots.TakeAsync(page, $"list-facet-{script}");
        await page.Locator(".chip").ClickAsync();
        await Assertions.Expect(page.Locator(".chip")).ToHaveCountAsync(0);
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_search_is_kept_and_forgotten(bool script)
    {
        var page = await site.SignedInAsync("marie", script);
        await page.GotoAsync("/sart/list?q=urbanisme");
        await page.Locator("summary").Filter(new() { HasText = "Garder" }).ClickAsync();
        await page.GetByLabel("Nom de cette recherche").FillAsync($"Urbanisme {script}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Garder cette recherche" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status).First).ToHaveTextAsync("La recherche est gardée.");

        await page.Locator("summary").Filter(new() { HasText = "Mes recherches" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = $"Urbanisme {script}", Exact = true })).ToBeVisibleAsync();
        await Shots.TakeAsync(page, $"list-kept-{script}");
        await page.GetByRole(AriaRole.Button, new() { Name = $"Oublier « Urbanisme {script} »" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status).First).ToHaveTextAsync("La recherche est oubliée.");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = $"Urbanisme {script}", Exact = true })).ToHaveCountAsync(0);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task What_is_typed_is_completed_from_what_one_may_read()
    {
        var page = await site.SignedInAsync("marie");
        var box = page.Locator("#q");
        await box.PressSequentiallyAsync("nuis");
        await page.GetByRole(AriaRole.Option, new() { NameString = "nuisances" }).WaitForAsync();
        await Shots.TakeAsync(page, "suggestions");
        await box.PressAsync("ArrowDown");
        await box.PressAsync("Enter");
        await page.WaitForURLAsync("**/list?q=nuisances");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Recherche : nuisances");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_search_that_cannot_be_read_says_where_and_why()
    {
        var page = await site.SignedInAsync("marie", script: false);
        await page.GotoAsync("/sart/list?q=" + Uri.EscapeDataString("eau couleur:bleu"));
        await Assertions.Expect(page.Locator(".fault mark")).ToHaveTextAsync("couleur");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("n'existe pas");
        await Shots.TakeAsync(page, "list-fault");
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_goes_on_through_a_long_list_and_back_and_knows_where_one_is(bool script)
    {
        await site.InSartAsync(async sart =>
        {
            for (var n = 0; n < 60; n++)
            {
                await Site.LetterAsync(sart, $"Cadastre parcelle {n}");
            }

            return true;
        });
        var page = await site.SignedInAsync("marie", script);
        await page.GotoAsync("/sart/list?q=cadastre&sort=number");
        await Assertions.Expect(page.Locator(".pager")).ToContainTextAsync("1 à 50 sur");
        var first = await page.Locator("tbody th").First.InnerTextAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Page suivante" }).ClickAsync();
        await Assertions.Expect(page.Locator(".pager")).ToContainTextAsync("51 à ");
        await page.GetByRole(AriaRole.Link, new() { Name = "Page précédente" }).ClickAsync();
        await Assertions.Expect(page.Locator("tbody th").First).ToHaveTextAsync(first);

        await page.GetByRole(AriaRole.Link, new() { NameString = "Numéro" }).First.ClickAsync();
        await Assertions.Expect(page.Locator("th[aria-sort=descending]")).ToContainTextAsync("Numéro");
        Assert.NotEqual(first, await page.Locator("tbody th").First.InnerTextAsync());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task From_a_list_one_goes_from_record_to_record_and_back()
    {
        var page = await site.SignedInAsync("marie");
        await page.GotoAsync("/sart/list/to-register");
        var numbers = await page.Locator("tbody th a").AllInnerTextsAsync();
        await page.Locator("tbody th a").First.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync(numbers[0]);
        await page.GetByRole(AriaRole.Link, new() { Name = "Fiche suivante de la liste" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync(numbers[1]);
        await page.Locator(".neighbours [rel=up]").ClickAsync();
        await page.WaitForURLAsync("**/list/to-register");
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task A_list_of_the_home_page_has_the_columns_of_its_pack(int width)
    {
        var page = await site.SignedInAsync("marie", width: width);
        await page.GotoAsync("/sart/list/to-register");
        await Assertions.Expect(page.Locator("thead")).ToContainTextAsync("Services traitants");
        await Assertions.Expect(page.Locator("thead")).ToContainTextAsync("Échéance");
        Assert.False(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth"), "The page is wider than the screen.");
        await Shots.TakeAsync(page, "list-to-register");
        await page.Context.CloseAsync();
    }
}
