using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Cii;

/// <summary>CII D16B qualified values: days of referenced documents.</summary>
internal static class Qdt
{
    /// <summary>Their namespace.</summary>
    public const string Space = "urn:un:unece:uncefact:data:standard:QualifiedDataType:100";

    public static readonly Name DateTimeString = Name.Known(Space, nameof(DateTimeString));
}
