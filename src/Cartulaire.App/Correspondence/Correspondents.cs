using Cartulaire.Kernel.Types;

namespace Cartulaire.App.Correspondence;

/// <summary>What comes from or goes to somebody: the fields that a pack binds to the slots of correspondence. No other folder names this behaviour.</summary>
internal static class Correspondents
{
    /// <summary>Id of the field that holds the senders, or null.</summary>
    public static string? SenderField(TypeDefinition type) => type.Slot(Capabilities.Correspondence, "sender");

    /// <summary>Id of the field that holds the subject, or null.</summary>
    public static string? SubjectField(TypeDefinition type) => type.Slot(Capabilities.Correspondence, "subject");

    /// <summary>Id of the field that holds the date written on the letter, or null.</summary>
    public static string? MailDateField(TypeDefinition type) => type.Slot(Capabilities.Correspondence, "mail-date");

    /// <summary>References given by others.</summary>
    public static IReadOnlyList<string> References(TypeDefinition? type, Properties properties)
        => type?.Slot(Capabilities.Correspondence, "external-reference") is { } field ? properties.Texts(field) : [];

    /// <summary>Ids of the senders.</summary>
    public static IReadOnlyList<string> Senders(TypeDefinition? type, Properties properties)
        => type is not null && SenderField(type) is { } field ? properties.Texts(field) : [];
}
