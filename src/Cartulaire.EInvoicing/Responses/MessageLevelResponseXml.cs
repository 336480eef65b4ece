using Cartulaire.EInvoicing.Ubl;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Responses;

/// <summary>Message Level Response in UBL 2.1: what it demands, how it is written and read.</summary>
internal static class MessageLevelResponseXml
{
    private const string Specification = "urn:fdc:peppol.eu:poacc:trns:mlr:3";
    private const string Process = "urn:fdc:peppol.eu:poacc:bis:mlr:3";

    public static IReadOnlyList<ResponseFault> FaultsOf(MessageLevelResponse response)
    {
        var demands = new Demands();
        demands.Need("cbc:ID", response.Id);
        demands.NeedEndpoint("cac:SenderParty", response.Sender);
        demands.NeedEndpoint("cac:ReceiverParty", response.Receiver);
        const string description = "cac:DocumentResponse/cac:Response/cbc:Description";
        if (response.Status == MessageStatus.Rejected)
        {
            demands.Need(description, response.Description);
        }
        else
        {
            demands.Allow(description, response.Description);
        }

        demands.Need("cac:DocumentResponse/cac:DocumentReference/cbc:ID", response.EnvelopeId);
        demands.Allow("cac:DocumentResponse/cac:DocumentReference/cbc:DocumentTypeCode", response.DocumentType);
        demands.Allow("cac:DocumentResponse/cac:DocumentReference/cbc:VersionID", response.Version);
        foreach (var line in response.Lines)
        {
            demands.Need("cac:DocumentResponse/cac:LineResponse/cac:LineReference/cbc:LineID", line.Location);
            demands.Need("cac:DocumentResponse/cac:LineResponse/cac:Response/cbc:Description", line.Description);
        }

        return demands.Faults;
    }

    public static void Write(MessageLevelResponse response, Stream stream)
    {
        using var writer = new ResponseWriter(stream, Specification, Process, response.Id, response.IssueDate, response.IssueTime);
        writer.Group(Cac.SenderParty, () => writer.Endpoint(response.Sender));
        writer.Group(Cac.ReceiverParty, () => writer.Endpoint(response.Receiver));
        writer.Group(Cac.DocumentResponse, () =>
        {
            writer.Group(Cac.Response, () =>
            {
                writer.Text(Cbc.ResponseCode, ResponseCodes.MessageStatuses.Of(response.Status));
                writer.Text(Cbc.Description, response.Description);
            });
            writer.Group(Cac.DocumentReference, () =>
            {
                writer.Text(Cbc.ID, response.EnvelopeId);
                writer.Text(Cbc.DocumentTypeCode, response.DocumentType);
                writer.Text(Cbc.VersionID, response.Version);
            });
            foreach (var line in response.Lines)
            {
                Write(writer, line);
            }
        });
    }

    public static ReadResponse<MessageLevelResponse> Read(Stream stream, ReadLimits? limits) => ResponseReader.Read(stream, limits, Specification, Make);

    private static void Write(ResponseWriter writer, LineResponse line) => writer.Group(Cac.LineResponse, () =>
    {
        writer.Group(Cac.LineReference, () => writer.Text(Cbc.LineID, line.Location));
        writer.Group(Cac.Response, () =>
        {
            writer.Text(Cbc.ResponseCode, line.Status is { } status ? ResponseCodes.MessageStatuses.Of(status) : null);
            writer.Text(Cbc.Description, line.Description);
            writer.Group(Cac.Status, () => writer.Text(Cbc.StatusReasonCode, ResponseCodes.IssueKinds.Of(line.Kind)));
        });
    });

    private static MessageLevelResponse Make(ResponseReader reader, Element root)
    {
        var document = reader.Group(root, Cac.DocumentResponse);
        var response = reader.Group(document, Cac.Response);
        var reference = reader.Group(document, Cac.DocumentReference);
        return new MessageLevelResponse
        {
            Id = reader.Need(root, Cbc.ID),
            IssueDate = reader.NeedDate(root, Cbc.IssueDate),
            IssueTime = reader.Time(root, Cbc.IssueTime),
            Sender = reader.Endpoint(reader.Group(root, Cac.SenderParty)),
            Receiver = reader.Endpoint(reader.Group(root, Cac.ReceiverParty)),
            Status = reader.Code(response, Cbc.ResponseCode, ResponseCodes.MessageStatuses),
            Description = reader.Text(response, Cbc.Description),
            EnvelopeId = reader.Need(reference, Cbc.ID),
            DocumentType = reader.Text(reference, Cbc.DocumentTypeCode),
            Version = reader.Text(reference, Cbc.VersionID),
            Lines = [.. document.All(Cac.LineResponse).Select(line => Line(reader, line))],
        };
    }

    private static LineResponse Line(ResponseReader reader, Element line)
    {
        var response = reader.Group(line, Cac.Response);
        return new LineResponse(
            reader.Need(reader.Group(line, Cac.LineReference), Cbc.LineID),
            reader.Need(response, Cbc.Description),
            reader.Code(reader.Group(response, Cac.Status), Cbc.StatusReasonCode, ResponseCodes.IssueKinds),
            response.Has(Cbc.ResponseCode) ? reader.Code(response, Cbc.ResponseCode, ResponseCodes.MessageStatuses) : null);
    }
}
