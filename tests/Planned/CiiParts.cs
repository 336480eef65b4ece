using System.Globalization;
using System.Xml.Linq;
using static Cartulaire.Tests.Planned.Building;

namespace Cartulaire.Tests.Planned;

/// <summary>Pieces of CII that occur in several places.</summary>
internal static class CiiParts
{
    public static readonly XNamespace Rsm = "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100";

    public static readonly XNamespace Ram = "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100";

    public static readonly XNamespace Udt = "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100";

    public static readonly XNamespace Qdt = "urn:un:unece:uncefact:data:standard:QualifiedDataType:100";

    public static string Plain(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    public static XElement? Date(string name, DateOnly? day, string term)
        => day is { } d ? Group(Ram + name, Text(Udt + "DateTimeString", Plain(d), term, "format", "102")) : null;

    public static XElement? Span(Period? period, string group, string start, string end)
        => Group(Ram + "BillingSpecifiedPeriod", Date("StartDateTime", period?.Start, start), Date("EndDateTime", period?.End, end)).As(group);

    public static XElement? Document(string name, string? id, string term) => Group(Ram + name, Text(Ram + "IssuerAssignedID", id, term));

    public static XElement? Money(string name, decimal? amount, string? term) => amount is { } a ? Text(Ram + name, Amount(a), term) : null;

    public static XElement? Party(string name, Party party, UblParts.PartyTerms terms) => Group(
        Ram + name,
        party.Ids.Select(id => Text(Ram + (id.Scheme is null ? "ID" : "GlobalID"), id.Id, terms.Id, "schemeID", id.Scheme)),
        Text(Ram + "Name", party.Name, terms.Name),
        Text(Ram + "Description", party.LegalForm, "BT-33"),
        Group(
            Ram + "SpecifiedLegalOrganization",
            Text(Ram + "ID", party.Legal?.Id, terms.Legal, "schemeID", party.Legal?.Scheme), Text(Ram + "TradingBusinessName", party.Trading, terms.Trading)),
        party.Contact is not { } contact ? null : Group(
            Ram + "DefinedTradeContact",
            Text(Ram + "PersonName", contact.Name),
            Group(Ram + "TelephoneUniversalCommunication", Text(Ram + "CompleteNumber", contact.Telephone)),
            Group(Ram + "EmailURIUniversalCommunication", Text(Ram + "URIID", contact.Mail))).As(terms.Contact),
        Place(party.Address, terms.Address, terms.Country),
        Group(Ram + "URIUniversalCommunication", Text(Ram + "URIID", party.Endpoint?.Id, terms.Endpoint, "schemeID", party.Endpoint?.Scheme)),
        Registration(party.Vat, "VA", terms.Vat),
        Registration(party.Tax, "FC", terms.Tax)).As(terms.Group);

    public static XElement? Place(Address address, string term, string country) => Group(
        Ram + "PostalTradeAddress",
        Text(Ram + "PostcodeCode", address.Zone),
        Text(Ram + "LineOne", address.Street),
        Text(Ram + "LineTwo", address.More),
        Text(Ram + "LineThree", address.Third),
        Text(Ram + "CityName", address.City),
        Text(Ram + "CountryID", address.Country, country),
        Text(Ram + "CountrySubDivisionName", address.Region)).As(term);

    public static XElement? Registration(string? id, string scheme, string term) => Group(Ram + "SpecifiedTaxRegistration", Text(Ram + "ID", id, term, "schemeID", scheme));

    public static XElement? AllowanceCharge(Charge charge, bool ofLine)
    {
        var terms = ChargeTerms.Of(charge.IsCharge, ofLine);
        return Group(
            Ram + "SpecifiedTradeAllowanceCharge",
            Group(Ram + "ChargeIndicator", Text(Udt + "Indicator", charge.IsCharge ? "true" : "false")),
            Text(Ram + "CalculationPercent", charge.Percent is { } p ? Number(p) : null, terms.Percent),
            Money("BasisAmount", charge.Base, terms.Base),
            Money("ActualAmount", charge.Amount, terms.Amount),
            Text(Ram + "ReasonCode", charge.Code, terms.Code),
            Text(Ram + "Reason", charge.Reason, terms.Reason),
            charge.Vat is not { } vat ? null : Group(
                Ram + "CategoryTradeTax",
                Text(Ram + "TypeCode", "VAT"), Text(Ram + "CategoryCode", vat.Category, terms.Category), Text(Ram + "RateApplicablePercent", vat.Rate is { } r ? Number(r) : null, terms.Rate))).As(terms.Group);
    }
}
