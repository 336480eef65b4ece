using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Cartulaire.Engines.Storage;
using Cartulaire.Kernel;

namespace Cartulaire.App.Serving;

/// <summary>Signed addresses of received content: one version, one person, five minutes (design §7, security A-06).</summary>
public sealed class ContentAddresses
{
    /// <summary>How long an address opens its version.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    private readonly byte[] secret;
    private readonly TimeProvider clock;

    /// <param name="data">Keeps the secret among its keys.</param>
    /// <param name="clock">Time.</param>
    public ContentAddresses(DataFolder data, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(data);
        secret = SecretFile.ReadOrMake(Path.Join(data.Keys, "content.key"));
        this.clock = clock;
    }

    /// <summary>Path and query that let one person have one version.</summary>
    public string Make(string administration, VersionId version, PersonId person)
    {
        var until = (clock.GetUtcNow() + Life).ToUnixTimeSeconds();
        return string.Create(CultureInfo.InvariantCulture, $"/{administration}/content/{version}?person={person}&until={until}&signature={Base64Url.EncodeToString(Sign(administration, version, person, until))}");
    }

    /// <summary>Whether an address was made here, for exactly this, and not too long ago.</summary>
    public bool Holds(string administration, VersionId version, PersonId person, long until, string? signature)
    {
        var given = new byte[HMACSHA256.HashSizeInBytes];
        return signature is not null
            && Base64Url.IsValid(signature, out var length) && length == given.Length
            && Base64Url.TryDecodeFromChars(signature, given, out _)
            && CryptographicOperations.FixedTimeEquals(Sign(administration, version, person, until), given)
            && clock.GetUtcNow() < DateTimeOffset.FromUnixTimeSeconds(until);
    }

    // Each administration signs with a key of its own: an address of one opens nothing in another.
    private byte[] Sign(string administration, VersionId version, PersonId person, long until)
        => HMACSHA256.HashData(
            HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, SecretFile.Length, info: Encoding.UTF8.GetBytes($"content {administration}")),
            Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"GET {version} {person} {until}")));
}
