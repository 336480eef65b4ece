using System.Globalization;
using Cartulaire.EInvoicing.Messages;
using Cartulaire.EInvoicing.Rules;

namespace Cartulaire.EInvoicing;

/// <summary>A rule that an invoice does not keep.</summary>
/// <param name="Rule">Its official identifier, such as <c>BR-CO-15</c>.</param>
/// <param name="Severity">How grave.</param>
/// <param name="Location">XPath of the element that the rule looks at, written as the official validators write it.</param>
/// <param name="Line">Line of that element in the file, from 1.</param>
/// <param name="Column">Column of it, from 1.</param>
public sealed record Finding(string Rule, Severity Severity, string Location, int Line, int Column)
{
    /// <summary>What stands at the place, shortened; null where there is nothing to quote.</summary>
    public string? Found { get; init; }

    /// <summary>What should stand there, where it can be told, such as the sum that a total should be.</summary>
    public string? Expected { get; init; }

    /// <summary>The sentence that the rule shares with others; null when it has one of its own.</summary>
    internal Wording? Wording { get; init; }

    /// <summary>What is wrong, in words that a supplier understands.</summary>
    /// <param name="language">The reader's language; English where nothing is written in it.</param>
    public string Message(Language language) => Sentence.Fill(Sentences.Of(Wording?.Sentence ?? Rule, language), name => name switch
    {
        "found" => Found,
        "expected" => Expected,
        "line" => Line.ToString(CultureInfo.InvariantCulture),
        "column" => Column.ToString(CultureInfo.InvariantCulture),
        "1" => Wording?.First,
        "2" => Wording?.Second,
        "3" => Wording?.Third,
        _ => null,
    });
}
