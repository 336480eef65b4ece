using Cartulaire.EInvoicing.Model;
using Cartulaire.EInvoicing.Ubl.Reading;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Ubl.Writing;

/// <summary>The parties of a UBL invoice and its delivery, in the order of the schema.</summary>
internal sealed class UblPartyOutput(UblOutput to, Invoice invoice)
{
    // The creditor of a direct debit is an identifier of whoever is paid.
    private readonly string? creditor = invoice.PaymentInstructions?.DirectDebit?.CreditorIdentifier;
    private readonly bool payeeIsCreditor = invoice.Payee is { } payee && payee != new Payee();

    public void Write()
    {
        Seller(invoice.Seller);
        Buyer(invoice.Buyer);
        Payee();
        Representative();
        Delivery();
    }

    private void Seller(Seller seller)
    {
        using var role = to.Begin(Cac.AccountingSupplierParty, always: true);
        using var party = to.Begin(Cac.Party);
        to.Identifier(Cbc.EndpointID, "BT-34", seller.ElectronicAddress);
        foreach (var identifier in seller.Identifiers)
        {
            Identification("BT-29", identifier);
        }

        Creditor(isHere: !payeeIsCreditor);
        Name("BT-28", seller.TradingName);
        Address(Cac.PostalAddress, seller.Address, [35, 36, 162, 37, 38, 39, 40]);
        Tax("BT-31", seller.VatIdentifier, UblParties.Vat);
        Tax("BT-32", seller.TaxRegistration, UblParties.OtherTax);
        using (to.Begin(Cac.PartyLegalEntity))
        {
            to.Text(Cbc.RegistrationName, "BT-27", seller.Name);
            to.Identifier(Cbc.CompanyID, "BT-30", seller.LegalRegistration);
            to.Text(Cbc.CompanyLegalForm, "BT-33", seller.LegalInformation);
        }

        Contact(seller.Contact, 41);
    }

    private void Buyer(Buyer buyer)
    {
        using var role = to.Begin(Cac.AccountingCustomerParty, always: true);
        using var party = to.Begin(Cac.Party);
        to.Identifier(Cbc.EndpointID, "BT-49", buyer.ElectronicAddress);
        Identification("BT-46", buyer.Identifier);
        Name("BT-45", buyer.TradingName);
        Address(Cac.PostalAddress, buyer.Address, [50, 51, 163, 52, 53, 54, 55]);
        Tax("BT-48", buyer.VatIdentifier, UblParties.Vat);
        using (to.Begin(Cac.PartyLegalEntity))
        {
            to.Text(Cbc.RegistrationName, "BT-44", buyer.Name);
            to.Identifier(Cbc.CompanyID, "BT-47", buyer.LegalRegistration);
        }

        Contact(buyer.Contact, 56);
    }

    private void Payee()
    {
        using var party = to.Begin(Cac.PayeeParty);
        Identification("BT-60", invoice.Payee?.Identifier);
        Creditor(isHere: payeeIsCreditor);
        Name("BT-59", invoice.Payee?.Name);
        using var legal = to.Begin(Cac.PartyLegalEntity);
        to.Identifier(Cbc.CompanyID, "BT-61", invoice.Payee?.LegalRegistration);
    }

    private void Representative()
    {
        using var party = to.Begin(Cac.TaxRepresentativeParty);
        Name("BT-62", invoice.TaxRepresentative?.Name);
        Address(Cac.PostalAddress, invoice.TaxRepresentative?.Address, [64, 65, 164, 66, 67, 68, 69]);
        Tax("BT-63", invoice.TaxRepresentative?.VatIdentifier, UblParties.Vat);
    }

    private void Delivery()
    {
        using var delivery = to.Begin(Cac.Delivery);
        to.Date(Cbc.ActualDeliveryDate, "BT-72", invoice.Delivery?.Date);
        using (to.Begin(Cac.DeliveryLocation))
        {
            to.Identifier(Cbc.ID, "BT-71", invoice.Delivery?.Location);
            Address(Cac.Address, invoice.Delivery?.Address, [75, 76, 165, 77, 78, 79, 80]);
        }

        using var party = to.Begin(Cac.DeliveryParty);
        Name("BT-70", invoice.Delivery?.PartyName);
    }

    private void Identification(string term, Identifier? value)
    {
        if (value?.Scheme is { } scheme && Blank.Trim(scheme) == UblParties.Creditor && invoice.PaymentInstructions is not null && term != "BT-46")
        {
            // It would be read as that of a creditor.
            to.Fault(WriteFaultKind.NotExpressible, term);
        }

        using var identification = to.Begin(Cac.PartyIdentification);
        to.Identifier(Cbc.ID, term, value);
    }

    private void Creditor(bool isHere)
    {
        if (isHere)
        {
            using var identification = to.Begin(Cac.PartyIdentification);
            to.Text(Cbc.ID, "BT-90", creditor, isRequired: false, ("schemeID", UblParties.Creditor));
        }
    }

    private void Name(string term, string? value)
    {
        using var name = to.Begin(Cac.PartyName);
        to.Text(Cbc.Name, term, value);
    }

    private void Tax(string term, string? value, string scheme)
    {
        if (!UblOutput.IsBlank(value))
        {
            using var tax = to.Begin(Cac.PartyTaxScheme);
            to.Text(Cbc.CompanyID, term, value);
            UblDocument.Scheme(to, scheme);
        }
    }

    private void Address(Name name, PostalAddress? address, int[] terms)
    {
        using var group = to.Begin(name);
        to.Text(Cbc.StreetName, $"BT-{terms[0]}", address?.Line1);
        to.Text(Cbc.AdditionalStreetName, $"BT-{terms[1]}", address?.Line2);
        to.Text(Cbc.CityName, $"BT-{terms[3]}", address?.City);
        to.Text(Cbc.PostalZone, $"BT-{terms[4]}", address?.PostCode);
        to.Text(Cbc.CountrySubentity, $"BT-{terms[5]}", address?.Subdivision);
        using (to.Begin(Cac.AddressLine))
        {
            to.Text(Cbc.Line, $"BT-{terms[2]}", address?.Line3);
        }

        using var country = to.Begin(Cac.Country);
        to.Text(Cbc.IdentificationCode, $"BT-{terms[6]}", address?.CountryCode);
    }

    private void Contact(Contact? contact, int first)
    {
        using var group = to.Begin(Cac.Contact);
        to.Text(Cbc.Name, $"BT-{first}", contact?.Name);
        to.Text(Cbc.Telephone, $"BT-{first + 1}", contact?.Telephone);
        to.Text(Cbc.ElectronicMail, $"BT-{first + 2}", contact?.Email);
    }
}
