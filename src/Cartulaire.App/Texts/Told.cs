using Cartulaire.Kernel;

namespace Cartulaire.App.Texts;

/// <summary>A refusal as it is told to whoever asked.</summary>
/// <param name="Code">Stable identity, for programs.</param>
/// <param name="Field">Id of the field or parameter at fault, when one is.</param>
/// <param name="Message">A sentence in the reader's language.</param>
public sealed record Told(string Code, string? Field, string Message)
{
    /// <summary>Tells refusals in a language.</summary>
    public static IReadOnlyList<Told> Of(IEnumerable<Failure> failures, string language) => [.. failures.Select(f => new Told(f.Code, f.Field, Sentences.Of(f, language)))];
}
