using System.Collections.Concurrent;

namespace Cartulaire.EInvoicing.Xml;

/// <summary>Name of an element. The names that rules and readers ask for are known ones, one instance each; compared by reference.</summary>
internal sealed class Name
{
    private static readonly ConcurrentDictionary<(string Space, string Local), Name> Names = new();

    private static int count;

    private Name(string space, string local, int number) => (Space, Local, Number) = (space, local, number);

    /// <summary>Namespace; empty when there is none.</summary>
    public string Space { get; }

    /// <summary>Name within the namespace.</summary>
    public string Local { get; }

    /// <summary>Place in tables of rules; -1 for a name that nobody asks for.</summary>
    public int Number { get; }

    /// <summary>How many names rules and readers ask for.</summary>
    public static int Count => count;

    /// <summary>Every name that rules or readers ask for.</summary>
    public static IEnumerable<Name> All => Names.Values;

    /// <summary>A name that rules or readers ask for.</summary>
    public static Name Known(string space, string local)
        => Names.GetOrAdd((space, local), key => new Name(string.Intern(key.Space), string.Intern(key.Local), Interlocked.Increment(ref count) - 1));

    /// <summary>A name met in a document. A strange one is kept by nobody: a document cannot fill the memory with names.</summary>
    public static Name Met(string space, string local) => Names.TryGetValue((space, local), out var known) ? known : new Name(space, local, -1);

    /// <inheritdoc/>
    public override string ToString() => Space.Length == 0 ? Local : $"{{{Space}}}{Local}";
}
