using Cartulaire.App.Items;
using Cartulaire.Engines.Database;
using Cartulaire.Kernel.Types;
using Microsoft.Playwright;

namespace Cartulaire.Tests.Browser;

/// <summary>The record page: proposals, work passed on, versions, what happened.</summary>
public sealed class RecordTests(Site site)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_proposal_is_shown_with_its_reason_and_is_put_in_only_when_accepted(bool script)
    {
        var item = await RealLetters.DemonstrationAsync(site, script ? "demande-permis-urbanisme-veranda" : "nids-de-poule-rue-du-moulin");
        var page = await site.SignedInAsync("marie", script);
        await page.GotoAsync($"/sart/items/{item}");
        var date = page.GetByLabel("Date du courrier");
        await Assertions.Expect(date).ToHaveValueAsync("");
        var proposal = page.Locator(".proposal").Filter(new() { Has = page.Locator("[data-accept=mail-date]") });
        await Assertions.Expect(proposal).ToContainTextAsync("2026");
        if (script)
        {
            await date.FocusAsync();
            await page.Keyboard.PressAsync("Alt+Enter");
        }
        else
        {
            await proposal.GetByRole(AriaRole.Button).ClickAsync();
        }

        await Assertions.Expect(date).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("^2026-11-", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer", Exact = true }).First.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status).First).ToHaveTextAsync("Les changements sont enregistrés.");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Work_is_passed_to_another_service_with_a_comment()
    {
        var letter = await site.InSartAsync(sart => Site.LetterAsync(sart, "À transférer"));
        var page = await site.SignedInAsync("marie");
        await page.GotoAsync($"/sart/items/{letter}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Orienter" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Transférer" }).First.ClickAsync();
        await page.GetByLabel("Vers le service").SelectOptionAsync("Finances");
        await page.GetByRole(AriaRole.Dialog).GetByLabel("Commentaire").FillAsync("C'est une facture");
        await Shots.TakeAsync(page, "record-transfer");
        await AccessibilityTests.CheckAsync(page, "transfer");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Transférer" }).ClickAsync();

        await Assertions.Expect(page.Locator(".work")).ToContainTextAsync("Finances");
        await Assertions.Expect(page.Locator(".work")).ToContainTextAsync("C'est une facture");
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Versions_say_who_brought_them_and_are_all_there(bool script)
    {
        var item = await RealLetters.FileAsync(site, "projet.txt", RealLetters.Bytes("premier jet"), "Projet de réponse");
        await RealLetters.AddVersionAsync(site, item, "projet-2.txt", RealLetters.Bytes("second jet"));
        var page = await site.SignedInAsync("marie", script);
        await page.GotoAsync($"/sart/items/{item}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Version 2" }).ClickAsync();
        await Assertions.Expect(page.Locator("#versions")).ToContainTextAsync("Marie Dupont");
        await Shots.TakeAsync(page, $"record-versions-{script}");
        await page.GetByRole(AriaRole.Link, new() { Name = "Version 1", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Télécharger l'original : projet.txt" }).First).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_linked_record_shows_the_other_on_both_sides()
    {
        var (first, second) = (await site.InSartAsync(sart => Site.LetterAsync(sart, "Première lettre liée")), await site.InSartAsync(sart => Site.LetterAsync(sart, "Rappel de la première")));
        await site.InSartAsync(async sart =>
        {
            await using var db = sart.Store.Read();
            var marie = db.Persons.Single(p => p.Name == "marie").Id;
            var stamp = db.Items.Single(i => i.Id == second).Stamp;
            var written = await EditItem.HandleAsync(sart, Actor.Of(marie), marie, new EditItem.Command(second, stamp, Properties.Parse($$"""{"linked-mails":["{{first}}"]}""")), CancellationToken.None);
            Assert.True(written.Outcome.IsSuccess);
            return true;
        });
        var page = await site.SignedInAsync("marie");
        await page.GotoAsync($"/sart/items/{second}");
        await page.GetByRole(AriaRole.Link, new() { NameString = "Première lettre liée" }).ClickAsync();
        await page.WaitForURLAsync($"**/items/{first}");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { NameString = "Rappel de la première" })).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }
}
