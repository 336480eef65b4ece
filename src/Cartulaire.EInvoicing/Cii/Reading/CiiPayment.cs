using Cartulaire.EInvoicing.Model;
using Cartulaire.EInvoicing.Reading;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Cii.Reading;

/// <summary>Reads how to pay (BG-16). CII has one <c>SpecifiedTradeSettlementPaymentMeans</c> for each account; what the others repeat of the first is read once.</summary>
internal sealed class CiiPayment(Intake take, Element? settlement)
{
    private readonly List<Element> means = settlement?.All(Ram.SpecifiedTradeSettlementPaymentMeans) ?? [];

    public PaymentInstructions? Read() => Intake.Some(new PaymentInstructions
    {
        MeansCode = Once(Ram.TypeCode),
        MeansText = Once(Ram.Information),
        RemittanceInformation = take.Text(settlement, Ram.PaymentReference),
        CreditTransfers = Intake.List(means, Transfer),
        Card = Card(means.Select(m => m.First(Ram.ApplicableTradeSettlementFinancialCard)).FirstOrDefault(c => c is not null)),
        DirectDebit = Intake.Some(new DirectDebit
        {
            MandateReference = take.Text(settlement, Ram.SpecifiedTradePaymentTerms, Ram.DirectDebitMandateID),
            CreditorIdentifier = take.Text(settlement, Ram.CreditorReferenceID),
            DebitedAccount = take.Text(settlement, Ram.SpecifiedTradeSettlementPaymentMeans, Ram.PayerPartyDebtorFinancialAccount, Ram.IBANID),
        }),
    });

    private string? Once(Name name)
    {
        var all = means.SelectMany(m => m.All(name)).ToList();
        var first = take.Text(all.FirstOrDefault());
        foreach (var element in all.Where(e => Blank.Trim(e.Text) == first))
        {
            take.Text(element);
        }

        return first;
    }

    private CreditTransfer? Transfer(Element one)
    {
        var account = one.First(Ram.PayeePartyCreditorFinancialAccount);
        return Intake.Some(new CreditTransfer
        {
            Account = take.Text(account, Ram.IBANID) ?? take.Text(account, Ram.ProprietaryID),
            AccountName = take.Text(account, Ram.AccountName),
            ServiceProvider = take.Text(one, Ram.PayeeSpecifiedCreditorFinancialInstitution, Ram.BICID),
        });
    }

    private PaymentCard? Card(Element? card)
        => Intake.Some(new PaymentCard { AccountNumber = take.Text(card, Ram.ID), HolderName = take.Text(card, Ram.CardholderName) });
}
