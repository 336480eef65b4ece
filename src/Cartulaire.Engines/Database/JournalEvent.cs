namespace Cartulaire.Engines.Database;

/// <summary>A change to be written down in the transaction that makes it.</summary>
/// <param name="Kind">Stable kind, such as <c>item.registered</c>; a sentence for people is looked up from it.</param>
/// <param name="Subject">Text form of the id of what changed, if it is one thing.</param>
/// <param name="Details">A plain object serialised to JSON and kept beside the chain, erasable; null when there is nothing to say.</param>
/// <param name="Numbers">Numbers that must be part of the chained bytes.</param>
public sealed record JournalEvent(string Kind, string? Subject, object? Details = null, IReadOnlyList<long>? Numbers = null);

/// <summary>Who acts, as the journal writes it.</summary>
/// <param name="Name">A person's id (<c>person_…</c>), <c>operator:root</c>, or <c>system:reading</c>.</param>
public readonly record struct Actor(string Name)
{
    /// <summary>A signed-in person.</summary>
    public static Actor Of(Kernel.PersonId person) => new(person.ToString());

    /// <summary>The system user who runs a verb.</summary>
    public static Actor Operator(string systemUser) => new($"operator:{systemUser}");

    /// <summary>The program itself, by the part that acts.</summary>
    public static Actor System(string part) => new($"system:{part}");

    /// <inheritdoc/>
    public override string ToString() => Name;
}
