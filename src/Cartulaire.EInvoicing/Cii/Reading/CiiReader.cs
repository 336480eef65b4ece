using Cartulaire.EInvoicing.Model;
using Cartulaire.EInvoicing.Reading;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Cii.Reading;

/// <summary>Reads a CII D16B invoice into the model (CEN/TS 16931-3-3).</summary>
internal sealed class CiiReader(Intake take)
{
    private const string InvoicedObject = "130";
    private const string Tender = "50";
    private const string Supporting = "916";

    private readonly Element context = take.Root.First(Rsm.ExchangedDocumentContext) ?? take.Root;
    private readonly Element document = take.Root.First(Rsm.ExchangedDocument) ?? take.Root;
    private readonly Element? trade = take.Root.First(Rsm.SupplyChainTradeTransaction);

    public Invoice Read()
    {
        var agreement = trade?.First(Ram.ApplicableHeaderTradeAgreement);
        var delivery = trade?.First(Ram.ApplicableHeaderTradeDelivery);
        var settlement = trade?.First(Ram.ApplicableHeaderTradeSettlement);
        take.Currency = take.Text(settlement, Ram.InvoiceCurrencyCode);
        var parties = new CiiParties(take);
        var invoice = new Invoice
        {
            Number = take.Text(document, Ram.ID),
            IssueDate = take.Day(document, Ram.IssueDateTime, Udt.DateTimeString),
            TypeCode = take.Text(document, Ram.TypeCode),
            CurrencyCode = take.Currency,
            BuyerReference = take.Text(agreement, Ram.BuyerReference),
            ProjectReference = Project(agreement?.First(Ram.SpecifiedProcuringProject)),
            ContractReference = take.Text(agreement, Ram.ContractReferencedDocument, Ram.IssuerAssignedID),
            PurchaseOrderReference = take.Text(agreement, Ram.BuyerOrderReferencedDocument, Ram.IssuerAssignedID),
            SalesOrderReference = take.Text(agreement, Ram.SellerOrderReferencedDocument, Ram.IssuerAssignedID),
            ReceivingAdviceReference = take.Text(delivery, Ram.ReceivingAdviceReferencedDocument, Ram.IssuerAssignedID),
            DespatchAdviceReference = take.Text(delivery, Ram.DespatchAdviceReferencedDocument, Ram.IssuerAssignedID),
            Notes = Intake.List(document.All(Ram.IncludedNote), Note),
            ProcessControl = new ProcessControl
            {
                BusinessProcess = take.Text(context, Ram.BusinessProcessSpecifiedDocumentContextParameter, Ram.ID),
                Specification = take.Text(context, Ram.GuidelineSpecifiedDocumentContextParameter, Ram.ID),
            },
            Seller = parties.Seller(agreement?.First(Ram.SellerTradeParty)),
            Buyer = parties.Buyer(agreement?.First(Ram.BuyerTradeParty)),
            Payee = parties.Payee(settlement?.First(Ram.PayeeTradeParty)),
            TaxRepresentative = parties.Representative(agreement?.First(Ram.SellerTaxRepresentativeTradeParty)),
            Delivery = parties.Delivery(delivery),
            Lines = new CiiLines(take).Read(trade),
        };
        invoice = References(invoice, agreement);
        return new CiiSettlement(take, settlement).Read(invoice) with { Extensions = take.Rest() };
    }

    /// <summary>The invoiced object among documents that are referred to (BT-18, BT-128).</summary>
    public static Identifier? Object(Intake take, Element? reference)
    {
        take.Constant(reference?.First(Ram.TypeCode), InvoicedObject);
        return take.Text(reference, Ram.IssuerAssignedID) is { } value ? new Identifier(value, take.Text(reference, Ram.ReferenceTypeCode)) : null;
    }

    /// <summary>The first document referred to that is the invoiced object.</summary>
    public static Element? FindObject(Element? at) => at?.All(Ram.AdditionalReferencedDocument).Find(r => IsOf(r, InvoicedObject));

    private static bool IsOf(Element reference, string type) => reference.Of(Ram.TypeCode) == type;

    private Invoice References(Invoice invoice, Element? agreement)
    {
        var references = agreement?.All(Ram.AdditionalReferencedDocument) ?? [];
        var invoiced = FindObject(agreement);
        var tender = references.Find(r => IsOf(r, Tender));
        take.Constant(tender?.First(Ram.TypeCode), Tender);
        return invoice with
        {
            InvoicedObject = Object(take, invoiced),
            TenderOrLotReference = take.Text(tender, Ram.IssuerAssignedID),
            SupportingDocuments = Intake.List(references.Where(r => !ReferenceEquals(r, invoiced) && !ReferenceEquals(r, tender)), Document),
        };
    }

    private SupportingDocument? Document(Element reference)
    {
        take.Constant(reference.First(Ram.TypeCode), Supporting);
        return Intake.Some(new SupportingDocument
        {
            Reference = take.Text(reference, Ram.IssuerAssignedID),
            Description = take.Text(reference, Ram.Name),
            ExternalLocation = take.Text(reference, Ram.URIID),
            Attachment = take.Attachment(reference.First(Ram.AttachmentBinaryObject)),
        });
    }

    // CII wants a name of a project; where there is none to say, this one is usual.
    private string? Project(Element? project)
    {
        take.Constant(project?.First(Ram.Name), "Project reference");
        return take.Text(project, Ram.ID);
    }

    private InvoiceNote? Note(Element note) => Intake.Some(new InvoiceNote { SubjectCode = take.Text(note, Ram.SubjectCode), Text = take.Text(note, Ram.Content) });
}
