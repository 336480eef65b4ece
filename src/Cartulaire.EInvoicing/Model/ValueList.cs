using System.Collections;
using System.Runtime.CompilerServices;

namespace Cartulaire.EInvoicing.Model;

/// <summary>A list that never changes, equal to another when their values are, one by one.</summary>
/// <remarks>Written as a collection expression: <c>Lines = [first, second]</c>.</remarks>
/// <typeparam name="T">What it holds.</typeparam>
[CollectionBuilder(typeof(ValueList), nameof(ValueList.Create))]
public sealed class ValueList<T> : IReadOnlyList<T>, IEquatable<ValueList<T>>
{
    private readonly T[] values;

    internal ValueList(ReadOnlySpan<T> values) => this.values = values.ToArray();

    /// <inheritdoc/>
    public int Count => values.Length;

    /// <inheritdoc/>
    public T this[int index] => values[index];

    /// <inheritdoc/>
    public bool Equals(ValueList<T>? other) => other is not null && values.AsSpan().SequenceEqual(other.values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ValueList<T>);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var value in values)
        {
            hash.Add(value);
        }

        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)values).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>Makes lists of values.</summary>
public static class ValueList
{
    /// <summary>A list of these values.</summary>
    /// <typeparam name="T">What it holds.</typeparam>
    /// <param name="values">The values, copied.</param>
    public static ValueList<T> Create<T>(ReadOnlySpan<T> values) => new(values);
}
