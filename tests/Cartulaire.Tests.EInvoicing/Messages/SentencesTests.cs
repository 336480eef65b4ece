using System.Text.RegularExpressions;
using Cartulaire.EInvoicing;
using Cartulaire.EInvoicing.Cii;
using Cartulaire.EInvoicing.FacturX;
using Cartulaire.EInvoicing.Messages;
using Cartulaire.EInvoicing.Peppol;
using Cartulaire.EInvoicing.Rules;
using Cartulaire.EInvoicing.Ubl;

namespace Cartulaire.Tests.EInvoicing.Messages;

/// <summary>The files of sentences: complete, well written, alike in every language.</summary>
public sealed partial class SentencesTests
{
    private static readonly string[] Profiles = [FacturXTable.Minimum, FacturXTable.BasicWl, FacturXTable.Basic, FacturXTable.En16931, FacturXTable.Extended];

    private static IEnumerable<string> Faults => Enum.GetValues<ReadFaultKind>().Select(kind => new ReadFault(kind, 0, 0, "").Identifier)
        .Concat(Enum.GetValues<CodeListFaultKind>().Select(kind => new CodeListFault(kind, 0, "").Identifier));

    private static IEnumerable<Check<CiiInvoice>> OfFacturX => Profiles.SelectMany(FacturXRules.All.Checks);

    private static HashSet<string> Identifiers
        => [.. UblRules.All.Ids, .. CiiRules.All.Ids, .. PeppolRules.All.Ids, .. PeppolCiiRules.All.Ids, .. OfFacturX.Select(c => c.Sentence), .. Faults];

    public static TheoryData<Language> Written => [.. Enum.GetValues<Language>()];

    [Theory]
    [MemberData(nameof(Written))]
    public void A_language_is_there(Language language) => Assert.NotNull(Sentences.Of(language));

    [Theory]
    [MemberData(nameof(Written))]
    public void Every_rule_has_a_sentence_and_every_sentence_a_rule(Language language)
    {
        var (written, rules) = (Sentences.Of(language)!.Keys.ToHashSet(), Identifiers);
        Assert.True(rules.Count > 1_180);
        Assert.Empty(rules.Except(written).Order());
        Assert.Empty(written.Except(rules).Order());
    }

    [Theory]
    [MemberData(nameof(Written))]
    public void A_sentence_is_whole(Language language)
        => Assert.All(Sentences.Of(language)!, s =>
        {
            var (rule, sentence) = (s.Key, s.Value);
            Assert.True(IsBalanced(sentence), $"{rule}: brackets of «{sentence}»");
            Assert.All(Names(sentence), name => Assert.True(name is "found" or "expected" or "line" or "column" or "limit" || IsShared(rule, name), $"{rule}: {{{name}}} is never filled"));
            Assert.True(sentence.EndsWith('.'), $"{rule}: no end in «{sentence}»");
            Assert.True(char.IsUpper(sentence[0]), $"{rule}: no capital in «{sentence}»");
            Assert.False(sentence.Contains("  ", StringComparison.Ordinal) || sentence.Contains(" .", StringComparison.Ordinal), $"{rule}: blanks in «{sentence}»");
            Assert.True(sentence.Length <= 300, $"{rule}: {sentence.Length} characters");
        });

    [Theory]
    [MemberData(nameof(Written))]
    public void What_may_be_unknown_stands_in_brackets(Language language)
        => Assert.All(Sentences.Of(language)!, s => Assert.DoesNotContain("–", Sentence.Fill(s.Value, name => IsShared(s.Key, name) ? "x" : null), StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Written))]
    public void What_many_checks_of_Factur_X_share_is_told_of_each_with_its_element(Language language)
    {
        var shared = OfFacturX.Where(c => c.Wording is not null).ToList();
        Assert.True(shared.Count > 2_000);
        Assert.All(shared, c =>
        {
            var told = new Finding(c.Rule, c.Severity, "/", 1, 1) { Wording = c.Wording }.Message(language);
            Assert.Contains(c.Wording!.First, told, StringComparison.Ordinal);
            Assert.Contains(c.Wording.Second ?? "", told, StringComparison.Ordinal);
            Assert.Contains(c.Wording.Third ?? "", told, StringComparison.Ordinal);
            Assert.DoesNotContain("–", told, StringComparison.Ordinal);
            Assert.InRange(told.Length, 20, 400);
        });
    }

    [Theory]
    [MemberData(nameof(Written))]
    public void All_languages_show_the_same_values(Language language)
        => Assert.All(Sentences.Of(language)!, s => Assert.Equal(Names(Sentences.Of(s.Key, Language.French)), Names(s.Value)));

    [Fact]
    public void French_is_typeset_as_French_is()
        => Assert.All(Sentences.Of(Language.French)!, s =>
        {
            Assert.False(Ordinary().IsMatch(s.Value), $"{s.Key}: an ordinary blank beside a sign in «{s.Value}»");
            Assert.False(Missing().IsMatch(s.Value), $"{s.Key}: no blank before a sign in «{s.Value}»");
        });

    [Theory]
    [InlineData(Language.Dutch, '“', '”')]
    [InlineData(Language.German, '„', '“')]
    public void Dutch_and_German_have_their_own_quotation_marks_and_no_blank_before_a_sign(Language language, char opened, char closed)
        => Assert.All(Sentences.Of(language)!, s =>
        {
            Assert.False(Apart().IsMatch(s.Value), $"{s.Key}: a blank before a sign in «{s.Value}»");
            var marks = s.Value.Where(c => c is '«' or '»' or '„' or '“' or '”' or '"').ToArray();
            Assert.Equal(marks.Length / 2 * 2, marks.Length);
            Assert.All(marks.Chunk(2), m => Assert.Equal([opened, closed], m));
        });

    [Fact]
    public void No_sentence_is_left_in_another_language()
        => Assert.All(Sentences.Of(Language.French)!.Keys, rule =>
            Assert.Distinct(Enum.GetValues<Language>().Select(l => Sentences.Of(l)!.GetValueOrDefault(rule, ""))));

    [Fact]
    public void A_rule_that_nobody_wrote_about_is_told_by_its_identifier() => Assert.Equal("XX-R-001", Sentences.Of("XX-R-001", Language.French));

    [Theory]
    [InlineData("found {found}, expected {expected}.", "found 1, expected –.")]
    [InlineData("Wrong[ {found}][ not {expected}].", "Wrong 1.")]
    [InlineData("[{found} not {expected}: ]wrong[ {found}].", "wrong 1.")]
    [InlineData("[[{found}]] {{x}} [a]", "[1] {x} a")]
    public void A_part_in_brackets_is_left_out_when_its_value_is_unknown(string sentence, string filled)
        => Assert.Equal(filled, Sentence.Fill(sentence, name => name == "found" ? "1" : null));

    [Fact]
    public void Families_become_one_sentence_for_each_rule()
    {
        using var text = new StringReader("# none\n@twice {1} is here {found} times, {2}.\n$S standard\n$E exempt\nBR-*-01 @twice {category} | a|b\nBR-E-01 only {category}.\nBR-FXEXT-*-01 {category} too.\n@unused-element no {1}.\n@unused-attribute no attribute {1}.");
        var read = SentenceFile.Read(text, [("U-1", "cac:Party/cbc:ID"), ("U-2", "cbc:ID/@schemeID")]);
        Assert.Equal("Standard is here {found} times, a|b.", read["BR-S-01"]);
        Assert.Equal("Only exempt.", read["BR-E-01"]);
        Assert.Equal("Standard too.", read["BR-FXEXT-S-01"]);
        Assert.Equal("No cac:Party/cbc:ID.", read["U-1"]);
        Assert.Equal("No attribute cbc:ID/@schemeID.", read["U-2"]);
    }

    [Theory]
    [InlineData("BR-01")]
    [InlineData("BR-01 @nothing x")]
    [InlineData("@one {1}.\nBR-01 @one a | b")]
    [InlineData("BR-01 a\nBR-01 b")]
    public void A_file_that_is_not_written_as_it_says_is_refused(string file)
    {
        using var text = new StringReader(file);
        Assert.Throws<FormatException>(() => SentenceFile.Read(text, []));
    }

    // What the checks themselves say.
    private static bool IsShared(string rule, string name) => rule.StartsWith("fx-", StringComparison.Ordinal) && name is ("1" or "2" or "3");

    private static bool IsBalanced(string sentence)
    {
        var (square, curly) = (0, 0);
        foreach (var c in sentence)
        {
            square += c == '[' ? 1 : c == ']' ? -1 : 0;
            curly += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (square is < 0 or > 1 || curly is < 0 or > 1)
            {
                return false;
            }
        }

        return square == 0 && curly == 0;
    }

    private static string[] Names(string sentence) => [.. Placeholder().Matches(sentence).Select(m => m.Groups["name"].Value).Distinct().Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"\{(?<name>[^}]*)\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@" [;:?!»]|« ", RegexOptions.None, 1000)]
    private static partial Regex Ordinary();

    [GeneratedRegex(@"\s[,;:?!)\]”]", RegexOptions.None, 1000)]
    private static partial Regex Apart();

    // A colon within an address, a code or an element's name has none.
    [GeneratedRegex(@"[^\u00A0\s][;?!»]|«[^\u00A0]|[^\u00A0\s]:(\s|$)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Missing();
}
