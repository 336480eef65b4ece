namespace Cartulaire.EInvoicing.Model;

/// <summary>How to pay (BG-16).</summary>
public sealed record PaymentInstructions
{
    /// <summary>By which means: code of UNTDID 4461, such as 30 credit transfer (BT-81).</summary>
    public string? MeansCode { get; init; }

    /// <summary>The same, in words (BT-82).</summary>
    public string? MeansText { get; init; }

    /// <summary>What to write with the payment, such as a structured communication (BT-83).</summary>
    public string? RemittanceInformation { get; init; }

    /// <summary>Accounts to which one may transfer (BG-17).</summary>
    public ValueList<CreditTransfer> CreditTransfers { get; init; } = [];

    /// <summary>Card with which was paid (BG-18).</summary>
    public PaymentCard? Card { get; init; }

    /// <summary>Direct debit (BG-19).</summary>
    public DirectDebit? DirectDebit { get; init; }
}

/// <summary>An account to which one may transfer (BG-17).</summary>
public sealed record CreditTransfer
{
    /// <summary>IBAN, or another number of an account (BT-84).</summary>
    public string? Account { get; init; }

    /// <summary>Name of the account (BT-85).</summary>
    public string? AccountName { get; init; }

    /// <summary>Bank: BIC (BT-86).</summary>
    public string? ServiceProvider { get; init; }
}

/// <summary>Card with which was paid (BG-18).</summary>
public sealed record PaymentCard
{
    /// <summary>Its number, the last four to six digits (BT-87).</summary>
    public string? AccountNumber { get; init; }

    /// <summary>Its holder (BT-88).</summary>
    public string? HolderName { get; init; }
}

/// <summary>Direct debit (BG-19).</summary>
public sealed record DirectDebit
{
    /// <summary>Mandate (BT-89).</summary>
    public string? MandateReference { get; init; }

    /// <summary>Creditor (BT-90). UBL writes it among the identifiers of the payee, or of the seller, with the scheme <c>SEPA</c>.</summary>
    public string? CreditorIdentifier { get; init; }

    /// <summary>Account that is debited (BT-91).</summary>
    public string? DebitedAccount { get; init; }
}
