namespace Cartulaire.EInvoicing.Responses;

/// <summary>Why an invoice has its status (OPStatusReason).</summary>
public enum StatusReason
{
    /// <summary>Nothing is wrong (NON).</summary>
    NoIssue,

    /// <summary>References are missing or wrong (REF).</summary>
    References,

    /// <summary>What the law demands is missing or wrong (LEG).</summary>
    Legal,

    /// <summary>Whom it is for is not known (REC).</summary>
    Receiver,

    /// <summary>What was delivered is not good enough (QUA).</summary>
    Quality,

    /// <summary>Delivery was not as agreed (DEL).</summary>
    Delivery,

    /// <summary>Prices are not as agreed (PRI).</summary>
    Prices,

    /// <summary>Quantities are not as agreed (QTY).</summary>
    Quantity,

    /// <summary>Items are not as agreed (ITM).</summary>
    Items,

    /// <summary>Terms of payment are not as agreed (PAY).</summary>
    PaymentTerms,

    /// <summary>The buyer knows nothing of this purchase (UNR).</summary>
    NotRecognized,

    /// <summary>Financial terms are not as agreed (FIN).</summary>
    Finance,

    /// <summary>A part is paid, and the words say which (PPD).</summary>
    PartiallyPaid,

    /// <summary>Something else, told in words (OTH).</summary>
    Other,
}
