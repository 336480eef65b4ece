using System.Globalization;
using System.Text;
using System.Xml;
using Cartulaire.EInvoicing.Model;
using Cartulaire.EInvoicing.Ubl;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Responses;

/// <summary>Writes a UBL 2.1 <c>ApplicationResponse</c>: what all begin with, then element by element. What is null is not written.</summary>
internal sealed class ResponseWriter : IDisposable
{
    private readonly XmlWriter xml;

    public ResponseWriter(Stream stream, string specification, string process, string id, DateOnly issueDate, TimeOnly? issueTime)
    {
        // Line ends are written so that they come back as they were.
        xml = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n", NewLineHandling = NewLineHandling.Entitize, CloseOutput = false });
        xml.WriteStartElement(Names.ApplicationResponse.Local, Names.ApplicationResponse.Space);
        xml.WriteAttributeString("xmlns", "cac", null, Cac.Space);
        xml.WriteAttributeString("xmlns", "cbc", null, Cbc.Space);
        Text(Cbc.CustomizationID, specification);
        Text(Cbc.ProfileID, process);
        Text(Cbc.ID, id);
        Date(Cbc.IssueDate, issueDate);
        Text(Cbc.IssueTime, issueTime?.ToString("HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture));
    }

    public void Dispose()
    {
        xml.WriteEndElement();
        xml.Dispose();
    }

    public void Group(Name name, Action within)
    {
        xml.WriteStartElement("cac", name.Local, Cac.Space);
        within();
        xml.WriteEndElement();
    }

    public void Text(Name name, string? text, string? attribute = null, string? value = null)
    {
        if (text is not null)
        {
            xml.WriteStartElement("cbc", name.Local, Cbc.Space);
            if (value is not null)
            {
                xml.WriteAttributeString(attribute!, value);
            }

            xml.WriteString(text);
            xml.WriteEndElement();
        }
    }

    public void Date(Name name, DateOnly? day) => Text(name, day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    public void Endpoint(Identifier id) => Text(Cbc.EndpointID, id.Value, "schemeID", id.Scheme);

    public void Identification(Identifier? id)
    {
        if (id is not null)
        {
            Group(Cac.PartyIdentification, () => Text(Cbc.ID, id.Value, "schemeID", id.Scheme));
        }
    }
}
