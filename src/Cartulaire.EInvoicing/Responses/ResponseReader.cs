using System.Globalization;
using Cartulaire.EInvoicing.Arithmetic;
using Cartulaire.EInvoicing.Model;
using Cartulaire.EInvoicing.Ubl;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Responses;

/// <summary>Reads a UBL 2.1 <c>ApplicationResponse</c>, and remembers the first thing that is not as it must be.</summary>
internal sealed class ResponseReader
{
    // Names must be known before a document is read (Name.Met): these lines ask for those of UBL.
    private static readonly Name[] Known = [Names.ApplicationResponse, Cac.Response, Cbc.ResponseCode];

    private ReadFault? fault;

    /// <summary>Reads a response of one specification.</summary>
    public static ReadResponse<T> Read<T>(Stream stream, ReadLimits? limits, string specification, Func<ResponseReader, Element, T> make)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(stream);
        var response = Known[0];
        var (document, unreadable) = DocumentReader.Read(stream, limits ?? new ReadLimits());
        if (document is null)
        {
            return new ReadResponse<T>(null, unreadable);
        }

        var root = document.Root;
        if (!ReferenceEquals(root.Name, response) || !root.Of(Cbc.CustomizationID).StartsWith(specification, StringComparison.Ordinal))
        {
            return new ReadResponse<T>(null, new ReadFault(ReadFaultKind.NotAResponse, root.Line, root.Column, specification));
        }

        var reader = new ResponseReader();
        var made = make(reader, root);
        return reader.fault is { } missing ? new ReadResponse<T>(null, missing) : new ReadResponse<T>(made, null);
    }

    /// <summary>A group that must be there; when it is not, the one above stands for it.</summary>
    public Element Group(Element above, Name name) => above.First(name) ?? Miss(above, name, above);

    public string Need(Element above, Name name) => above.First(name) is { } found && found.Trimmed.Length > 0 ? found.Text : Miss(above, name, string.Empty);

    public string? Text(Element above, Name name) => above.First(name) is { } found ? Need(above, found.Name) : null;

    public DateOnly NeedDate(Element above, Name name) => Day.Of(above.First(name)) ?? Miss(above, name, default(DateOnly));

    public DateOnly? Date(Element above, Name name) => above.First(name) is null ? null : NeedDate(above, name);

    public TimeOnly? Time(Element above, Name name)
        => above.First(name) is not { } found ? null : TimeOf(found.Trimmed) ?? Miss<TimeOnly?>(above, name, null);

    public T Code<T>(Element above, Name name, ResponseCodes.Table<T> codes)
        where T : struct, Enum
        => codes.Read(above.Of(name)) ?? Miss(above, name, default(T));

    public Identifier Endpoint(Element party)
        => party.First(Cbc.EndpointID)?.Attribute("schemeID") is { } scheme ? new Identifier(Need(party, Cbc.EndpointID), scheme) : Miss(party, Cbc.EndpointID, new Identifier(string.Empty, null));

    public Identifier? Identification(Element party)
        => party.First(Cac.PartyIdentification) is { } above ? new Identifier(Need(above, Cbc.ID), above.First(Cbc.ID)?.Attribute("schemeID")) : null;

    // Seconds may have decimals; a time zone is left out, as in days.
    private static TimeOnly? TimeOf(string text)
    {
        var end = text.AsSpan().IndexOfAny('Z', '+', '-');
        return TimeOnly.TryParseExact(end < 0 ? text : text.AsSpan(0, end), ["HH:mm:ss", "HH:mm:ss.FFFFFFF"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
    }

    /// <summary>Remembers that something is not as it must be.</summary>
    public T Miss<T>(Element above, Name name, T otherwise)
    {
        var place = above.First(name) ?? above;
        fault ??= new ReadFault(ReadFaultKind.Incomplete, place.Line, place.Column, name.Local);
        return otherwise;
    }
}
