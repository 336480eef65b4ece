using System.Text;
using Cartulaire.Kernel.Contacts;

namespace Cartulaire.Tests.Unit.Contacts;

public sealed class FoldingTests
{
    [Theory]
    [InlineData("Élise", "elise")]
    [InlineData("ÉLISE", "elise")]
    [InlineData("Cœur de l'Æther", "coeur de l'aether")]
    [InlineData("Straße", "strasse")]
    [InlineData("Łukasz Đorđe Søren", "lukasz dorde soren")]
    [InlineData("Îlot №7", "ilot no7")]
    [InlineData("Ａｂｃ", "abc")]
    public void What_people_leave_out_is_left_out(string text, string folded) => Assert.Equal(folded, FoldedText.Fold(text));

    [Fact]
    public void Composed_and_decomposed_letters_are_one()
        => Assert.Equal(FoldedText.Fold("Hélène".Normalize(NormalizationForm.FormC)), FoldedText.Fold("Hélène".Normalize(NormalizationForm.FormD)));

    [Fact]
    public void Words_are_runs_of_letters_and_digits()
        => Assert.Equal(["fabrique", "d", "eglise", "st", "martin", "2"], FoldedText.Words(" Fabrique d’Église St-Martin (2) "));

    [Fact]
    public void Nothing_has_no_words() => Assert.Empty(FoldedText.Words(" ... "));

    [Theory]
    [InlineData("Dupont Jean", new[] { "dupont", "jean" })]
    [InlineData("dup DUP", new[] { "dup" })]
    [InlineData("0841.470.248", new[] { "0841470248" })]
    [InlineData("BE 0841 470", new[] { "0841470" })]
    [InlineData("841470248", new[] { "0841470248" })]
    [InlineData("4845", new[] { "4845" })]
    [InlineData("Jean.Dupont@Sart.be", new[] { "jean.dupont@sart.be" })]
    [InlineData("commune 0841.470.248", new[] { "commune", "0841470248" })]
    [InlineData("   ", new string[0])]
    public void What_is_typed_becomes_beginnings(string typed, string[] beginnings) => Assert.Equal(beginnings, ContactQuery.Read(typed).Beginnings);

    [Fact]
    public void A_long_paste_is_cut() => Assert.Equal(6, ContactQuery.Read(string.Join(' ', Enumerable.Range(0, 100).Select(i => $"mot{i}"))).Beginnings.Count);
}
