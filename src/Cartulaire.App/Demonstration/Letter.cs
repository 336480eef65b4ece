using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Cartulaire.App.Demonstration;

/// <summary>How a sender's paper looks.</summary>
internal enum Paper
{
    /// <summary>A private person: no head, name and address in a corner.</summary>
    Citizen,

    /// <summary>A firm or an association: coloured head, foot with its numbers.</summary>
    Company,

    /// <summary>A lawyer, a notary, a doctor: centred name in small capitals.</summary>
    Office,

    /// <summary>Another authority: sober head, references.</summary>
    Public,
}

/// <summary>A letter before it takes the form of a file.</summary>
/// <param name="Key">Stem of its file name.</param>
/// <param name="Format">Which kind of file it becomes.</param>
/// <param name="Sender">Who writes.</param>
/// <param name="Paper">How the sender's paper looks.</param>
/// <param name="Iban">The sender's account.</param>
/// <param name="Phone">The sender's telephone number.</param>
/// <param name="Date">The date written on it.</param>
/// <param name="Subject">Its subject.</param>
/// <param name="Body">Paragraphs; see <see cref="PageComposer"/> for the marks that a line may begin with.</param>
/// <param name="Hint">Kind of mail.</param>
/// <param name="Service">Treating service.</param>
/// <param name="Ink">Number from which colours, signature and small accidents are drawn.</param>
internal sealed record Letter(
    string Key,
    string Format,
    DemoParty Sender,
    Paper Paper,
    string Iban,
    string Phone,
    DateOnly Date,
    string Subject,
    IReadOnlyList<string> Body,
    string Hint,
    string Service,
    int Ink)
{
    /// <summary>French as written in Belgium.</summary>
    public static CultureInfo French { get; } = CultureInfo.GetCultureInfo("fr-BE");

    /// <summary>Every word of it, line by line.</summary>
    public string Text => string.Join('\n', [Sender.Name, Sender.Street, Sender.Town, LongDate(Date), "Objet : " + Subject, .. Body]);

    /// <summary>As people write a date: <c>3 mars 2026</c>, <c>1er avril 2026</c>.</summary>
    public static string LongDate(DateOnly date) => (date.Day == 1 ? "1er" : date.Day.ToString(French)) + date.ToString(" MMMM yyyy", French);
}

/// <summary>The letters of the demonstration, kept as data beside this file.</summary>
internal static partial class LetterBook
{
    /// <summary>Reads them, with the dates of today and the numbers that the seed gives.</summary>
    public static IEnumerable<Letter> Read(DateOnly today, int seed)
    {
        using var stream = typeof(LetterBook).Assembly.GetManifestResourceStream("Cartulaire.App.Demonstration.letters.yaml")
            ?? throw new InvalidOperationException("The letters of the demonstration are not in the program.");
        using var reader = new StreamReader(stream);
        var yaml = new YamlStream();
        yaml.Load(reader);
        var place = 0;
        foreach (var node in ((YamlSequenceNode)yaml.Documents[0].RootNode).Children.Cast<YamlMappingNode>())
        {
            yield return One(node, today, seed + (1009 * place++));
        }
    }

    private static Letter One(YamlMappingNode node, DateOnly today, int ink)
    {
        var random = new Random(ink);
        var from = (YamlMappingNode)node.Children["from"];
        var paper = Enum.Parse<Paper>(Word(from, "paper"), ignoreCase: true);
        var enterprise = paper == Paper.Citizen ? null : BelgianNumbers.Enterprise(random);
        var sender = new DemoParty(Word(from, "name"), Word(from, "street"), Word(from, "town"), Word(from, "email"), enterprise);
        var iban = BelgianNumbers.Iban(random);
        var communication = BelgianNumbers.Communication(random);
        var date = today.AddDays(-int.Parse(Word(node, "days"), CultureInfo.InvariantCulture));
        string Fill(string text) => Placeholder().Replace(text, m => m.Groups["name"].Value switch
        {
            "iban" => iban,
            "communication" => communication,
            "enterprise" => enterprise ?? "",
            "year" => date.Year.ToString(CultureInfo.InvariantCulture),
            "day" => Letter.LongDate(date.AddDays(int.Parse(m.Groups["days"].Value, CultureInfo.InvariantCulture))),
            var other => throw new FormatException($"Unknown placeholder '{other}' in the demonstration's letters."),
        });
        return new Letter(
            Word(node, "key"), Word(node, "format"), sender, paper, iban, BelgianNumbers.Phone(random), date, Fill(Word(node, "subject")),
            Fill(Word(node, "body")).TrimEnd().Split('\n'), Word(node, "hint"), Word(node, "service"), ink);
    }

    private static string Word(YamlMappingNode node, string key)
        => node.Children.TryGetValue(key, out var value) && value is YamlScalarNode { Value: { } text } ? text : "";

    /// <summary><c>{iban}</c>, <c>{day+30}</c>: nothing else is replaced.</summary>
    [GeneratedRegex(@"\{(?<name>[a-z]+)(?<days>[+-]\d+)?\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Placeholder();
}
