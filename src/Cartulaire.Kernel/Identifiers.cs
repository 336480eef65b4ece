using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cartulaire.Kernel;

/// <summary>A typed identifier: a UUIDv7 written with the prefix of its kind, such as <c>item_0199…</c>.</summary>
/// <typeparam name="TSelf">The identifier itself.</typeparam>
public interface IIdentifier<TSelf>
    where TSelf : struct, IIdentifier<TSelf>
{
    /// <summary>Short name of the kind, without underscore.</summary>
    static abstract string Prefix { get; }

    /// <summary>The bare value.</summary>
    Guid Value { get; }

    /// <summary>Wraps a bare value.</summary>
    static abstract TSelf From(Guid value);
}

/// <summary>The text form that every kind of identifier shares: prefix, underscore, 32 hexadecimal digits.</summary>
public static class Identifier
{
    /// <summary>Writes the text form.</summary>
    public static string Format<T>(T id)
        where T : struct, IIdentifier<T>
        => $"{T.Prefix}_{id.Value:N}";

    /// <summary>Reads the text form; accepts nothing else.</summary>
    public static bool TryRead<T>([NotNullWhen(true)] string? text, out T id)
        where T : struct, IIdentifier<T>
    {
        id = default;
        var prefix = T.Prefix.Length;
        if (text is null || text.Length != prefix + 33 || text[prefix] != '_' || !text.StartsWith(T.Prefix, StringComparison.Ordinal)
            || !Guid.TryParseExact(text.AsSpan(prefix + 1), "N", out var value))
        {
            return false;
        }

        id = T.From(value);
        return true;
    }

    /// <summary>Reads the text form.</summary>
    /// <exception cref="FormatException">The text is not an identifier of this kind.</exception>
    public static T Read<T>(string text)
        where T : struct, IIdentifier<T>
        => TryRead<T>(text, out var id) ? id : throw new FormatException($"Not an identifier of kind '{T.Prefix}'.");
}

/// <summary>Writes typed identifiers as JSON strings.</summary>
/// <typeparam name="T">The kind of identifier.</typeparam>
public sealed class IdentifierJson<T> : JsonConverter<T>
    where T : struct, IIdentifier<T>
{
    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => reader.TokenType == JsonTokenType.String && Identifier.TryRead<T>(reader.GetString(), out var id)
            ? id
            : throw new JsonException($"Expected an identifier of kind '{T.Prefix}'.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(Identifier.Format(value));
    }
}
