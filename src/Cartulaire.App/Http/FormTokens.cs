using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Cartulaire.App.Http;

/// <summary>The token in every form of a signed-in person: proof that the form came from a page of that very session (security C-01).</summary>
/// <remarks>A fresh nonce and its HMAC under a key of the session: nothing to store, several tabs work, and no two pages hold the same text.</remarks>
internal static class FormTokens
{
    /// <summary>Name of the form field, and of the header for scripts.</summary>
    public const string Field = "_form";

    private const int Nonce = 16;

    /// <summary>A token for a page of the session.</summary>
    public static string Make(byte[] key)
    {
        var token = new byte[Nonce + HMACSHA256.HashSizeInBytes];
        RandomNumberGenerator.Fill(token.AsSpan(0, Nonce));
        HMACSHA256.HashData(key, token.AsSpan(0, Nonce), token.AsSpan(Nonce));
        return Base64Url.EncodeToString(token);
    }

    /// <summary>Whether a token was made for the session.</summary>
    public static bool Holds(byte[] key, string? text)
    {
        var token = new byte[Nonce + HMACSHA256.HashSizeInBytes];
        return text is not null
            && Base64Url.IsValid(text, out var length) && length == token.Length
            && Base64Url.TryDecodeFromChars(text, token, out _)
            && CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(key, token.AsSpan(0, Nonce)), token.AsSpan(Nonce));
    }

    /// <summary>Whether the form of the request brings the token of the request's session.</summary>
    public static bool Holds(HttpContext context, IFormCollection form)
        => context.Features.Get<Session>() is { } session && Holds(session.FormKey, form[Field]);
}
