using Cartulaire.EInvoicing.Model;

namespace Cartulaire.EInvoicing;

/// <summary>What was read of a file.</summary>
/// <param name="Format">How it is written.</param>
/// <param name="Invoice">The invoice; null when it could not be read.</param>
/// <param name="Fault">Why it could not be read; null when it could.</param>
public sealed record ReadInvoice(InvoiceFormat Format, Invoice? Invoice, ReadFault? Fault);
