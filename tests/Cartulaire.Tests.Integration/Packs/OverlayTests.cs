using Cartulaire.App.Organisation;
using Cartulaire.App.Packs;
using Cartulaire.Tests.Integration.Support;

namespace Cartulaire.Tests.Integration.Packs;

/// <summary>What an administration changes lies over the pack, and follows it or says why not.</summary>
public sealed class OverlayTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_overlay_is_in_force_once_installed_and_after_opening_again_and_undone_when_removed()
    {
        using var folder = new TemporaryFolder();
        await using var fixture = await PacksFixture.OpenAsync(folder);
        Assert.Equal("overlay.base-missing", (await fixture.InstallAsync(LetterPack.Overlay(1, 1))).Outcome.Failure.Code);
        await fixture.InstallAsync(LetterPack.V1());
        Assert.True((await fixture.InstallAsync(LetterPack.Overlay(1, 1))).Outcome.IsSuccess);
        await fixture.ReopenAsync();
        Assert.Equal("Pli", fixture.Sart.Packs.Catalogue.Type("letter").Labels.Fr);
        Assert.NotNull(fixture.Sart.Packs.Catalogue.Type("letter").Field("colour"));
        Assert.NotNull(fixture.Sart.Packs.Catalogue.Type("letter").Field("title"));

        await fixture.FileAsync(3, 1, _ => ("new", """{"colour":"bleu"}"""));
        var refused = await RemoveOverlay.HandleAsync(fixture.Sart, PacksFixture.Actor, "ours", null, Ct);
        Assert.Equal(("upgrade.orphans", "colour", 3L), (refused.Outcome.Failure.Code, refused.Outcome.Failure.Field, refused.Outcome.Failure.Args[^1]));
        Assert.Equal("pack.is-base", (await RemoveOverlay.HandleAsync(fixture.Sart, PacksFixture.Actor, "letters", null, Ct)).Outcome.Failure.Code);
    }

    [Fact]
    public async Task An_overlay_without_values_of_its_own_is_removed_and_may_come_back()
    {
        using var folder = new TemporaryFolder();
        await using var fixture = await PacksFixture.OpenAsync(folder);
        await fixture.InstallAsync(LetterPack.V1());
        await fixture.InstallAsync(LetterPack.Overlay(1, 1));
        await fixture.FileAsync(3);
        Assert.True((await RemoveOverlay.HandleAsync(fixture.Sart, PacksFixture.Actor, "ours", null, Ct)).Outcome.IsSuccess);
        await fixture.ReopenAsync();
        Assert.Equal("Lettre", fixture.Sart.Packs.Catalogue.Type("letter").Labels.Fr);
        Assert.Equal("{number}", fixture.Sart.Packs.Catalogue.Register("book").Format.Id);
        Assert.True((await fixture.InstallAsync(LetterPack.Overlay(1, 1))).Outcome.IsSuccess);
        Assert.Equal("L{number}", fixture.Sart.Packs.Catalogue.Register("book").Format.Id);
    }

    [Fact]
    public async Task An_upgrade_lists_the_conflicts_and_takes_none_silently()
    {
        using var folder = new TemporaryFolder();
        await using var fixture = await PacksFixture.OpenAsync(folder);
        await fixture.InstallAsync(LetterPack.V1());
        await fixture.InstallAsync(LetterPack.Overlay(1, 1));
        var refused = await fixture.UpgradeAsync(LetterPack.V2());
        var conflict = Assert.Single(refused.Outcome.Failures);
        Assert.Equal(("overlay.conflict", "types/letter.yaml:1"), (conflict.Code, conflict.Field));
        Assert.Equal(1, fixture.Sart.Packs.Catalogue.Packs.Single().Version);

        Assert.True((await fixture.UpgradeAsync(LetterPack.V2(), accept: true)).Outcome.IsSuccess);
        await fixture.ReopenAsync();
        var type = fixture.Sart.Packs.Catalogue.Type("letter");
        Assert.Equal(("Pli", true, true), (type.Labels.Fr, type.Field("colour") is not null, type.Field("subject") is not null));

        // The way back: the overlay fits version 1 as it did.
        Assert.True((await fixture.RollBackAsync()).Outcome.IsSuccess);
        Assert.NotNull(fixture.Sart.Packs.Catalogue.Type("letter").Field("colour"));
        Assert.NotNull(fixture.Sart.Packs.Catalogue.Type("letter").Field("title"));
    }

    [Fact]
    public async Task A_new_overlay_comes_into_force_with_the_upgrade_and_the_former_one_with_the_way_back()
    {
        using var folder = new TemporaryFolder();
        await using var fixture = await PacksFixture.OpenAsync(folder);
        await fixture.InstallAsync(LetterPack.V1());
        await fixture.InstallAsync(LetterPack.Overlay(1, 1));
        await fixture.FileAsync(20);
        Assert.True((await fixture.UpgradeAsync(LetterPack.V2(), overlay: LetterPack.Overlay(2, 2))).Outcome.IsSuccess);
        Assert.Equal(2, fixture.Sart.Packs.Now.History.Read(fixture.Sart.Packs.Now.History.Current("ours")!).Version);
        Assert.All(await fixture.ItemsAsync(), i => Assert.Equal(PacksFixture.Converted(i.Serial), (i.State!, i.Properties)));
        var back = await fixture.RollBackAsync();
        Assert.True(back.Outcome.IsSuccess, string.Join("; ", back.Outcome.Failures));
        Assert.Equal(1, fixture.Sart.Packs.Now.History.Read(fixture.Sart.Packs.Now.History.Current("ours")!).Version);
        Assert.All(await fixture.ItemsAsync(), i => Assert.Equal(PacksFixture.Letter(i.Serial), (i.State!, i.Properties)));
    }

    [Theory]
    [InlineData("clerc", null, "roles.unknown", "clerk")]
    [InlineData("zzzzzzzz", null, "roles.unknown", "clerk")]
    [InlineData(null, "travaux/editeur", "functions.unknown", "editor")]
    public async Task Roles_and_functions_that_no_pack_declares_are_refused_with_near_ones(string? role, string? function, string code, string near)
    {
        using var folder = new TemporaryFolder();
        await using var fixture = await PacksFixture.OpenAsync(folder);
        await fixture.InstallAsync(LetterPack.V1());
        await AddService.HandleAsync(fixture.Sart, PacksFixture.Actor, new AddService.Command("travaux", "Travaux"), Ct);
        var refused = await AddAsync(fixture, role, function);
        Assert.Equal((code, near), (refused.Outcome.Failure.Code, refused.Outcome.Failure.Args[1]));
        Assert.True((await AddAsync(fixture, "clerk", "travaux/editor")).Outcome.IsSuccess);
    }

    [Fact]
    public async Task Without_packs_there_are_no_roles()
    {
        using var folder = new TemporaryFolder();
        await using var fixture = await PacksFixture.OpenAsync(folder);
        Assert.Equal("roles.none-declared", (await AddAsync(fixture, "clerk", null)).Outcome.Failure.Code);
        Assert.True((await AddAsync(fixture, null, null)).Outcome.IsSuccess);
    }

    private static Task<Cartulaire.Engines.Database.Written<AddUser.Answer>> AddAsync(PacksFixture fixture, string? role, string? function)
        => AddUser.HandleAsync(
            fixture.Sart, PacksFixture.Actor, new AddUser.Command("marie", "marie@sart.example", null, role is null ? [] : [role], function is null ? [] : [function], null), Ct);
}
