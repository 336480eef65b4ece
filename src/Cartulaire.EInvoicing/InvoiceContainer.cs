namespace Cartulaire.EInvoicing;

/// <summary>What an invoice came in.</summary>
public enum InvoiceContainer
{
    /// <summary>Nothing: the file is the invoice's XML, or no file that holds one.</summary>
    None,

    /// <summary>A UN/CEFACT <c>StandardBusinessDocument</c>, as the Peppol network carries messages in.</summary>
    Envelope,

    /// <summary>A PDF with the XML embedded (Factur-X, ZUGFeRD, XRechnung in PDF/A-3).</summary>
    Pdf,
}
