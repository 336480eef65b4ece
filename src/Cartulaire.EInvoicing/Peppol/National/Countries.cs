using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Peppol.National;

/// <summary>Countries of those whom an invoice concerns.</summary>
internal static class Countries
{
    /// <summary>Where nothing tells the country.</summary>
    public const string Unknown = "XX";

    /// <summary>A country however written, in capitals.</summary>
    public static string? Capitals(string? text) => text is null ? null : Blank.Normalize(text).ToUpperInvariant();

    /// <summary>The country that VAT numbers begin with; null when there are none.</summary>
    public static string? OfVatNumbers(IEnumerable<Element> ids) => Capitals(ids.Select(id => id.Text.From(1, 2)).FirstOrDefault(prefix => prefix.Length > 0));
}
