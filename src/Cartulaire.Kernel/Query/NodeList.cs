using System.Collections;

namespace Cartulaire.Kernel.Query;

/// <summary>Clauses in order, compared by value.</summary>
public sealed class NodeList : IReadOnlyList<QueryNode>, IEquatable<NodeList>
{
    private readonly QueryNode[] nodes;

    /// <summary>Copies the clauses.</summary>
    public NodeList(IEnumerable<QueryNode> nodes) => this.nodes = [.. nodes];

    /// <inheritdoc/>
    public int Count => nodes.Length;

    /// <inheritdoc/>
    public QueryNode this[int index] => nodes[index];

    /// <inheritdoc/>
    public bool Equals(NodeList? other) => other is not null && nodes.AsSpan().SequenceEqual(other.nodes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as NodeList);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var node in nodes)
        {
            hash.Add(node);
        }

        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public IEnumerator<QueryNode> GetEnumerator() => ((IEnumerable<QueryNode>)nodes).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => nodes.GetEnumerator();
}
