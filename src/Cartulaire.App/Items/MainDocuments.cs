using Cartulaire.Kernel.Types;

namespace Cartulaire.App.Items;

/// <summary>Records that name one document as their content. No other folder names this behaviour.</summary>
internal static class MainDocuments
{
    /// <summary>Id of the type of a record's main document, or null.</summary>
    public static string? TypeOf(TypeDefinition? type) => type?.Slot(Capabilities.MainDocument, "type");
}
