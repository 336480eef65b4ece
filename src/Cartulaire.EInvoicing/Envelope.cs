using System.Globalization;
using Cartulaire.EInvoicing.Containers;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing;

/// <summary>An identifier and the scheme that it is of; empty where the envelope says none.</summary>
/// <param name="Scheme">Such as <c>iso6523-actorid-upis</c> for a participant.</param>
/// <param name="Value">Such as <c>0208:0123456749</c>.</param>
public sealed record EnvelopeIdentifier(string Scheme, string Value);

/// <summary>What the header of an envelope says (UN/CEFACT Standard Business Document Header 1.3, Peppol Business Message Envelope 2.0). It is the sender's word: nothing of it has been compared with the invoice.</summary>
/// <param name="Sender">Participant that sends.</param>
/// <param name="Receiver">Participant that receives.</param>
/// <param name="DocumentType">Document type (scope <c>DOCUMENTID</c>).</param>
/// <param name="Process">Process (scope <c>PROCESSID</c>).</param>
/// <param name="InstanceId">Identifier of this envelope.</param>
/// <param name="CreatedAt">When it was made; taken as UTC where it names no zone; null when it is absent or no time.</param>
public sealed record Envelope(EnvelopeIdentifier? Sender, EnvelopeIdentifier? Receiver, EnvelopeIdentifier? DocumentType, EnvelopeIdentifier? Process, string? InstanceId, DateTimeOffset? CreatedAt)
{
    /// <summary>Reads a header.</summary>
    internal static Envelope Of(Element header) => new(
        Partner(header, Sbdh.Sender),
        Partner(header, Sbdh.Receiver),
        Scope(header, "DOCUMENTID"),
        Scope(header, "PROCESSID"),
        header.Of(Sbdh.DocumentIdentification, Sbdh.InstanceIdentifier) is { Length: > 0 } id ? id : null,
        DateTimeOffset.TryParse(header.Of(Sbdh.DocumentIdentification, Sbdh.CreationDateAndTime), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var created) ? created : null);

    private static EnvelopeIdentifier? Partner(Element header, Name role)
        => header.Find(role, Sbdh.Identifier) is { } id ? new(Blank.Normalize(id.Attribute("Authority") ?? ""), id.Trimmed) : null;

    private static EnvelopeIdentifier? Scope(Element header, string type)
        => header.All(Sbdh.BusinessScope, Sbdh.Scope).Find(s => s.Of(Sbdh.Type) == type) is { } scope ? new(scope.Of(Sbdh.Identifier), scope.Of(Sbdh.InstanceIdentifier)) : null;
}
