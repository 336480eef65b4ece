namespace Cartulaire.EInvoicing.Responses;

/// <summary>What has become of a message (UNTDID 4343, restricted).</summary>
public enum MessageStatus
{
    /// <summary>It came (AB).</summary>
    Acknowledged,

    /// <summary>It keeps the rules and goes on (AP).</summary>
    Accepted,

    /// <summary>It does not go on (RE).</summary>
    Rejected,
}
