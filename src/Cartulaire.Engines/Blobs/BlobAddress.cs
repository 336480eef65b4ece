using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Cartulaire.Engines.Blobs;

/// <summary>The address of bytes: their SHA-256, 64 lower-case hexadecimal digits.</summary>
/// <remarks>Nothing that a user typed ever becomes a path (security P-01): only this does.</remarks>
public readonly record struct BlobAddress
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    private BlobAddress(string hex) => Hex = hex;

    /// <summary>The 64 digits.</summary>
    public string Hex { get; }

    /// <summary>The address of a finished digest.</summary>
    /// <exception cref="ArgumentException">Not 32 bytes.</exception>
    public static BlobAddress Of(ReadOnlySpan<byte> digest)
        => digest.Length == 32 ? new(Convert.ToHexStringLower(digest)) : throw new ArgumentException("A SHA-256 digest has 32 bytes.", nameof(digest));

    /// <summary>Reads 64 lower-case digits and nothing else.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out BlobAddress address)
    {
        address = default;
        if (text is not { Length: 64 } || text.AsSpan().ContainsAnyExcept(Digits))
        {
            return false;
        }

        address = new(text);
        return true;
    }

    /// <summary>Reads 64 lower-case digits.</summary>
    /// <exception cref="FormatException">The text is something else.</exception>
    public static BlobAddress Parse(string text)
        => TryParse(text, out var address) ? address : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"Not a blob address ({text?.Length ?? 0} characters)."));

    /// <inheritdoc/>
    public override string ToString() => Hex;
}
