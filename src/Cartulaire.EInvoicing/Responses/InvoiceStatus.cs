namespace Cartulaire.EInvoicing.Responses;

/// <summary>What has become of an invoice at the buyer's (UNTDID 4343, restricted).</summary>
public enum InvoiceStatus
{
    /// <summary>It came, can be read and was handed on (AB).</summary>
    Received,

    /// <summary>It is being worked on (IP).</summary>
    InProcess,

    /// <summary>It waits for an answer of the seller (UQ).</summary>
    UnderQuery,

    /// <summary>It is accepted under the conditions that the response tells (CA).</summary>
    ConditionallyAccepted,

    /// <summary>It will not be worked on any further (RE).</summary>
    Rejected,

    /// <summary>It is approved, and payment comes next (AP).</summary>
    Accepted,

    /// <summary>Its payment was ordered (PD).</summary>
    Paid,
}
