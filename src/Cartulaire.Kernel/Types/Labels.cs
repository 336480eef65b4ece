namespace Cartulaire.Kernel.Types;

/// <summary>One text in the four languages of the country's administrations and of its tools. French is always there; the others fall back to it.</summary>
/// <param name="Fr">French, required by the checker.</param>
/// <param name="Nl">Dutch.</param>
/// <param name="De">German.</param>
/// <param name="En">English.</param>
public sealed record Labels(string Fr, string? Nl = null, string? De = null, string? En = null)
{
    /// <summary>The text in a language.</summary>
    /// <param name="language">Two letters, or a culture name such as <c>nl-BE</c>; anything else reads as French.</param>
    public string In(string? language) => (language is { Length: >= 2 } ? language[..2] : "fr") switch
    {
        "nl" => Nl ?? Fr,
        "de" => De ?? Fr,
        "en" => En ?? Fr,
        _ => Fr,
    };

    /// <inheritdoc/>
    public override string ToString() => Fr;
}
