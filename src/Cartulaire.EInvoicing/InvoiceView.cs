using Cartulaire.EInvoicing.View;

namespace Cartulaire.EInvoicing;

/// <summary>Shows an invoice to people: one HTML page, made from the invoice itself.</summary>
public static class InvoiceView
{
    /// <summary>Reads an invoice, checks it, and writes it as a page with what was found beside the place that it concerns.</summary>
    /// <remarks>
    /// The page needs nothing else and runs nothing: no script, no address is fetched. It is well-formed XML. Whatever the file contains is shown, the contents of attachments excepted; comments, processing instructions and attributes with a namespace say nothing of an invoice.
    /// </remarks>
    /// <param name="xml">The invoice, as <see cref="InvoiceCheck"/> takes it; read to the end, left open.</param>
    /// <param name="html">Where the page goes, in UTF-8; left open. Nothing is written when the invoice cannot be read.</param>
    /// <param name="language">The reader's language.</param>
    /// <param name="limits">What reading may cost; null for the usual.</param>
    /// <param name="rules">Which rules; those that the invoice names unless said otherwise.</param>
    /// <returns>What was found, as <see cref="InvoiceCheck"/> gives it; its <see cref="CheckedInvoice.Fault"/> tells why there is no page.</returns>
    /// <exception cref="IOException">A stream cannot be read or written.</exception>
    public static CheckedInvoice Write(Stream xml, Stream html, Language language, ReadLimits? limits = null, RuleSet rules = RuleSet.AsDeclared)
    {
        ArgumentNullException.ThrowIfNull(xml);
        ArgumentNullException.ThrowIfNull(html);
        InvoiceCheck.Prepare();
        _ = Terms.All;
        limits ??= new ReadLimits();
        var opened = OpenedInvoice.Open(xml, limits);
        var found = InvoiceCheck.Check(opened, rules, limits);
        if (found.Fault is null && opened.Document is { } document)
        {
            using var page = new Html(html);
            new InvoicePage(page, language, document, found, limits).Write();
        }

        return found;
    }
}
