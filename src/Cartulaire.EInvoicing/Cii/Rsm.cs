using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Cii;

/// <summary>CII D16B: the document and its three parts.</summary>
internal static class Rsm
{
    /// <summary>Their namespace.</summary>
    public const string Space = "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100";

    public static readonly Name CrossIndustryInvoice = Of(nameof(CrossIndustryInvoice));
    public static readonly Name ExchangedDocument = Of(nameof(ExchangedDocument));
    public static readonly Name ExchangedDocumentContext = Of(nameof(ExchangedDocumentContext));
    public static readonly Name SupplyChainTradeTransaction = Of(nameof(SupplyChainTradeTransaction));

    private static Name Of(string local) => Name.Known(Space, local);
}
