namespace Cartulaire.EInvoicing.Xml;

/// <summary>White space as XML knows it: space, tab, line feed, carriage return.</summary>
internal static class Blank
{
    /// <summary>XPath <c>normalize-space</c>; gives the same string back when there is nothing to change.</summary>
    public static string Normalize(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (IsBlank(text[i]) && (i == 0 || i == text.Length - 1 || text[i] != ' ' || IsBlank(text[i + 1])))
            {
                return string.Join(' ', text.Split([' ', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries));
            }
        }

        return text;
    }

    /// <summary>The text without white space around; what is within stays.</summary>
    public static string Trim(string text) => text.Trim(' ', '\t', '\n', '\r');

    private static bool IsBlank(char c) => c is ' ' or '\t' or '\n' or '\r';
}
