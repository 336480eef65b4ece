namespace Cartulaire.Kernel.Proposals;

/// <summary>Why a value is proposed; the sentence is looked up from the code in the reader's language.</summary>
/// <param name="Code">One of <see cref="ReasonCodes"/>.</param>
/// <param name="Args">What the sentence quotes: words of the text, an identifier, how many previous letters.</param>
public sealed record ProposalReason(string Code, IReadOnlyList<string> Args);

/// <summary>A value proposed for one slot of the capture desk. It is shown, never written.</summary>
/// <param name="Slot">Name of the slot of the capability <c>capture</c>.</param>
/// <param name="Value">The value: a learnt label, an ISO 8601 date, or text.</param>
/// <param name="Confidence">0 to 1; comparable within one slot only.</param>
/// <param name="Sure">Whether it is shown as sure: at most 2 % of these may be wrong, as measured by the bench.</param>
/// <param name="Reason">Why.</param>
public sealed record Proposal(string Slot, string Value, double Confidence, bool Sure, ProposalReason Reason);

/// <summary>The reasons that exist.</summary>
public static class ReasonCodes
{
    /// <summary>An identifier printed on the letter was on earlier letters of this sender: identifier, number of letters.</summary>
    public const string Identifier = "proposal.identifier";

    /// <summary>Words were on earlier letters that got this value: words, number of letters.</summary>
    public const string Words = "proposal.words";

    /// <summary>The last similar letters of this sender got this value: how many, words.</summary>
    public const string SameSender = "proposal.same-sender";

    /// <summary>The last similar letters of this sender got this value, and no word stands out: how many.</summary>
    public const string SameSenderOnly = "proposal.same-sender-only";

    /// <summary>It is the usual value, and no word of the letter speaks for another: number of letters that got it.</summary>
    public const string Usual = "proposal.usual";

    /// <summary>It is written there: the extract.</summary>
    public const string Written = "proposal.written";

    /// <summary>A date is the likeliest of several: the extract, how many others.</summary>
    public const string LikeliestDate = "proposal.likeliest-date";
}

/// <summary>The slots that proposals are made for, as the capability <c>capture</c> names them.</summary>
public static class ProposalSlots
{
    /// <summary>Who wrote.</summary>
    public const string Sender = "sender";

    /// <summary>Date of the letter.</summary>
    public const string MailDate = "mail-date";

    /// <summary>What it is about.</summary>
    public const string Subject = "subject";

    /// <summary>Its type.</summary>
    public const string Type = "type";

    /// <summary>The service that will treat it.</summary>
    public const string Service = "service";

    /// <summary>The sender's own reference.</summary>
    public const string ExternalReference = "external-reference";
}
