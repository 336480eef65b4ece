namespace Cartulaire.EInvoicing;

/// <summary>Which rules an invoice is checked against.</summary>
public enum RuleSet
{
    /// <summary>Those of the specification that the invoice names (BT-24): EN 16931, with Peppol BIS Billing 3.0 on top; or the profile of Factur-X. In a PDF EN 16931 is the profile of that name. An invoice that names none is checked against EN 16931 and Peppol.</summary>
    AsDeclared,

    /// <summary>Those of EN 16931 only.</summary>
    En16931,

    /// <summary>Those of EN 16931 and of Peppol BIS Billing 3.0, whatever the invoice names.</summary>
    Peppol,

    /// <summary>Those of the profile of Factur-X (ZUGFeRD) that the invoice names; that of EN 16931 when it names none. For CII: UBL is checked against EN 16931.</summary>
    FacturX,
}
