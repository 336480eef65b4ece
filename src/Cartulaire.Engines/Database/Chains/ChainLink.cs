using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace Cartulaire.Engines.Database.Chains;

/// <summary>The bytes that are chained: ids, kinds, times, numbers and HMACs; never a name or a title (promise 3).</summary>
/// <param name="Number">Place in the chain, from 1, without gaps.</param>
/// <param name="At">When, to the millisecond.</param>
/// <param name="Actor">Who: a person's id, <c>operator:…</c> or <c>system:…</c>.</param>
/// <param name="Kind">What happened, such as <c>item.registered</c>.</param>
/// <param name="Subject">Id of what it happened to, if it is one thing.</param>
/// <param name="Seal">HMAC-SHA-256 of the details under their salt, when there are details.</param>
/// <param name="Numbers">Numbers that belong to the fact itself, such as the entries that an erasure emptied.</param>
internal sealed record ChainLink(
    long Number, DateTimeOffset At, string Actor, string Kind, string? Subject, byte[]? Seal, IReadOnlyList<long>? Numbers)
{
    /// <summary>The hash that stands before the first entry.</summary>
    public static readonly byte[] Origin = new byte[32];

    /// <summary>Writes the chained bytes. They are stored and verified as written, never made again.</summary>
    public byte[] ToCanon()
    {
        var bytes = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteNumber("n", Number);
            json.WriteString("t", At.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            json.WriteString("a", Actor);
            json.WriteString("k", Kind);
            if (Subject is not null)
            {
                json.WriteString("s", Subject);
            }

            if (Seal is not null)
            {
                json.WriteString("d", Convert.ToHexStringLower(Seal));
            }

            if (Numbers is { Count: > 0 })
            {
                json.WriteStartArray("e");
                foreach (var number in Numbers)
                {
                    json.WriteNumberValue(number);
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>Reads chained bytes back.</summary>
    /// <exception cref="JsonException">They are not a link.</exception>
    public static ChainLink FromCanon(ReadOnlySpan<byte> canon)
    {
        var json = JsonDocument.Parse(canon.ToArray()).RootElement;
        return new ChainLink(
            json.GetProperty("n").GetInt64(),
            DateTimeOffset.Parse(json.GetProperty("t").GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
            json.GetProperty("a").GetString()!,
            json.GetProperty("k").GetString()!,
            json.TryGetProperty("s", out var subject) ? subject.GetString() : null,
            json.TryGetProperty("d", out var seal) ? Convert.FromHexString(seal.GetString()!) : null,
            json.TryGetProperty("e", out var numbers) ? numbers.EnumerateArray().Select(n => n.GetInt64()).ToArray() : null);
    }

    /// <summary>Hash of a link: SHA-256 of the previous hash followed by the stored bytes.</summary>
    public static byte[] Hash(ReadOnlySpan<byte> previous, ReadOnlySpan<byte> canon)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        digest.AppendData(previous);
        digest.AppendData(canon);
        return digest.GetHashAndReset();
    }
}
