using System.Text.Json;
using System.Text.Json.Serialization;
using Cartulaire.Kernel.Access;

namespace Cartulaire.App.Http;

/// <summary>Rights as programs see them: the words that packs use, the least first. They are told, never taken in.</summary>
internal sealed class RightsJson : JsonConverter<Rights>
{
    public override Rights Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

    public override void Write(Utf8JsonWriter writer, Rights value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var (word, right) in RightsText.Words)
        {
            if (value.HasFlag(right))
            {
                writer.WriteStringValue(word);
            }
        }

        writer.WriteEndArray();
    }
}
