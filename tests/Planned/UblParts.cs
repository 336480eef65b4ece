using System.Xml.Linq;
using static Cartulaire.Tests.Planned.Building;

namespace Cartulaire.Tests.Planned;

/// <summary>Pieces of UBL that occur in several places.</summary>
internal static class UblParts
{
    public static readonly XNamespace Cac = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2";

    public static readonly XNamespace Cbc = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2";

    /// <summary>The terms of a party's parts.</summary>
    internal sealed record PartyTerms(string Group, string Name, string Trading, string Id, string Legal, string Vat, string Tax, string Endpoint, string Address, string Country, string Contact);

    public static readonly PartyTerms Seller = new("BG-4", "BT-27", "BT-28", "BT-29", "BT-30", "BT-31", "BT-32", "BT-34", "BG-5", "BT-40", "BG-6");

    public static readonly PartyTerms Buyer = new("BG-7", "BT-44", "BT-45", "BT-46", "BT-47", "BT-48", "", "BT-49", "BG-8", "BT-55", "BG-9");

    public static XElement? Reference(string name, string? id, string term) => Group(Cac + name, Text(Cbc + "ID", id, term));

    public static XElement? Supports(Supporting document) => Group(
        Cac + "AdditionalDocumentReference",
        Text(Cbc + "ID", document.Id, "BT-122"),
        Text(Cbc + "DocumentDescription", document.Description, "BT-123"),
        Group(
            Cac + "Attachment",
            document.IsEmbedded ? new XElement(Cbc + "EmbeddedDocumentBinaryObject", new XAttribute("mimeCode", "application/pdf"), new XAttribute("filename", $"{document.Id}.pdf"), "JVBERi0xLjc=").As("BT-125") : null,
            Group(Cac + "ExternalReference", Text(Cbc + "URI", document.Uri, "BT-124")))).As("BG-24");

    public static XElement? Party(Party party, PartyTerms terms, string? creditor) => new XElement(
        Cac + "Party",
        Text(Cbc + "EndpointID", party.Endpoint?.Id, terms.Endpoint, "schemeID", party.Endpoint?.Scheme),
        party.Ids.Select(id => Group(Cac + "PartyIdentification", Text(Cbc + "ID", id.Id, terms.Id, "schemeID", id.Scheme))),
        Group(Cac + "PartyIdentification", Text(Cbc + "ID", creditor, "BT-90", "schemeID", "SEPA")),
        Group(Cac + "PartyName", Text(Cbc + "Name", party.Trading, terms.Trading)),
        Place(Cac + "PostalAddress", party.Address, terms.Address, terms.Country),
        TaxScheme(party.Vat, "VAT", terms.Vat),
        TaxScheme(party.Tax, "TAX", terms.Tax),
        Group(
            Cac + "PartyLegalEntity",
            Text(Cbc + "RegistrationName", party.Name, terms.Name),
            Text(Cbc + "CompanyID", party.Legal?.Id, terms.Legal, "schemeID", party.Legal?.Scheme),
            Text(Cbc + "CompanyLegalForm", party.LegalForm, "BT-33")),
        party.Contact is not { } contact ? null : Group(
            Cac + "Contact", Text(Cbc + "Name", contact.Name), Text(Cbc + "Telephone", contact.Telephone), Text(Cbc + "ElectronicMail", contact.Mail)).As(terms.Contact)).As(terms.Group);

    public static XElement? Place(XName name, Address address, string term, string country) => Group(
        name,
        Text(Cbc + "StreetName", address.Street),
        Text(Cbc + "AdditionalStreetName", address.More),
        Text(Cbc + "CityName", address.City),
        Text(Cbc + "PostalZone", address.Zone),
        Text(Cbc + "CountrySubentity", address.Region),
        Group(Cac + "AddressLine", Text(Cbc + "Line", address.Third)),
        Group(Cac + "Country", Text(Cbc + "IdentificationCode", address.Country, country))).As(term);

    public static XElement? TaxScheme(string? id, string scheme, string term)
        => id is null ? null : Group(Cac + "PartyTaxScheme", Text(Cbc + "CompanyID", id, term), Group(Cac + "TaxScheme", Text(Cbc + "ID", scheme)));

    public static XElement? Money(string name, decimal? amount, string currency, string? term)
        => amount is { } a ? Text(Cbc + name, Amount(a), term, "currencyID", currency) : null;

    public static XElement? Category(string name, Vat vat, string category, string rate, bool withReason = false) => Group(
        Cac + name,
        Text(Cbc + "ID", vat.Category, category),
        Text(Cbc + "Percent", vat.Rate is { } r ? Number(r) : null, rate),
        withReason ? Text(Cbc + "TaxExemptionReasonCode", vat.ReasonCode, "BT-121") : null,
        withReason ? Text(Cbc + "TaxExemptionReason", vat.Reason, "BT-120") : null,
        Group(Cac + "TaxScheme", Text(Cbc + "ID", "VAT")));

    public static XElement? AllowanceCharge(Charge charge, string currency, bool ofLine)
    {
        var terms = ChargeTerms.Of(charge.IsCharge, ofLine);
        return Group(
            Cac + "AllowanceCharge",
            Text(Cbc + "ChargeIndicator", charge.IsCharge ? "true" : "false"),
            Text(Cbc + "AllowanceChargeReasonCode", charge.Code, terms.Code),
            Text(Cbc + "AllowanceChargeReason", charge.Reason, terms.Reason),
            Text(Cbc + "MultiplierFactorNumeric", charge.Percent is { } p ? Number(p) : null, terms.Percent),
            Money("Amount", charge.Amount, currency, terms.Amount),
            Money("BaseAmount", charge.Base, currency, terms.Base),
            charge.Vat is { } vat ? Category("TaxCategory", vat, terms.Category, terms.Rate) : null).As(terms.Group);
    }
}

/// <summary>The terms of an allowance or a charge.</summary>
internal sealed record ChargeTerms(string Group, string Amount, string Base, string Percent, string Category, string Rate, string Reason, string Code)
{
    private static readonly ChargeTerms Allowance = new("BG-20", "BT-92", "BT-93", "BT-94", "BT-95", "BT-96", "BT-97", "BT-98");
    private static readonly ChargeTerms Charge = new("BG-21", "BT-99", "BT-100", "BT-101", "BT-102", "BT-103", "BT-104", "BT-105");
    private static readonly ChargeTerms LineAllowance = new("BG-27", "BT-136", "BT-137", "BT-138", "", "", "BT-139", "BT-140");
    private static readonly ChargeTerms LineCharge = new("BG-28", "BT-141", "BT-142", "BT-143", "", "", "BT-144", "BT-145");

    public static ChargeTerms Of(bool isCharge, bool ofLine) => (isCharge, ofLine) switch
    {
        (false, false) => Allowance,
        (true, false) => Charge,
        (false, true) => LineAllowance,
        _ => LineCharge,
    };
}
