using Cartulaire.EInvoicing.Model;

namespace Cartulaire.EInvoicing.Responses;

/// <summary>What a receiver tells the sender of a message, whether it keeps the rules: Peppol BIS Message Level Response 3 (transaction T71).</summary>
public sealed record MessageLevelResponse
{
    /// <summary>Its own identifier.</summary>
    public required string Id { get; init; }

    /// <summary>Day of issue.</summary>
    public required DateOnly IssueDate { get; init; }

    /// <summary>Time of issue, without time zone.</summary>
    public TimeOnly? IssueTime { get; init; }

    /// <summary>Electronic address of who sends it.</summary>
    public required Identifier Sender { get; init; }

    /// <summary>Electronic address of whom it is for: the sender of the message.</summary>
    public required Identifier Receiver { get; init; }

    /// <summary>What has become of the message.</summary>
    public required MessageStatus Status { get; init; }

    /// <summary>The same in words, in English; <see cref="MessageStatus.Rejected"/> needs them.</summary>
    public string? Description { get; init; }

    /// <summary>Identifier of the message's envelope (instance identifier of its SBDH).</summary>
    public required string EnvelopeId { get; init; }

    /// <summary>What kind of document it was (UNTDID 1001).</summary>
    public string? DocumentType { get; init; }

    /// <summary>Version of that document.</summary>
    public string? Version { get; init; }

    /// <summary>Its issues.</summary>
    public IReadOnlyList<LineResponse> Lines { get; init; } = [];

    /// <summary>The response that a check leads to: accepted when the invoice is valid, else rejected, with a line for each finding.</summary>
    /// <param name="invoice">What the check found.</param>
    /// <param name="id">The response's own identifier.</param>
    /// <param name="issued">Day of issue.</param>
    /// <param name="envelopeId">Identifier of the envelope that the invoice came in.</param>
    /// <param name="sender">Who sends the response: whom the invoice was addressed to.</param>
    /// <param name="receiver">Whom it is for: who sent the invoice.</param>
    public static MessageLevelResponse To(CheckedInvoice invoice, string id, DateOnly issued, string envelopeId, Identifier sender, Identifier receiver)
    {
        ArgumentNullException.ThrowIfNull(invoice);
        return new MessageLevelResponse
        {
            Id = id,
            IssueDate = issued,
            Sender = sender,
            Receiver = receiver,
            Status = invoice.IsValid ? MessageStatus.Accepted : MessageStatus.Rejected,
            Description = invoice.IsValid ? null : invoice.Fault is null ? "The invoice does not keep the rules." : "The invoice cannot be read.",
            EnvelopeId = envelopeId,
            Lines = invoice.Fault is { } fault ? [LineResponse.Of(fault)] : [.. invoice.Findings.Select(LineResponse.Of)],
        };
    }

    /// <summary>Writes it as UBL 2.1, in UTF-8.</summary>
    /// <param name="stream">Where to; left open.</param>
    /// <returns>What keeps it from being written; empty when it was. Nothing is written otherwise.</returns>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public IReadOnlyList<ResponseFault> Write(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var faults = MessageLevelResponseXml.FaultsOf(this);
        if (faults.Count == 0)
        {
            MessageLevelResponseXml.Write(this, stream);
        }

        return faults;
    }

    /// <summary>Reads one.</summary>
    /// <param name="stream">Its XML; read to the end, left open.</param>
    /// <param name="limits">What it may cost; null for the usual.</param>
    /// <returns>What was read; never an exception for what the file contains.</returns>
    /// <exception cref="IOException">The stream itself cannot be read.</exception>
    public static ReadResponse<MessageLevelResponse> Read(Stream stream, ReadLimits? limits = null) => MessageLevelResponseXml.Read(stream, limits);
}
