using Cartulaire.EInvoicing.Reading;

namespace Cartulaire.EInvoicing.View;

/// <summary>How the page looks (<c>Page.css</c>).</summary>
internal static class Style
{
    public static string Text { get; } = Load();

    private static string Load()
    {
        using var text = EmbeddedFile.Open("View.Page.css");
        return text.ReadToEnd();
    }
}
