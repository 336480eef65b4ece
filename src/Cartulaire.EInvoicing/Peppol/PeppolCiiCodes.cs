using Cartulaire.EInvoicing.Cii;
using Cartulaire.EInvoicing.CodeLists;
using Cartulaire.EInvoicing.Rules;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Peppol;

/// <summary>Codes and dates of Peppol BIS Billing 3.0 (PEPPOL-EN16931-CL and -F), bound to CII D16B.</summary>
/// <remarks>P0100 is bound to an element that CII has not (<c>ram:ExchangedDocument</c>), and so looks at nothing.</remarks>
internal static class PeppolCiiCodes
{
    /// <summary>The rules.</summary>
    public static Pattern<PeppolCiiInvoice> Pattern { get; } = Build();

    private static Pattern<PeppolCiiInvoice> Build()
    {
        var pattern = new Pattern<PeppolCiiInvoice>();
        pattern.On(Place.Of(Ram.AttachmentBinaryObject).Where(e => e.Attribute("mimeCode") is not null)).Fatal("PEPPOL-EN16931-CL001", e => Codes.Attachments.Has(e.Attribute("mimeCode")));
        pattern.On(ReasonWhen("false")).Fatal("PEPPOL-EN16931-CL002", e => Codes.AllowanceReasons.Has(e.Trimmed));
        pattern.On(ReasonWhen("true")).Fatal("PEPPOL-EN16931-CL003", e => Codes.ChargeReasons.Has(e.Trimmed));
        pattern.On(Place.Of(Ram.TaxTotalAmount).Where(e => e.Attribute("currencyID") is not null)).Fatal("PEPPOL-EN16931-CL007", e => Codes.PeppolCurrencies.Has(e.Attribute("currencyID")));
        pattern.On(Place.Of(Udt.DateTimeString)).Fatal("PEPPOL-EN16931-F001", e => Blank.Normalize(e.Attribute("format") ?? string.Empty) == "102" && IsDay(e.Text));
        pattern.On(AddressOf(Ram.BuyerTradeParty), AddressOf(Ram.SellerTradeParty)).Fatal("PEPPOL-EN16931-CL008", e => Codes.PeppolAddresses.Has(e.Attribute("schemeID")));
        return pattern;
    }

    private static bool IsDay(string text) => text.IsDigits(8) && text.StartsWith("20", StringComparison.Ordinal);

    private static Place ReasonWhen(string charge) => Place.Of(Ram.SpecifiedTradeAllowanceCharge, Ram.ReasonCode).Where(e => e.Parent!.Of(Ram.ChargeIndicator, Udt.Indicator) == charge);

    private static Place AddressOf(Name party) => Place.Of(party, Ram.URIUniversalCommunication, Ram.URIID);
}
