namespace Cartulaire.EInvoicing;

/// <summary>Which rules an invoice is checked against.</summary>
public enum RuleSet
{
    /// <summary>Those of EN 16931, and those of the specification that the invoice names (BT-24).</summary>
    AsDeclared,

    /// <summary>Those of EN 16931 only.</summary>
    En16931,

    /// <summary>Those of EN 16931 and of Peppol BIS Billing 3.0, whatever the invoice names.</summary>
    Peppol,
}
