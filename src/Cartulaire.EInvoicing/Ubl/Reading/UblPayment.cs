using Cartulaire.EInvoicing.Model;
using Cartulaire.EInvoicing.Reading;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Ubl.Reading;

/// <summary>Reads how to pay (BG-16). UBL has one <c>PaymentMeans</c> for each account; what the others repeat of the first is read once.</summary>
internal sealed class UblPayment(Intake take)
{
    private readonly List<Element> means = take.Root.All(Cac.PaymentMeans);

    public PaymentInstructions? Read()
    {
        if (means.Count == 0)
        {
            return null;
        }

        var instructions = new PaymentInstructions
        {
            MeansCode = Once(m => m.First(Cbc.PaymentMeansCode)),
            MeansText = MeansText(),
            RemittanceInformation = Once(m => m.First(Cbc.PaymentID)),
            CreditTransfers = Intake.List(means.SelectMany(m => m.All(Cac.PayeeFinancialAccount)), Transfer),
            Card = Card(FirstOf(Cac.CardAccount)),
            DirectDebit = Debit(FirstOf(Cac.PaymentMandate)),
        };
        return Intake.Some(instructions);
    }

    /// <summary>The due date of a credit note (BT-9), which stands here.</summary>
    public static DateOnly? DueDate(Intake take)
    {
        var dates = take.Root.All(Cac.PaymentMeans, Cbc.PaymentDueDate);
        var day = take.Date(dates.FirstOrDefault());
        foreach (var date in dates.Skip(1))
        {
            take.Constant(date, dates[0].Trimmed);
        }

        return day;
    }

    private Element? FirstOf(Name name) => means.Select(m => m.First(name)).FirstOrDefault(e => e is not null);

    // The first that says it; others that say the same say nothing new.
    private string? Once(Func<Element, Element?> find)
    {
        string? value = null;
        foreach (var element in means.Select(find).Where(e => e is not null))
        {
            if (value is null)
            {
                value = take.Text(element);
            }
            else if (Blank.Trim(element!.Text) == value)
            {
                take.Text(element);
            }
        }

        return value;
    }

    private string? MeansText()
    {
        string? value = null;
        foreach (var code in means.Select(m => m.First(Cbc.PaymentMeansCode)))
        {
            if (value is null)
            {
                value = take.Attribute(code, "name");
            }
            else
            {
                take.ConstantAttribute(code, "name", value);
            }
        }

        return value;
    }

    private CreditTransfer? Transfer(Element account) => Intake.Some(new CreditTransfer
    {
        Account = take.Text(account, Cbc.ID),
        AccountName = take.Text(account, Cbc.Name),
        ServiceProvider = take.Text(account, Cac.FinancialInstitutionBranch, Cbc.ID),
    });

    private PaymentCard? Card(Element? card)
    {
        take.Constant(card?.First(Cbc.NetworkID), UblReader.NotGiven);
        return Intake.Some(new PaymentCard { AccountNumber = take.Text(card, Cbc.PrimaryAccountNumberID), HolderName = take.Text(card, Cbc.HolderName) });
    }

    private DirectDebit? Debit(Element? mandate)
    {
        var creditor = take.Root.All(Cac.PayeeParty, Cac.PartyIdentification, Cbc.ID)
            .Concat(take.Root.All(Cac.AccountingSupplierParty, Cac.Party, Cac.PartyIdentification, Cbc.ID))
            .FirstOrDefault(UblParties.IsCreditor);
        take.ConstantAttribute(creditor, "schemeID", UblParties.Creditor);
        return Intake.Some(new DirectDebit
        {
            MandateReference = take.Text(mandate, Cbc.ID),
            CreditorIdentifier = take.Text(creditor),
            DebitedAccount = take.Text(mandate, Cac.PayerFinancialAccount, Cbc.ID),
        });
    }
}
