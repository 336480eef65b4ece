namespace Cartulaire.EInvoicing.Responses;

/// <summary>What the buyer expects the seller to do (OPStatusAction).</summary>
public enum StatusAction
{
    /// <summary>Nothing (NOA).</summary>
    None,

    /// <summary>To tell what is missing, without another invoice (PIN).</summary>
    ProvideInformation,

    /// <summary>To make another invoice, a right one (NIN).</summary>
    IssueNewInvoice,

    /// <summary>To credit all of it (CNF).</summary>
    CreditFully,

    /// <summary>To credit a part (CNP).</summary>
    CreditPartially,

    /// <summary>To pay back what was paid (CNA).</summary>
    CreditAmount,

    /// <summary>Something else, told in words (OTH).</summary>
    Other,
}
