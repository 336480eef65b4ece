using Cartulaire.EInvoicing.Model;
using Cartulaire.EInvoicing.Reading;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Cii.Reading;

/// <summary>Reads the parties of a CII invoice (BG-4 to BG-13).</summary>
internal sealed class CiiParties(Intake take)
{
    private const string Vat = "VA";
    private const string OtherTax = "FC";

    public Seller Seller(Element? party) => new()
    {
        Name = take.Text(party, Ram.Name),
        TradingName = take.Text(party, Ram.SpecifiedLegalOrganization, Ram.TradingBusinessName),
        Identifiers = Intake.List(Identifiers(party), id => take.Identifier(id)),
        LegalRegistration = take.Identifier(party?.Find(Ram.SpecifiedLegalOrganization, Ram.ID)),
        VatIdentifier = Tax(party, Vat),
        TaxRegistration = Tax(party, OtherTax),
        LegalInformation = take.Text(party, Ram.Description),
        ElectronicAddress = take.Identifier(party?.Find(Ram.URIUniversalCommunication, Ram.URIID)),
        Address = Address(party?.First(Ram.PostalTradeAddress)),
        Contact = Contact(party?.First(Ram.DefinedTradeContact)),
    };

    public Buyer Buyer(Element? party) => new()
    {
        Name = take.Text(party, Ram.Name),
        TradingName = take.Text(party, Ram.SpecifiedLegalOrganization, Ram.TradingBusinessName),
        Identifier = take.Identifier(Identifiers(party).FirstOrDefault()),
        LegalRegistration = take.Identifier(party?.Find(Ram.SpecifiedLegalOrganization, Ram.ID)),
        VatIdentifier = Tax(party, Vat),
        ElectronicAddress = take.Identifier(party?.Find(Ram.URIUniversalCommunication, Ram.URIID)),
        Address = Address(party?.First(Ram.PostalTradeAddress)),
        Contact = Contact(party?.First(Ram.DefinedTradeContact)),
    };

    public Payee? Payee(Element? party) => Intake.Some(new Payee
    {
        Name = take.Text(party, Ram.Name),
        Identifier = take.Identifier(Identifiers(party).FirstOrDefault()),
        LegalRegistration = take.Identifier(party?.Find(Ram.SpecifiedLegalOrganization, Ram.ID)),
    });

    public TaxRepresentative? Representative(Element? party) => Intake.Some(new TaxRepresentative
    {
        Name = take.Text(party, Ram.Name),
        VatIdentifier = Tax(party, Vat),
        Address = Address(party?.First(Ram.PostalTradeAddress)),
    });

    public Delivery? Delivery(Element? delivery)
    {
        var party = delivery?.First(Ram.ShipToTradeParty);
        return Intake.Some(new Delivery
        {
            PartyName = take.Text(party, Ram.Name),
            Location = take.Identifier(Identifiers(party).FirstOrDefault()),
            Date = take.Day(delivery, Ram.ActualDeliverySupplyChainEvent, Ram.OccurrenceDateTime, Udt.DateTimeString),
            Address = Intake.Some(Address(party?.First(Ram.PostalTradeAddress))),
        });
    }

    // One with a scheme stands apart from one without.
    private static IEnumerable<Element> Identifiers(Element? party)
        => party is null ? [] : party.All(Ram.ID).Concat(party.All(Ram.GlobalID)).Where(id => id.Trimmed.Length > 0);

    private string? Tax(Element? party, string scheme)
    {
        var id = party?.All(Ram.SpecifiedTaxRegistration, Ram.ID).Find(i => i.Attribute("schemeID") == scheme);
        take.ConstantAttribute(id, "schemeID", scheme);
        return take.Text(id);
    }

    private PostalAddress Address(Element? address) => new()
    {
        Line1 = take.Text(address, Ram.LineOne),
        Line2 = take.Text(address, Ram.LineTwo),
        Line3 = take.Text(address, Ram.LineThree),
        City = take.Text(address, Ram.CityName),
        PostCode = take.Text(address, Ram.PostcodeCode),
        Subdivision = take.Text(address, Ram.CountrySubDivisionName),
        CountryCode = take.Text(address, Ram.CountryID),
    };

    private Contact? Contact(Element? contact) => Intake.Some(new Contact
    {
        Name = take.Text(contact, Ram.PersonName) ?? take.Text(contact, Ram.DepartmentName),
        Telephone = take.Text(contact, Ram.TelephoneUniversalCommunication, Ram.CompleteNumber),
        Email = take.Text(contact, Ram.EmailURIUniversalCommunication, Ram.URIID),
    });
}
