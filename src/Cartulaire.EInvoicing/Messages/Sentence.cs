using System.Text;

namespace Cartulaire.EInvoicing.Messages;

/// <summary>Puts values into a sentence: <c>{found}</c> becomes the value, and what stands in brackets is left out when a value in it is not known.</summary>
internal static class Sentence
{
    /// <summary>Fills a sentence.</summary>
    /// <param name="sentence">As the files write it.</param>
    /// <param name="values">Values by name; null for one that is not known, outside brackets shown as a dash.</param>
    public static string Fill(string sentence, Func<string, string?> values)
    {
        var (text, part) = (new StringBuilder(sentence.Length + 64), -1);
        var whole = true;
        for (var i = 0; i < sentence.Length; i++)
        {
            var c = sentence[i];
            if (c is '[' or ']' or '{' or '}' && i + 1 < sentence.Length && sentence[i + 1] == c)
            {
                text.Append(c);
                i++;
            }
            else if (c == '[')
            {
                (part, whole) = (text.Length, true);
            }
            else if (c == ']')
            {
                text.Length = whole ? text.Length : part;
                part = -1;
            }
            else if (c == '{')
            {
                var end = sentence.IndexOf('}', i);
                var value = values(sentence[(i + 1)..end]);
                whole &= value is not null;
                text.Append(value ?? "–");
                i = end;
            }
            else
            {
                text.Append(c);
            }
        }

        return text.ToString();
    }
}
