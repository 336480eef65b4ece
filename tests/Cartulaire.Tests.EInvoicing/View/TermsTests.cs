using System.Globalization;
using Cartulaire.EInvoicing.CodeLists;
using Cartulaire.EInvoicing.View;

namespace Cartulaire.Tests.EInvoicing.View;

/// <summary>The tables of terms and words.</summary>
public sealed class TermsTests
{
    [Fact]
    public void Every_term_and_group_of_the_standard_is_there_once()
    {
        // The standard has no BT-4.
        var expected = Enumerable.Range(1, 165).Where(n => n != 4).Select(n => $"BT-{n.ToString(CultureInfo.InvariantCulture)}").Concat(Enumerable.Range(1, 32).Select(n => $"BG-{n.ToString(CultureInfo.InvariantCulture)}"));
        var ids = Terms.All.List.Select(t => t.Id).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.Equal(expected.Order(StringComparer.Ordinal), ids.Where(i => i.Count(c => c == '-') == 1).Order(StringComparer.Ordinal));
        Assert.All(Terms.All.List, t => Assert.Equal(t.Id.StartsWith("BG", StringComparison.Ordinal), t.Kind == TermKind.Group));
    }

    [Fact]
    public void Every_term_has_a_name_in_four_languages() => Assert.All(Terms.All.List, t => Assert.Equal(4, t.Names.Count(n => n.Trim().Length > 0)));

    [Fact]
    public void Every_word_is_in_four_languages() => Assert.All(Words.Table, w => Assert.Equal(4, w.Value.Count(n => n.Trim().Length > 0)));

    [Fact]
    public void Codes_in_words_are_codes_of_their_lists()
    {
        var lists = Codes.All.ToDictionary(l => l.Id);
        Assert.All(Words.Table.Keys.Where(k => k.List != "page"), k => Assert.True(
            lists[k.List].Has(k.Key) || (k.List == "invoice-types" && Codes.CreditNoteTypes.Has(k.Key)) || (k.List == "tax-point-dates" && Codes.CiiTaxPointDates.Has(k.Key)), $"{k.List} {k.Key}"));
        Assert.All(Terms.All.List.Where(t => t.Kind == TermKind.Code), t => Assert.Contains(t.List!, lists.Keys));
    }
}
