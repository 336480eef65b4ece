using System.Text.Json;
using Cartulaire.App.Texts;

namespace Cartulaire.App.Capture.Sheets;

/// <summary>What the history of a record says of its pages.</summary>
internal static class SheetHistory
{
    /// <summary>What the sentence of an entry quotes.</summary>
    public static object?[] Args(string kind, JsonElement details, string language) => kind switch
    {
        SheetEntries.Arranged => [string.Join(", ", Parts(details, language))],
        SheetEntries.Split => [details.GetProperty("page").GetInt32(), Text(details, "number")],
        _ => [Text(details, "number")],
    };

    private static IEnumerable<string> Parts(JsonElement details, string language)
    {
        foreach (var what in new[] { "turned", "dropped" })
        {
            if (details.TryGetProperty(what, out var pages) && pages.GetArrayLength() > 0)
            {
                yield return Sentences.Of($"sheets.{what}", language, string.Join(", ", pages.EnumerateArray().Select(p => p.GetInt32())));
            }
        }

        if (details.TryGetProperty("moved", out var moved) && moved.GetBoolean())
        {
            yield return Sentences.Of("sheets.moved", language);
        }
    }

    private static string? Text(JsonElement details, string name) => details.TryGetProperty(name, out var value) ? value.GetString() : null;
}
