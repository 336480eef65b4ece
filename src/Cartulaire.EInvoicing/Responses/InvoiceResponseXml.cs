using Cartulaire.EInvoicing.Ubl;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Responses;

/// <summary>Invoice Response in UBL 2.1: what it demands, how it is written and read.</summary>
internal static class InvoiceResponseXml
{
    private const string Specification = "urn:fdc:peppol.eu:poacc:trns:invoice_response:3";
    private const string Process = "urn:fdc:peppol.eu:poacc:bis:invoice_response:3";
    private const string StatusPlace = "cac:DocumentResponse/cac:Response/cac:Status";

    public static IReadOnlyList<ResponseFault> FaultsOf(InvoiceResponse response)
    {
        var demands = new Demands();
        demands.Need("cbc:ID", response.Id);
        demands.Allow("cbc:Note", response.Note);
        Of(response.Sender, "cac:SenderParty", demands);
        Of(response.Receiver, "cac:ReceiverParty", demands);
        if (response.Receiver.Contact is not null)
        {
            demands.Fault(ResponseFaultKind.Contradiction, "cac:ReceiverParty/cac:Contact");
        }

        Of(response.Status, response.Clarifications, demands);
        demands.Need("cac:DocumentResponse/cac:DocumentReference/cbc:ID", response.InvoiceId);
        demands.Need("cac:DocumentResponse/cac:DocumentReference/cbc:DocumentTypeCode", response.InvoiceType);
        Of(response.Seller, "cac:DocumentResponse/cac:IssuerParty", demands);
        Of(response.Buyer, "cac:DocumentResponse/cac:RecipientParty", demands);
        return demands.Faults;
    }

    public static void Write(InvoiceResponse response, Stream stream)
    {
        using var writer = new ResponseWriter(stream, Specification, Process, response.Id, response.IssueDate, response.IssueTime);
        writer.Text(Cbc.Note, response.Note);
        Write(writer, Cac.SenderParty, response.Sender);
        Write(writer, Cac.ReceiverParty, response.Receiver);
        writer.Group(Cac.DocumentResponse, () =>
        {
            writer.Group(Cac.Response, () =>
            {
                writer.Text(Cbc.ResponseCode, ResponseCodes.InvoiceStatuses.Of(response.Status));
                writer.Date(Cbc.EffectiveDate, response.EffectiveDate);
                foreach (var clarification in response.Clarifications)
                {
                    Write(writer, clarification);
                }
            });
            writer.Group(Cac.DocumentReference, () =>
            {
                writer.Text(Cbc.ID, response.InvoiceId);
                writer.Date(Cbc.IssueDate, response.InvoiceDate);
                writer.Text(Cbc.DocumentTypeCode, response.InvoiceType);
            });
            Write(writer, Cac.IssuerParty, response.Seller);
            Write(writer, Cac.RecipientParty, response.Buyer);
        });
    }

    public static ReadResponse<InvoiceResponse> Read(Stream stream, ReadLimits? limits) => ResponseReader.Read(stream, limits, Specification, Make);

    private static void Of(ResponseParty party, string place, Demands demands)
    {
        demands.NeedEndpoint(place, party.Endpoint);
        demands.Allow(place, party.Identification);
        demands.Need($"{place}/cac:PartyLegalEntity/cbc:RegistrationName", party.Name);
        if (party.Contact is { } contact)
        {
            demands.Allow($"{place}/cac:Contact/cbc:Name", contact.Name);
            demands.Allow($"{place}/cac:Contact/cbc:Telephone", contact.Telephone);
            demands.Allow($"{place}/cac:Contact/cbc:ElectronicMail", contact.Email);
            if (contact is { Name: null, Telephone: null, Email: null })
            {
                demands.Fault(ResponseFaultKind.Missing, $"{place}/cac:Contact");
            }
        }
    }

    private static void Of(NamedParty? party, string place, Demands demands)
    {
        if (party is not null)
        {
            demands.Allow(place, party.Identification);
            demands.Need($"{place}/cac:PartyName/cbc:Name", party.Name);
        }
    }

    private static void Of(InvoiceStatus status, IReadOnlyList<Clarification> clarifications, Demands demands)
    {
        var isExplained = status switch
        {
            InvoiceStatus.Rejected or InvoiceStatus.UnderQuery => clarifications.Any(c => c.Reason is not null),
            InvoiceStatus.ConditionallyAccepted => clarifications.Any(c => c.Reason is not null || c.Action is not null),
            _ => true,
        };
        if (!isExplained)
        {
            demands.Fault(ResponseFaultKind.ReasonMissing, $"{StatusPlace}/cbc:StatusReasonCode");
        }

        foreach (var clarification in clarifications)
        {
            Of(status, clarification, demands);
        }
    }

    private static void Of(InvoiceStatus status, Clarification clarification, Demands demands)
    {
        var isPartlyPaid = clarification.Reason == StatusReason.PartiallyPaid;
        if ((clarification.Reason is not null && clarification.Action is not null) || (isPartlyPaid && status != InvoiceStatus.Paid))
        {
            demands.Fault(ResponseFaultKind.Contradiction, $"{StatusPlace}/cbc:StatusReasonCode");
        }

        // A part of what was paid is told in words (PEPPOL-T111-R004), and nothing at all is no clarification.
        if (isPartlyPaid || (clarification is { Reason: null, Action: null, Conditions: [] }))
        {
            demands.Need($"{StatusPlace}/cbc:StatusReason", clarification.Text);
        }
        else
        {
            demands.Allow($"{StatusPlace}/cbc:StatusReason", clarification.Text);
        }

        foreach (var condition in clarification.Conditions)
        {
            demands.Need($"{StatusPlace}/cac:Condition/cbc:AttributeID", condition.Term);
            demands.Allow($"{StatusPlace}/cac:Condition/cbc:Description", condition.Value);
        }
    }

    private static void Write(ResponseWriter writer, Name role, ResponseParty party) => writer.Group(role, () =>
    {
        writer.Endpoint(party.Endpoint);
        writer.Identification(party.Identification);
        writer.Group(Cac.PartyLegalEntity, () => writer.Text(Cbc.RegistrationName, party.Name));
        if (party.Contact is { } contact)
        {
            writer.Group(Cac.Contact, () =>
            {
                writer.Text(Cbc.Name, contact.Name);
                writer.Text(Cbc.Telephone, contact.Telephone);
                writer.Text(Cbc.ElectronicMail, contact.Email);
            });
        }
    });

    private static void Write(ResponseWriter writer, Name role, NamedParty? party)
    {
        if (party is not null)
        {
            writer.Group(role, () =>
            {
                writer.Identification(party.Identification);
                writer.Group(Cac.PartyName, () => writer.Text(Cbc.Name, party.Name));
            });
        }
    }

    private static void Write(ResponseWriter writer, Clarification clarification) => writer.Group(Cac.Status, () =>
    {
        if (clarification.Reason is { } reason)
        {
            writer.Text(Cbc.StatusReasonCode, ResponseCodes.StatusReasons.Of(reason), "listID", ResponseCodes.Reasons);
        }
        else if (clarification.Action is { } action)
        {
            writer.Text(Cbc.StatusReasonCode, ResponseCodes.StatusActions.Of(action), "listID", ResponseCodes.Actions);
        }

        writer.Text(Cbc.StatusReason, clarification.Text);
        foreach (var condition in clarification.Conditions)
        {
            writer.Group(Cac.Condition, () =>
            {
                writer.Text(Cbc.AttributeID, condition.Term);
                writer.Text(Cbc.Description, condition.Value);
            });
        }
    });

    private static InvoiceResponse Make(ResponseReader reader, Element root)
    {
        var document = reader.Group(root, Cac.DocumentResponse);
        var response = reader.Group(document, Cac.Response);
        var invoice = reader.Group(document, Cac.DocumentReference);
        return new InvoiceResponse
        {
            Id = reader.Need(root, Cbc.ID),
            IssueDate = reader.NeedDate(root, Cbc.IssueDate),
            IssueTime = reader.Time(root, Cbc.IssueTime),
            Note = reader.Text(root, Cbc.Note),
            Sender = Party(reader, reader.Group(root, Cac.SenderParty)),
            Receiver = Party(reader, reader.Group(root, Cac.ReceiverParty)),
            Status = reader.Code(response, Cbc.ResponseCode, ResponseCodes.InvoiceStatuses),
            EffectiveDate = reader.Date(response, Cbc.EffectiveDate),
            Clarifications = [.. response.All(Cac.Status).Select(status => Clarification(reader, status))],
            InvoiceId = reader.Need(invoice, Cbc.ID),
            InvoiceDate = reader.Date(invoice, Cbc.IssueDate),
            InvoiceType = reader.Need(invoice, Cbc.DocumentTypeCode),
            Seller = Named(reader, document.First(Cac.IssuerParty)),
            Buyer = Named(reader, document.First(Cac.RecipientParty)),
        };
    }

    private static ResponseParty Party(ResponseReader reader, Element party) => new(reader.Endpoint(party), reader.Need(reader.Group(party, Cac.PartyLegalEntity), Cbc.RegistrationName))
    {
        Identification = reader.Identification(party),
        Contact = party.First(Cac.Contact) is { } contact ? new ResponseContact(reader.Text(contact, Cbc.Name), reader.Text(contact, Cbc.Telephone), reader.Text(contact, Cbc.ElectronicMail)) : null,
    };

    private static NamedParty? Named(ResponseReader reader, Element? party)
        => party is null ? null : new NamedParty(reader.Need(reader.Group(party, Cac.PartyName), Cbc.Name), reader.Identification(party));

    private static Clarification Clarification(ResponseReader reader, Element status)
    {
        var list = status.First(Cbc.StatusReasonCode) is { } code ? code.Attribute("listID") ?? reader.Miss(status, Cbc.StatusReasonCode, string.Empty) : null;
        return new Clarification
        {
            Reason = list == ResponseCodes.Reasons ? reader.Code(status, Cbc.StatusReasonCode, ResponseCodes.StatusReasons) : null,
            Action = list == ResponseCodes.Actions ? reader.Code(status, Cbc.StatusReasonCode, ResponseCodes.StatusActions)
                : list is null or ResponseCodes.Reasons ? null : reader.Miss<StatusAction?>(status, Cbc.StatusReasonCode, null),
            Text = reader.Text(status, Cbc.StatusReason),
            Conditions = [.. status.All(Cac.Condition).Select(c => new Condition(reader.Need(c, Cbc.AttributeID), reader.Text(c, Cbc.Description)))],
        };
    }
}
