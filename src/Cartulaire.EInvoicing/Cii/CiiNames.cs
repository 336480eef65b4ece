using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Cii;

/// <summary>CII D16B names written with their customary prefix.</summary>
internal static class CiiNames
{
    /// <summary>The name that a table writes as <c>rsm:ExchangedDocument</c>, <c>ram:ID</c>, <c>udt:Indicator</c> or <c>qdt:DateTimeString</c>.</summary>
    public static Name Parse(string written) => written[..4] switch
    {
        "rsm:" => Name.Known(Rsm.Space, written[4..]),
        "ram:" => Name.Known(Ram.Space, written[4..]),
        "udt:" => Name.Known(Udt.Space, written[4..]),
        "qdt:" => Name.Known(Qdt.Space, written[4..]),
        _ => throw new FormatException(written),
    };
}
