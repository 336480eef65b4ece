namespace Cartulaire.EInvoicing.Responses;

/// <summary>Why an invoice has its status, or what is expected now: a code, words, or both.</summary>
public sealed record Clarification
{
    /// <summary>Why; null when this tells what is expected, or is in words only.</summary>
    public StatusReason? Reason { get; init; }

    /// <summary>What is expected; null when this tells why, or is in words only.</summary>
    public StatusAction? Action { get; init; }

    /// <summary>The same in words.</summary>
    public string? Text { get; init; }

    /// <summary>What of the invoice it is about.</summary>
    public IReadOnlyList<Condition> Conditions { get; init; } = [];
}

/// <summary>A term of an invoice, and what should stand there.</summary>
/// <param name="Term">The term, such as <c>BT-13</c>.</param>
/// <param name="Value">What should stand there.</param>
public sealed record Condition(string Term, string? Value);
