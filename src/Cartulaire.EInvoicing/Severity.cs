namespace Cartulaire.EInvoicing;

/// <summary>How grave a finding is: the official word of its rule.</summary>
public enum Severity
{
    /// <summary>Should be mended; the invoice may be taken.</summary>
    Warning,

    /// <summary>The invoice is not valid.</summary>
    Fatal,
}
