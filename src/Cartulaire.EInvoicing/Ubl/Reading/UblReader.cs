using Cartulaire.EInvoicing.Model;
using Cartulaire.EInvoicing.Reading;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Ubl.Reading;

/// <summary>Reads a UBL 2.1 invoice or credit note into the model (CEN/TS 16931-3-2).</summary>
internal sealed class UblReader(Intake take)
{
    /// <summary>What <c>OrderReference/ID</c> and <c>CardAccount/NetworkID</c> say where UBL wants a value and the model has none.</summary>
    public const string NotGiven = "NA";

    /// <summary>Type of a document reference that is the invoiced object (BT-18, BT-128).</summary>
    public const string InvoicedObject = "130";

    /// <summary>Type of a document reference of a credit note that is the project (BT-11).</summary>
    public const string Project = "50";

    private readonly Element root = take.Root;
    private Element? projectReference;

    private bool IsCreditNote => ReferenceEquals(root.Name, Names.CreditNote);

    public Invoice Read()
    {
        take.Constant(root.First(Cbc.UBLVersionID), "2.1");
        take.Currency = take.Text(root, Cbc.DocumentCurrencyCode);
        var parties = new UblParties(take);
        var payment = new UblPayment(take).Read();
        var objects = References().Where(r => IsOf(r, InvoicedObject)).ToList();
        var period = root.First(Cac.InvoicePeriod);
        var invoice = new Invoice
        {
            Number = take.Text(root, Cbc.ID),
            IssueDate = take.Date(root.First(Cbc.IssueDate)),
            TypeCode = take.Text(root.First(IsCreditNote ? Cbc.CreditNoteTypeCode : Cbc.InvoiceTypeCode)),
            CurrencyCode = take.Currency,
            VatAccountingCurrencyCode = take.Text(root, Cbc.TaxCurrencyCode),
            VatPointDate = take.Date(root.First(Cbc.TaxPointDate)),
            VatPointDateCode = take.Text(period, Cbc.DescriptionCode),
            DueDate = IsCreditNote ? UblPayment.DueDate(take) : take.Date(root.First(Cbc.DueDate)),
            BuyerReference = take.Text(root, Cbc.BuyerReference),
            ProjectReference = IsCreditNote ? ProjectOfCreditNote() : take.Text(root, Cac.ProjectReference, Cbc.ID),
            ContractReference = take.Text(root, Cac.ContractDocumentReference, Cbc.ID),
            PurchaseOrderReference = PurchaseOrder(root.First(Cac.OrderReference)),
            SalesOrderReference = take.Text(root.First(Cac.OrderReference), Cbc.SalesOrderID),
            ReceivingAdviceReference = take.Text(root, Cac.ReceiptDocumentReference, Cbc.ID),
            DespatchAdviceReference = take.Text(root, Cac.DespatchDocumentReference, Cbc.ID),
            TenderOrLotReference = take.Text(root, Cac.OriginatorDocumentReference, Cbc.ID),
            InvoicedObject = objects.Count == 0 ? null : Object(objects[0]),
            BuyerAccountingReference = take.Text(root, Cbc.AccountingCost),
            PaymentTerms = take.Text(root, Cac.PaymentTerms, Cbc.Note),
            Notes = Intake.List(root.All(Cbc.Note), Note),
            ProcessControl = new ProcessControl { BusinessProcess = take.Text(root, Cbc.ProfileID), Specification = take.Text(root, Cbc.CustomizationID) },
            PrecedingInvoices = Intake.List(root.All(Cac.BillingReference, Cac.InvoiceDocumentReference), Preceding),
            PaymentInstructions = payment,
            Seller = parties.Seller(root.Find(Cac.AccountingSupplierParty, Cac.Party)),
            Buyer = parties.Buyer(root.Find(Cac.AccountingCustomerParty, Cac.Party)),
            Payee = parties.Payee(root.First(Cac.PayeeParty)),
            TaxRepresentative = parties.Representative(root.First(Cac.TaxRepresentativeParty)),
            Delivery = parties.Delivery(root.First(Cac.Delivery)),
            InvoicingPeriod = Period(period),
            SupportingDocuments = Intake.List(References().Where(r => objects.Count == 0 || !ReferenceEquals(r, objects[0])), Supporting),
        };
        return Amounts(invoice) with { Extensions = take.Rest() };
    }

    private Invoice Amounts(Invoice invoice)
    {
        var charges = new UblCharges(take);
        var lines = new UblLines(take, this, charges);
        return invoice with
        {
            Allowances = charges.OfDocument(root, isCharge: false),
            Charges = charges.OfDocument(root, isCharge: true),
            Totals = charges.Totals(invoice.VatAccountingCurrencyCode),
            VatBreakdowns = charges.Breakdowns(),
            Lines = lines.Read(),
        };
    }

    /// <summary>The days of a period; null when it has none.</summary>
    public Period? Period(Element? period)
        => Intake.Some(new Period { StartDate = take.Date(period?.First(Cbc.StartDate)), EndDate = take.Date(period?.First(Cbc.EndDate)) });

    /// <summary>The invoiced object that a document reference names.</summary>
    public Identifier? Object(Element reference)
    {
        take.Constant(reference.First(Cbc.DocumentTypeCode), InvoicedObject);
        return take.Identifier(reference.First(Cbc.ID));
    }

    /// <summary>Whether a document reference is of a type.</summary>
    public static bool IsOf(Element reference, string type) => reference.Of(Cbc.DocumentTypeCode) == type;

    private IEnumerable<Element> References()
        => root.All(Cac.AdditionalDocumentReference).Where(r => !ReferenceEquals(r, projectReference ??= FindProject()));

    private Element? FindProject() => IsCreditNote ? root.All(Cac.AdditionalDocumentReference).Find(r => IsOf(r, Project)) : null;

    private string? ProjectOfCreditNote()
    {
        if ((projectReference ??= FindProject()) is not { } reference)
        {
            return null;
        }

        take.Constant(reference.First(Cbc.DocumentTypeCode), Project);
        return take.Text(reference, Cbc.ID);
    }

    // UBL has no sales order without a purchase order.
    private string? PurchaseOrder(Element? reference)
        => reference?.First(Cbc.SalesOrderID) is not null && take.Constant(reference.First(Cbc.ID), NotGiven) ? null : take.Text(reference, Cbc.ID);

    private InvoiceNote? Note(Element element)
        => take.Text(element) is not { } text ? null
            : UblNote.Subject(text) is { } subject ? new InvoiceNote { SubjectCode = subject, Text = UblNote.Rest(text) }
            : new InvoiceNote { Text = text };

    private PrecedingInvoice? Preceding(Element reference)
        => Intake.Some(new PrecedingInvoice { Number = take.Text(reference, Cbc.ID), IssueDate = take.Date(reference.First(Cbc.IssueDate)) });

    private SupportingDocument? Supporting(Element reference) => Intake.Some(new SupportingDocument
    {
        Reference = take.Text(reference, Cbc.ID),
        Description = take.Text(reference, Cbc.DocumentDescription),
        ExternalLocation = take.Text(reference, Cac.Attachment, Cac.ExternalReference, Cbc.URI),
        Attachment = take.Attachment(reference.Find(Cac.Attachment, Cbc.EmbeddedDocumentBinaryObject)),
    });
}
