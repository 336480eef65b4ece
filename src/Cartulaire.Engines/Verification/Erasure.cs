namespace Cartulaire.Engines.Verification;

/// <summary>How an erasure is known to the verification.</summary>
public static class Erasure
{
    /// <summary>Kind of the journal entry whose numbers list the entries that lost their details.</summary>
    public const string JournalKind = "person.erased";
}
