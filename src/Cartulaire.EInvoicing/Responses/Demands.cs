using System.Xml;
using Cartulaire.EInvoicing.Model;

namespace Cartulaire.EInvoicing.Responses;

/// <summary>Gathers what keeps a response from being written.</summary>
internal sealed class Demands
{
    private readonly List<ResponseFault> faults = [];

    public IReadOnlyList<ResponseFault> Faults => faults;

    /// <summary>A text must be there.</summary>
    public void Need(string place, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            Fault(ResponseFaultKind.Missing, place);
        }
        else if (!IsXml(text))
        {
            Fault(ResponseFaultKind.NotXml, place);
        }
    }

    /// <summary>A text may be absent; a blank one may not stand there (PEPPOL-COMMON-R001).</summary>
    public void Allow(string place, string? text)
    {
        if (text is not null)
        {
            Need(place, text);
        }
    }

    /// <summary>An electronic address must be there, with its scheme.</summary>
    public void NeedEndpoint(string party, Identifier endpoint)
    {
        Need($"{party}/cbc:EndpointID", endpoint.Value);
        Need($"{party}/cbc:EndpointID/@schemeID", endpoint.Scheme);
    }

    /// <summary>An identifier may be absent, and its scheme too.</summary>
    public void Allow(string party, Identifier? id)
    {
        if (id is not null)
        {
            Need($"{party}/cac:PartyIdentification/cbc:ID", id.Value);
            Allow($"{party}/cac:PartyIdentification/cbc:ID/@schemeID", id.Scheme);
        }
    }

    public void Fault(ResponseFaultKind kind, string place) => faults.Add(new ResponseFault(kind, place));

    private static bool IsXml(string text)
    {
        try
        {
            XmlConvert.VerifyXmlChars(text);
            return true;
        }
        catch (XmlException)
        {
            return false;
        }
    }
}
