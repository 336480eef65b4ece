namespace Cartulaire.EInvoicing.Responses;

/// <summary>What a buyer tells a seller of an invoice: Peppol BIS Invoice Response 3 (transaction T111).</summary>
public sealed record InvoiceResponse
{
    /// <summary>Its own identifier.</summary>
    public required string Id { get; init; }

    /// <summary>Day of issue.</summary>
    public required DateOnly IssueDate { get; init; }

    /// <summary>Time of issue, without time zone.</summary>
    public TimeOnly? IssueTime { get; init; }

    /// <summary>Words about all of it.</summary>
    public string? Note { get; init; }

    /// <summary>Who sends it: the buyer, or who works for it.</summary>
    public required ResponseParty Sender { get; init; }

    /// <summary>Whom it is for: the seller, or who works for it.</summary>
    public required ResponseParty Receiver { get; init; }

    /// <summary>What has become of the invoice.</summary>
    public required InvoiceStatus Status { get; init; }

    /// <summary>Day of that.</summary>
    public DateOnly? EffectiveDate { get; init; }

    /// <summary>Why, and what is expected now. <see cref="InvoiceStatus.Rejected"/> and <see cref="InvoiceStatus.UnderQuery"/> need a reason, <see cref="InvoiceStatus.ConditionallyAccepted"/> a code of either kind.</summary>
    public IReadOnlyList<Clarification> Clarifications { get; init; } = [];

    /// <summary>The invoice's number (BT-1).</summary>
    public required string InvoiceId { get; init; }

    /// <summary>The invoice's day of issue (BT-2).</summary>
    public DateOnly? InvoiceDate { get; init; }

    /// <summary>The invoice's type (BT-3), such as <c>380</c>.</summary>
    public required string InvoiceType { get; init; }

    /// <summary>The seller, where the receiver is another.</summary>
    public NamedParty? Seller { get; init; }

    /// <summary>The buyer, where the sender is another.</summary>
    public NamedParty? Buyer { get; init; }

    /// <summary>The response to an invoice, from its buyer to its seller, with exactly the identifiers that the invoice has: the Belgian platform matches responses by them.</summary>
    /// <param name="invoice">The invoice.</param>
    /// <param name="id">The response's own identifier.</param>
    /// <param name="issued">Day of issue.</param>
    /// <param name="status">What has become of the invoice.</param>
    public static InvoiceResponse To(AnsweredInvoice invoice, string id, DateOnly issued, InvoiceStatus status)
    {
        ArgumentNullException.ThrowIfNull(invoice);
        return new InvoiceResponse
        {
            Id = id,
            IssueDate = issued,
            Sender = invoice.Buyer,
            Receiver = invoice.Seller,
            Status = status,
            InvoiceId = invoice.Id,
            InvoiceDate = invoice.IssueDate,
            InvoiceType = invoice.Type,
        };
    }

    /// <summary>Writes it as UBL 2.1, in UTF-8.</summary>
    /// <param name="stream">Where to; left open.</param>
    /// <returns>What keeps it from being written; empty when it was. Nothing is written otherwise.</returns>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public IReadOnlyList<ResponseFault> Write(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var faults = InvoiceResponseXml.FaultsOf(this);
        if (faults.Count == 0)
        {
            InvoiceResponseXml.Write(this, stream);
        }

        return faults;
    }

    /// <summary>Reads one.</summary>
    /// <param name="stream">Its XML; read to the end, left open.</param>
    /// <param name="limits">What it may cost; null for the usual.</param>
    /// <returns>What was read; never an exception for what the file contains.</returns>
    /// <exception cref="IOException">The stream itself cannot be read.</exception>
    public static ReadResponse<InvoiceResponse> Read(Stream stream, ReadLimits? limits = null) => InvoiceResponseXml.Read(stream, limits);
}
