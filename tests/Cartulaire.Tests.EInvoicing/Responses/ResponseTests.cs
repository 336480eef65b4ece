using System.Text;
using Cartulaire.EInvoicing;
using Cartulaire.EInvoicing.Model;
using Cartulaire.EInvoicing.Responses;
using Cartulaire.Tests.EInvoicing.Peppol;

namespace Cartulaire.Tests.EInvoicing.Responses;

public sealed class ResponseTests
{
    private static readonly DateOnly Day = new(2026, 3, 4);

    private static readonly Identifier Commune = new("0451461655", "0208");

    private static readonly Identifier Supplier = new("BE0841470248", "9925");

    private static readonly InvoiceResponse Full = new()
    {
        Id = "R-1",
        IssueDate = Day,
        IssueTime = new TimeOnly(9, 30, 15).Add(TimeSpan.FromTicks(1_230_000)),
        Note = "  Première ligne\r\nseconde < & \"ligne\"\t",
        Sender = new ResponseParty(Commune, "Commune") { Identification = new Identifier("77", null), Contact = new ResponseContact("Finances", null, "finances@commune.example") },
        Receiver = new ResponseParty(Supplier, "Pavage") { Identification = new Identifier("0841470248", "0208") },
        Status = InvoiceStatus.Rejected,
        EffectiveDate = Day.AddDays(-1),
        Clarifications =
        [
            new Clarification { Reason = StatusReason.References, Text = "Bon de commande inconnu", Conditions = [new Condition("BT-13", "2026/55"), new Condition("BT-10", null)] },
            new Clarification { Action = StatusAction.IssueNewInvoice },
            new Clarification { Text = "Merci" },
        ],
        InvoiceId = "2026-117",
        InvoiceDate = new DateOnly(2026, 3, 2),
        InvoiceType = "380",
        Seller = new NamedParty("Pavage du Condroz", new Identifier("1", "0088")),
        Buyer = new NamedParty("Régie"),
    };

    private static readonly MessageLevelResponse Message = new()
    {
        Id = "M-1",
        IssueDate = Day,
        IssueTime = new TimeOnly(9, 30),
        Sender = Commune,
        Receiver = Supplier,
        Status = MessageStatus.Rejected,
        Description = "Rejected",
        EnvelopeId = "envelope-1",
        DocumentType = "380",
        Version = "2",
        Lines = [new LineResponse("/*:Invoice[1]", "[BR-02] No number", IssueKind.FatalRule, MessageStatus.Rejected), new LineResponse(LineResponse.Nowhere, "?", IssueKind.Syntax), new LineResponse("/a", "b", IssueKind.Warning, MessageStatus.Accepted)],
    };

    public static TheoryData<InvoiceStatus> Statuses => [.. Enum.GetValues<InvoiceStatus>()];

    public static TheoryData<string> Incomplete => [.. Spoilt.Keys];

    private static readonly Dictionary<string, (InvoiceResponse Response, ResponseFaultKind Kind)> Spoilt = new()
    {
        ["cbc:ID"] = (Full with { Id = " " }, ResponseFaultKind.Missing),
        ["cbc:Note"] = (Full with { Note = "\u0001" }, ResponseFaultKind.NotXml),
        ["cac:SenderParty/cbc:EndpointID/@schemeID"] = (Full with { Sender = new ResponseParty(new Identifier("0451461655", null), "Commune") }, ResponseFaultKind.Missing),
        ["cac:ReceiverParty/cbc:EndpointID"] = (Full with { Receiver = new ResponseParty(new Identifier(string.Empty, "0208"), "Pavage") }, ResponseFaultKind.Missing),
        ["cac:ReceiverParty/cac:PartyLegalEntity/cbc:RegistrationName"] = (Full with { Receiver = new ResponseParty(Supplier, string.Empty) }, ResponseFaultKind.Missing),
        ["cac:ReceiverParty/cac:Contact"] = (Full with { Receiver = new ResponseParty(Supplier, "Pavage") { Contact = new ResponseContact("A", null, null) } }, ResponseFaultKind.Contradiction),
        ["cac:DocumentResponse/cac:Response/cac:Status/cbc:StatusReason"] = (Full with { Status = InvoiceStatus.Paid, Clarifications = [new Clarification { Reason = StatusReason.PartiallyPaid }] }, ResponseFaultKind.Missing),
        ["cac:DocumentResponse/cac:Response/cac:Status/cac:Condition/cbc:AttributeID"] = (Full with { Clarifications = [new Clarification { Reason = StatusReason.Legal, Conditions = [new Condition("", "x")] }] }, ResponseFaultKind.Missing),
        ["cac:DocumentResponse/cac:DocumentReference/cbc:ID"] = (Full with { InvoiceId = string.Empty }, ResponseFaultKind.Missing),
        ["cac:DocumentResponse/cac:DocumentReference/cbc:DocumentTypeCode"] = (Full with { InvoiceType = string.Empty }, ResponseFaultKind.Missing),
        ["cac:DocumentResponse/cac:RecipientParty/cac:PartyName/cbc:Name"] = (Full with { Buyer = new NamedParty(" ") }, ResponseFaultKind.Missing),
    };

    [Fact]
    public void An_invoice_response_reads_as_it_was_written() => Assert.Equivalent(Full, Reread(Full), strict: true);

    [Fact]
    public void A_message_level_response_reads_as_it_was_written()
    {
        using var stream = new MemoryStream();
        Assert.Empty(Message.Write(stream));
        stream.Position = 0;
        var (read, fault) = MessageLevelResponse.Read(stream);
        Assert.Null(fault);
        Assert.Equivalent(Message, read, strict: true);
    }

    [Theory]
    [MemberData(nameof(Statuses))]
    public void Every_status_reason_and_action_comes_back(InvoiceStatus status)
    {
        Clarification[] all =
        [
            .. Enum.GetValues<StatusReason>().Where(r => r != StatusReason.PartiallyPaid || status == InvoiceStatus.Paid).Select(r => new Clarification { Reason = r, Text = "x" }),
            .. Enum.GetValues<StatusAction>().Select(a => new Clarification { Action = a }),
        ];
        var read = Reread(Full with { Status = status, Clarifications = all });
        Assert.Equal(status, read.Status);
        Assert.Equal(all.Select(c => (c.Reason, c.Action)), read.Clarifications.Select(c => (c.Reason, c.Action)));
    }

    [Theory]
    [InlineData(InvoiceStatus.Rejected, false)]
    [InlineData(InvoiceStatus.UnderQuery, false)]
    [InlineData(InvoiceStatus.ConditionallyAccepted, true)]
    public void INV_05_a_refusal_and_a_question_need_a_reason(InvoiceStatus status, bool isActionEnough)
    {
        var action = new Clarification { Action = StatusAction.ProvideInformation };
        Assert.Contains(Written(Full with { Status = status, Clarifications = [] }).Faults, f => f.Kind == ResponseFaultKind.ReasonMissing);
        Assert.Equal(isActionEnough, Written(Full with { Status = status, Clarifications = [action] }).Faults.Count == 0);
        Assert.Empty(Written(Full with { Status = status, Clarifications = [action, new Clarification { Reason = StatusReason.Prices }] }).Faults);
    }

    [Fact]
    public void Partly_paid_is_said_of_what_is_paid_only()
    {
        Clarification[] partly = [new Clarification { Reason = StatusReason.PartiallyPaid, Text = "100 EUR" }];
        Assert.Empty(Written(Full with { Status = InvoiceStatus.Paid, Clarifications = partly }).Faults);
        Assert.Contains(Written(Full with { Status = InvoiceStatus.Accepted, Clarifications = partly }).Faults, f => f.Kind == ResponseFaultKind.Contradiction);
    }

    [Theory]
    [MemberData(nameof(Incomplete))]
    public void Nothing_is_written_of_a_response_that_lacks_something(string place)
    {
        var (response, kind) = Spoilt[place];
        var (text, faults) = Written(response);
        Assert.Empty(text);
        Assert.Contains(new ResponseFault(kind, place), faults);
    }

    [Fact]
    public void A_rejected_message_says_why_in_words()
    {
        using var stream = new MemoryStream();
        Assert.Equal([new ResponseFault(ResponseFaultKind.Missing, "cac:DocumentResponse/cac:Response/cbc:Description")], (Message with { Description = null }).Write(stream));
        Assert.Equal(0, stream.Length);
    }

    [Fact]
    public void INV_04_a_response_has_exactly_the_identifiers_of_the_invoice()
    {
        var ubl = UblDrafts.Invoice().Set($"{UblDrafts.Seller}/cbc:EndpointID", "BE0841470248").Set($"{UblDrafts.Seller}/cbc:EndpointID", "schemeID", "9925")
            .Add(UblDrafts.Seller, """<cac:PartyIdentification><cbc:ID schemeID="SEPA">DE98ZZZ09999999999</cbc:ID></cac:PartyIdentification><cac:PartyIdentification><cbc:ID schemeID="0088">9482348239847</cbc:ID></cac:PartyIdentification>""");
        var cii = CiiDrafts.Invoice().Set($"{CiiDrafts.Seller}/ram:URIUniversalCommunication/ram:URIID", "BE0841470248").Set($"{CiiDrafts.Seller}/ram:URIUniversalCommunication/ram:URIID", "schemeID", "9925")
            .Add(CiiDrafts.Seller, """<ram:GlobalID schemeID="0088">9482348239847</ram:GlobalID>""");
        foreach (var draft in new[] { ubl, cii })
        {
            using var file = draft.AsFile();
            var (invoice, fault) = AnsweredInvoice.Read(file);
            Assert.Null(fault);
            var response = Reread(InvoiceResponse.To(invoice!, "R-2", Day, InvoiceStatus.Received));
            Assert.Equal(new ResponseParty(new Identifier("0451461655", "0208"), "Administration communale"), response.Sender);
            Assert.Equal(new ResponseParty(Supplier, "Pavage du Condroz SRL") { Identification = new Identifier("9482348239847", "0088") }, response.Receiver);
            Assert.Equal(("2026-117", new DateOnly(2026, 3, 2), "380"), (response.InvoiceId, response.InvoiceDate, response.InvoiceType));
        }
    }

    [Fact]
    public void A_credit_note_is_answered_by_its_own_type()
    {
        using var file = UblDrafts.CreditNote().AsFile();
        Assert.Equal("381", AnsweredInvoice.Read(file).Value!.Type);
    }

    [Fact]
    public void An_invoice_in_a_PDF_is_answered_as_any_other()
    {
        var path = Samples.Files("facturx", "Facture_FR_BASIC.pdf").Single();
        using var read = File.OpenRead(path);
        using var answered = File.OpenRead(path);
        var invoice = InvoiceReader.Read(read).Invoice!;
        var answer = AnsweredInvoice.Read(answered).Value!;
        Assert.NotEmpty(answer.Id);
        Assert.Equal((invoice.Number, invoice.IssueDate, invoice.TypeCode, invoice.Seller.Name), (answer.Id, answer.IssueDate, answer.Type, answer.Seller.Name));
    }

    [Fact]
    public void An_invoice_without_an_address_is_not_answered()
    {
        using var file = UblDrafts.Invoice().Remove($"{UblDrafts.Seller}/cbc:EndpointID").AsFile();
        var response = InvoiceResponse.To(AnsweredInvoice.Read(file).Value!, "R-3", Day, InvoiceStatus.Received);
        Assert.Contains(new ResponseFault(ResponseFaultKind.Missing, "cac:ReceiverParty/cbc:EndpointID"), Written(response).Faults);
    }

    [Fact]
    public void Findings_become_lines_with_their_rule_place_and_severity()
    {
        var check = UblDrafts.German().Set("cbc:InvoiceTypeCode", "386").Remove("cbc:BuyerReference").Check();
        var response = MessageLevelResponse.To(check, "M-2", Day, "envelope-2", Commune, Supplier);
        Assert.Equal(MessageStatus.Rejected, response.Status);
        Assert.Equal(check.Findings.Select(f => f.Location), response.Lines.Select(l => l.Location));
        Assert.All(check.Findings.Zip(response.Lines), p => Assert.StartsWith($"[{p.First.Rule}]", p.Second.Description, StringComparison.Ordinal));
        Assert.Contains(response.Lines, l => l is { Kind: IssueKind.FatalRule, Status: MessageStatus.Rejected });
        Assert.Contains(response.Lines, l => l is { Kind: IssueKind.Warning, Status: MessageStatus.Accepted });
    }

    [Fact]
    public void A_valid_invoice_is_accepted_and_one_that_cannot_be_read_is_not()
    {
        Assert.Equal(MessageStatus.Accepted, MessageLevelResponse.To(UblDrafts.Invoice().Check(), "M-3", Day, "e", Commune, Supplier).Status);
        using var broken = new MemoryStream("<Invoice"u8.ToArray());
        var response = MessageLevelResponse.To(Cartulaire.EInvoicing.InvoiceCheck.Check(broken), "M-4", Day, "e", Commune, Supplier);
        Assert.Equal((MessageStatus.Rejected, IssueKind.Syntax, LineResponse.Nowhere), (response.Status, response.Lines[0].Kind, response.Lines[0].Location));
        Assert.Empty(response.Write(new MemoryStream()));
    }

    [Theory]
    [InlineData("<Invoice/>", ReadFaultKind.NotAResponse)]
    [InlineData("<Invoice", ReadFaultKind.NotXml)]
    [InlineData("", ReadFaultKind.NotXml)]
    public void Another_file_is_no_response(string text, ReadFaultKind kind)
    {
        Assert.Equal(kind, InvoiceResponse.Read(new MemoryStream(Encoding.UTF8.GetBytes(text))).Fault?.Kind);
        Assert.Equal(kind, MessageLevelResponse.Read(new MemoryStream(Encoding.UTF8.GetBytes(text))).Fault?.Kind);
    }

    [Fact]
    public void One_response_is_not_the_other()
        => Assert.Equal(ReadFaultKind.NotAResponse, MessageLevelResponse.Read(new MemoryStream(Encoding.UTF8.GetBytes(Written(Full).Text))).Fault?.Kind);

    [Theory]
    [InlineData("<cbc:ResponseCode>RE<", "<cbc:ResponseCode>XX<", "ResponseCode")]
    [InlineData("OPStatusReason\">REF<", "OPStatusReason\">XXX<", "StatusReasonCode")]
    [InlineData("listID=\"OPStatusAction\"", "listID=\"Other\"", "StatusReasonCode")]
    [InlineData("<cbc:IssueDate>2026-03-04<", "<cbc:IssueDate>2026-02-30<", "IssueDate")]
    [InlineData("<cbc:IssueTime>09", "<cbc:IssueTime>29", "IssueTime")]
    [InlineData("<cbc:ID>R-1</cbc:ID>", "", "ID")]
    [InlineData("cac:DocumentReference>", "cac:OtherReference>", "DocumentReference")]
    [InlineData(" schemeID=\"9925\"", "", "EndpointID")]
    public void What_is_demanded_and_absent_or_unknown_is_a_fault(string right, string wrong, string element)
    {
        var text = Written(Full).Text;
        Assert.Contains(right, text, StringComparison.Ordinal);
        var (response, fault) = InvoiceResponse.Read(new MemoryStream(Encoding.UTF8.GetBytes(text.Replace(right, wrong, StringComparison.Ordinal))));
        Assert.Null(response);
        Assert.Equal((ReadFaultKind.Incomplete, element), (fault!.Kind, fault.Detail));
    }

    private static InvoiceResponse Reread(InvoiceResponse response)
    {
        using var stream = new MemoryStream();
        Assert.Empty(response.Write(stream));
        stream.Position = 0;
        var (read, fault) = InvoiceResponse.Read(stream);
        Assert.Null(fault);
        return read!;
    }

    private static (string Text, IReadOnlyList<ResponseFault> Faults) Written(InvoiceResponse response)
    {
        using var stream = new MemoryStream();
        var faults = response.Write(stream);
        return (Encoding.UTF8.GetString(stream.ToArray()), faults);
    }
}
