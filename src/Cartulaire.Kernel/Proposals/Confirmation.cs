namespace Cartulaire.Kernel.Proposals;

/// <summary>What people confirmed about one letter, and the features of its text. This is all that is kept of it: hashes, no words.</summary>
/// <param name="Source">Identity of the letter; a second confirmation of the same letter replaces the first.</param>
/// <param name="Day">Day of reception: what is recent counts more.</param>
/// <param name="Sender">Confirmed sender, or null.</param>
/// <param name="Type">Confirmed type, or null.</param>
/// <param name="Service">Confirmed service, or null.</param>
/// <param name="Marks">Hashes of the identifiers.</param>
/// <param name="Edges">Hashes of the words of head and foot.</param>
/// <param name="Body">Hashes of the words of the body.</param>
public sealed record Confirmation(
    string Source, DateOnly Day, string? Sender, string? Type, string? Service, IReadOnlyList<long> Marks, IReadOnlyList<long> Edges, IReadOnlyList<long> Body)
{
    private const int MostFeatures = 400;

    /// <summary>Takes what is learnt from a letter.</summary>
    public static Confirmation Of(string source, DateOnly day, LetterText letter, string? sender, string? type, string? service)
    {
        ArgumentNullException.ThrowIfNull(letter);
        return new Confirmation(source, day, sender, type, service, Hashes(letter.Marks), Hashes(letter.Edges), Hashes(letter.Body));
    }

    private static long[] Hashes(IReadOnlyList<Feature> features) => [.. features.Take(MostFeatures).Select(f => f.Hash)];
}
