using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Cartulaire.Kernel.Access;

/// <summary>One line of an access set.</summary>
/// <param name="Principal">Who.</param>
/// <param name="Rights">What.</param>
public readonly record struct AccessGrant(string Principal, Rights Rights);

/// <summary>Who may do what with an item, independent of the item: equal sets share one row and one number in the index.</summary>
public sealed class AccessSet : IEquatable<AccessSet>
{
    private AccessSet(IReadOnlyList<AccessGrant> grants)
    {
        Grants = grants;
        Canonical = string.Join('\n', grants.Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Principal}={(int)g.Rights}")));
        Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Canonical)));
    }

    /// <summary>Grants, one per principal, in ordinal order.</summary>
    public IReadOnlyList<AccessGrant> Grants { get; }

    /// <summary>The text that is stored: one <c>principal=number</c> per line.</summary>
    public string Canonical { get; }

    /// <summary>SHA-256 of the text, hexadecimal, lower case.</summary>
    public string Hash { get; }

    /// <summary>Puts grants together: rights of the same principal add up, empty ones disappear.</summary>
    public static AccessSet From(IEnumerable<AccessGrant> grants)
        => new([.. grants.GroupBy(g => g.Principal, StringComparer.Ordinal)
            .Select(g => new AccessGrant(g.Key, g.Aggregate(Rights.None, (sum, grant) => sum | grant.Rights).Complete()))
            .Where(g => g.Rights != Rights.None)
            .OrderBy(g => g.Principal, StringComparer.Ordinal)]);

    /// <summary>Reads the stored text.</summary>
    /// <exception cref="FormatException">A line is not <c>principal=number</c>.</exception>
    public static AccessSet Parse(string canonical) => From(canonical.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line =>
    {
        var cut = line.LastIndexOf('=');
        return cut > 0 ? new AccessGrant(line[..cut], (Rights)int.Parse(line.AsSpan(cut + 1), CultureInfo.InvariantCulture)) : throw new FormatException("A grant is principal=number.");
    }));

    /// <summary>What a person, known by its principals, may do.</summary>
    public Rights RightsOf(IReadOnlySet<string> principals)
        => Grants.Where(g => principals.Contains(g.Principal)).Aggregate(Rights.None, (sum, grant) => sum | grant.Rights);

    /// <summary>The same principals, with at most these rights: what a child keeps of its parent.</summary>
    public AccessSet AtMost(Rights most) => From(Grants.Select(g => g with { Rights = g.Rights & most.Complete() }));

    /// <inheritdoc/>
    public bool Equals(AccessSet? other) => other is not null && string.Equals(Canonical, other.Canonical, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AccessSet);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Canonical);

    /// <inheritdoc/>
    public override string ToString() => Canonical;
}
