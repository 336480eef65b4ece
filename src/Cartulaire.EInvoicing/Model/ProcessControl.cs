namespace Cartulaire.EInvoicing.Model;

/// <summary>Process and specification (BG-2).</summary>
public sealed record ProcessControl
{
    /// <summary>Business process in which the invoice stands (BT-23).</summary>
    public string? BusinessProcess { get; init; }

    /// <summary>Specification that it follows (BT-24).</summary>
    public string? Specification { get; init; }
}
