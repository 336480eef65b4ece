using Cartulaire.EInvoicing.Model;
using Cartulaire.EInvoicing.Reading;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Ubl.Reading;

/// <summary>Reads the parties of a UBL invoice (BG-4 to BG-13).</summary>
internal sealed class UblParties(Intake take)
{
    /// <summary>Scheme of the identifier of a creditor among those of a party (BT-90).</summary>
    public const string Creditor = "SEPA";

    /// <summary>Tax scheme of VAT identifiers.</summary>
    public const string Vat = "VAT";

    /// <summary>Tax scheme of other registrations (BT-32).</summary>
    public const string OtherTax = "TAX";

    // Whether identifiers of a creditor are those of a direct debit; without payment they are identifiers like others.
    private readonly bool hasPayment = take.Root.First(Cac.PaymentMeans) is not null;

    public Seller Seller(Element? party) => new()
    {
        Name = take.Text(party, Cac.PartyLegalEntity, Cbc.RegistrationName),
        TradingName = take.Text(party, Cac.PartyName, Cbc.Name),
        Identifiers = Intake.List(Identifiers(party), id => take.Identifier(id)),
        LegalRegistration = take.Identifier(party?.Find(Cac.PartyLegalEntity, Cbc.CompanyID)),
        VatIdentifier = Tax(party, isVat: true),
        TaxRegistration = Tax(party, isVat: false),
        LegalInformation = take.Text(party, Cac.PartyLegalEntity, Cbc.CompanyLegalForm),
        ElectronicAddress = take.Identifier(party?.First(Cbc.EndpointID)),
        Address = Address(party?.First(Cac.PostalAddress)),
        Contact = Contact(party?.First(Cac.Contact)),
    };

    public Buyer Buyer(Element? party) => new()
    {
        Name = take.Text(party, Cac.PartyLegalEntity, Cbc.RegistrationName),
        TradingName = take.Text(party, Cac.PartyName, Cbc.Name),
        Identifier = take.Identifier(party?.Find(Cac.PartyIdentification, Cbc.ID)),
        LegalRegistration = take.Identifier(party?.Find(Cac.PartyLegalEntity, Cbc.CompanyID)),
        VatIdentifier = Tax(party, isVat: true),
        ElectronicAddress = take.Identifier(party?.First(Cbc.EndpointID)),
        Address = Address(party?.First(Cac.PostalAddress)),
        Contact = Contact(party?.First(Cac.Contact)),
    };

    public Payee? Payee(Element? party) => Intake.Some(new Payee
    {
        Name = take.Text(party, Cac.PartyName, Cbc.Name),
        Identifier = take.Identifier(Identifiers(party).FirstOrDefault()),
        LegalRegistration = take.Identifier(party?.Find(Cac.PartyLegalEntity, Cbc.CompanyID)),
    });

    public TaxRepresentative? Representative(Element? party) => Intake.Some(new TaxRepresentative
    {
        Name = take.Text(party, Cac.PartyName, Cbc.Name),
        VatIdentifier = Tax(party, isVat: true),
        Address = Address(party?.First(Cac.PostalAddress)),
    });

    public Delivery? Delivery(Element? delivery) => Intake.Some(new Delivery
    {
        PartyName = take.Text(delivery, Cac.DeliveryParty, Cac.PartyName, Cbc.Name),
        Location = take.Identifier(delivery?.Find(Cac.DeliveryLocation, Cbc.ID)),
        Date = take.Date(delivery?.First(Cbc.ActualDeliveryDate)),
        Address = Intake.Some(Address(delivery?.Find(Cac.DeliveryLocation, Cac.Address))),
    });

    /// <summary>Whether an identifier of a party is that of a creditor (BT-90).</summary>
    public static bool IsCreditor(Element id) => id.Attribute("schemeID") == Creditor;

    private IEnumerable<Element> Identifiers(Element? party)
        => party?.All(Cac.PartyIdentification, Cbc.ID).Where(id => !(hasPayment && IsCreditor(id))) ?? [];

    private string? Tax(Element? party, bool isVat)
    {
        if (party?.All(Cac.PartyTaxScheme).Find(s => UblInvoice.IsVat(s) == isVat && s.First(Cbc.CompanyID) is not null) is not { } scheme)
        {
            return null;
        }

        take.Constant(scheme.Find(Cac.TaxScheme, Cbc.ID), isVat ? Vat : OtherTax);
        return take.Text(scheme, Cbc.CompanyID);
    }

    private PostalAddress Address(Element? address) => new()
    {
        Line1 = take.Text(address, Cbc.StreetName),
        Line2 = take.Text(address, Cbc.AdditionalStreetName),
        Line3 = take.Text(address, Cac.AddressLine, Cbc.Line),
        City = take.Text(address, Cbc.CityName),
        PostCode = take.Text(address, Cbc.PostalZone),
        Subdivision = take.Text(address, Cbc.CountrySubentity),
        CountryCode = take.Text(address, Cac.Country, Cbc.IdentificationCode),
    };

    private Contact? Contact(Element? contact) => Intake.Some(new Contact
    {
        Name = take.Text(contact, Cbc.Name),
        Telephone = take.Text(contact, Cbc.Telephone),
        Email = take.Text(contact, Cbc.ElectronicMail),
    });
}
