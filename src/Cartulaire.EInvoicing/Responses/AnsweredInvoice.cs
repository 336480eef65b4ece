using System.Globalization;
using Cartulaire.EInvoicing.Arithmetic;
using Cartulaire.EInvoicing.Cii;
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
    /// <summary>Reads it of an invoice in UBL or CII.</summary>
    /// <param name="stream">The invoice's XML; read to the end, left open.</param>
    /// <param name="limits">What it may cost; null for the usual.</param>
    /// <exception cref="IOException">The stream itself cannot be read.</exception>
    public static ReadResponse<AnsweredInvoice> Read(Stream stream, ReadLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(stream);

        // Asked for before the document is read: names must be known by then (Name.Met).
        Name[] parties = [Cac.AccountingSupplierParty, Cbc.EndpointID, Ram.SellerTradeParty, Names.Invoice, Names.CreditNote, Rsm.CrossIndustryInvoice, Udt.DateTimeString];
        var (document, fault) = DocumentReader.Read(stream, limits ?? new ReadLimits());
        if (document is null)
        {
            return new ReadResponse<AnsweredInvoice>(null, fault);
        }

        var root = document.Root;
        return ReferenceEquals(root.Name, parties[3]) || ReferenceEquals(root.Name, parties[4]) ? new ReadResponse<AnsweredInvoice>(OfUbl(root), null)
            : ReferenceEquals(root.Name, parties[5]) ? new ReadResponse<AnsweredInvoice>(OfCii(root), null)
            : new ReadResponse<AnsweredInvoice>(null, new ReadFault(ReadFaultKind.NotAnInvoice, root.Line, root.Column, root.Name.ToString()));
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

    private static PartyId Of(Element? id) => new(id?.Text ?? string.Empty, id?.Attribute("schemeID"));

    // An identifier of a creditor (BT-90) stands among those of the seller in UBL: it is none of the list that responses take.
    private static PartyId? First(List<Element> ids) => ids.Find(id => id.Trimmed.Length > 0 && id.Attribute("schemeID") != "SEPA") is { } id ? Of(id) : null;

    private static string Text(Element above, params ReadOnlySpan<Name> path) => above.Find(path)?.Text ?? string.Empty;
}
