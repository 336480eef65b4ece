using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Cii;

/// <summary>CII D16B values without a name of their own: days and yes or no.</summary>
internal static class Udt
{
    /// <summary>Their namespace.</summary>
    public const string Space = "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100";

    public static readonly Name DateString = Of(nameof(DateString));
    public static readonly Name DateTimeString = Of(nameof(DateTimeString));
    public static readonly Name Indicator = Of(nameof(Indicator));

    private static Name Of(string local) => Name.Known(Space, local);
}
