using System.Text;
using System.Xml.Linq;
using Cartulaire.Engines.Conversion.Text;

namespace Cartulaire.Bench.Reading;

/// <summary>Text of ALTO and PAGE files, and the distance to it.</summary>
internal static class GroundTruth
{
    public static string Read(string path)
    {
        using var stream = File.OpenRead(path);
        var document = SafeXml.Load(stream);
        var lines = new List<string>();
        foreach (var line in document.Descendants().Where(element => element.Name.LocalName == "TextLine"))
        {
            lines.Add(OfLine(line));
        }

        return string.Join('\n', lines);
    }

    /// <summary>Edits per hundred characters of the truth; spaces and typographic signs made equal, reading order counts.</summary>
    public static double ErrorRate(string truth, string read)
    {
        var (a, b) = (Normal(truth), Normal(read));
        var previous = new int[b.Length + 1];
        var current = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
        {
            previous[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                current[j] = Math.Min(Math.Min(previous[j] + 1, current[j - 1] + 1), previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
            }

            (previous, current) = (current, previous);
        }

        return 100.0 * previous[b.Length] / Math.Max(1, a.Length);
    }

    private static string OfLine(XElement line)
    {
        var strings = line.Descendants().Where(element => element.Name.LocalName == "String").Select(element => (string?)element.Attribute("CONTENT") ?? "").ToList();
        return strings.Count > 0
            ? string.Join(' ', strings)
            : line.Elements().Where(element => element.Name.LocalName == "TextEquiv").SelectMany(element => element.Descendants()).Where(element => element.Name.LocalName == "Unicode").Select(element => element.Value).LastOrDefault("");
    }

    private static string Normal(string text)
    {
        var plain = new StringBuilder(text.Normalize(NormalizationForm.FormC));
        plain.Replace('’', '\'').Replace('‘', '\'').Replace('“', '"').Replace('”', '"').Replace("«", "\"").Replace("»", "\"").Replace('—', '-').Replace('–', '-').Replace("…", "...");
        return string.Join(' ', plain.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
