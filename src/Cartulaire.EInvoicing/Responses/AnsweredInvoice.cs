using System.Globalization;
using Cartulaire.EInvoicing.Arithmetic;
using Cartulaire.EInvoicing.Cii;
using Cartulaire.EInvoicing.Model;
using Cartulaire.EInvoicing.Ubl;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Responses;

/// <summary>What a response repeats of the invoice that it answers, exactly as the invoice has it.</summary>
/// <param name="Id">The invoice's number (BT-1).</param>
/// <param name="IssueDate">Its day of issue (BT-2); null when it has none that can be read.</param>
/// <param name="Type">Its type (BT-3).</param>
/// <param name="Seller">The seller: its name (BT-27), its electronic address (BT-34) and its first identifier (BT-29).</param>
/// <param name="Buyer">The buyer: its name (BT-44), its electronic address (BT-49) and its identifier (BT-46).</param>
/// <remarks>What the invoice has not is empty here, and the response will not be written.</remarks>
public sealed record AnsweredInvoice(string Id, DateOnly? IssueDate, string Type, ResponseParty Seller, ResponseParty Buyer)
{
    // Asked for before a document is read: names must be known by then (Name.Met).
    private static readonly Name[] Needed = [Names.Invoice, Cac.AccountingSupplierParty, Cbc.EndpointID, Rsm.CrossIndustryInvoice, Ram.SellerTradeParty, Udt.DateTimeString];

    /// <summary>Reads it of an invoice in UBL or CII.</summary>
    /// <param name="stream">The invoice's XML, alone, in an envelope (SBDH) or embedded in a PDF; read to the end, left open.</param>
    /// <param name="limits">What it may cost; null for the usual.</param>
    /// <returns>What was read; never an exception for what the file contains.</returns>
    /// <exception cref="IOException">The stream itself cannot be read.</exception>
    public static ReadResponse<AnsweredInvoice> Read(Stream stream, ReadLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        GC.KeepAlive(Needed);
        var opened = OpenedInvoice.Open(stream, limits ?? new ReadLimits());
        return opened.Document is { } document
            ? new ReadResponse<AnsweredInvoice>(opened.Format == InvoiceFormat.CiiInvoice ? OfCii(document.Root) : OfUbl(document.Root), null)
            : new ReadResponse<AnsweredInvoice>(null, opened.Fault);
    }

    private static AnsweredInvoice OfUbl(Element invoice) => new(
        Text(invoice, Cbc.ID),
        Day.Of(invoice.First(Cbc.IssueDate)),
        Text(invoice, ReferenceEquals(invoice.Name, Names.Invoice) ? Cbc.InvoiceTypeCode : Cbc.CreditNoteTypeCode),
        UblParty(invoice, Cac.AccountingSupplierParty),
        UblParty(invoice, Cac.AccountingCustomerParty));

    private static ResponseParty UblParty(Element invoice, Name role)
        => new(Of(invoice.Find(role, Cac.Party, Cbc.EndpointID)), Text(invoice, role, Cac.Party, Cac.PartyLegalEntity, Cbc.RegistrationName)) { Identification = First(invoice.All(role, Cac.Party, Cac.PartyIdentification, Cbc.ID)) };

    private static AnsweredInvoice OfCii(Element invoice) => new(
        Text(invoice, Rsm.ExchangedDocument, Ram.ID),
        DateOnly.TryParseExact(invoice.Of(Rsm.ExchangedDocument, Ram.IssueDateTime, Udt.DateTimeString), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null,
        Text(invoice, Rsm.ExchangedDocument, Ram.TypeCode),
        CiiParty(invoice, Ram.SellerTradeParty),
        CiiParty(invoice, Ram.BuyerTradeParty));

    private static ResponseParty CiiParty(Element invoice, Name role)
    {
        Name[] party = [Rsm.SupplyChainTradeTransaction, Ram.ApplicableHeaderTradeAgreement, role];
        return new ResponseParty(Of(invoice.Find([.. party, Ram.URIUniversalCommunication, Ram.URIID])), Text(invoice, [.. party, Ram.Name]))
        {
            Identification = First([.. invoice.All([.. party, Ram.GlobalID]), .. invoice.All([.. party, Ram.ID])]),
        };
    }

    private static Identifier Of(Element? id) => new(id?.Text ?? string.Empty, id?.Attribute("schemeID"));

    // An identifier of a creditor (BT-90) stands among those of the seller in UBL: it is none of the list that responses take.
    private static Identifier? First(List<Element> ids) => ids.Find(id => id.Trimmed.Length > 0 && id.Attribute("schemeID") != "SEPA") is { } id ? Of(id) : null;

    private static string Text(Element above, params ReadOnlySpan<Name> path) => above.Find(path)?.Text ?? string.Empty;
}
