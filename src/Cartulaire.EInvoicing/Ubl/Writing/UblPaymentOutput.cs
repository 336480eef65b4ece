using Cartulaire.EInvoicing.Model;
using Cartulaire.EInvoicing.Ubl.Reading;

namespace Cartulaire.EInvoicing.Ubl.Writing;

/// <summary>How to pay (BG-16): one <c>PaymentMeans</c> for each account, the card and the mandate in the first.</summary>
internal sealed class UblPaymentOutput(UblOutput to, PaymentInstructions instructions, DateOnly? dueDate)
{
    public void Write()
    {
        Means(instructions.CreditTransfers.Count > 0 ? instructions.CreditTransfers[0] : null, isFirst: true);
        foreach (var transfer in instructions.CreditTransfers.Skip(1))
        {
            Means(transfer, isFirst: false);
        }
    }

    private void Means(CreditTransfer? transfer, bool isFirst)
    {
        using var means = to.Begin(Cac.PaymentMeans);
        to.Text(Cbc.PaymentMeansCode, "BT-81", instructions.MeansCode, isRequired: true, ("name", instructions.MeansText));
        to.Date(Cbc.PaymentDueDate, "BT-9", isFirst ? dueDate : null);
        to.Text(Cbc.PaymentID, "BT-83", instructions.RemittanceInformation);
        if (isFirst && instructions.Card is { } card)
        {
            Card(card);
        }

        using (to.Begin(Cac.PayeeFinancialAccount))
        {
            to.Text(Cbc.ID, "BT-84", transfer?.Account);
            to.Text(Cbc.Name, "BT-85", transfer?.AccountName);
            using var branch = to.Begin(Cac.FinancialInstitutionBranch);
            to.Text(Cbc.ID, "BT-86", transfer?.ServiceProvider);
        }

        using var mandate = to.Begin(Cac.PaymentMandate);
        to.Text(Cbc.ID, "BT-89", isFirst ? instructions.DirectDebit?.MandateReference : null);
        using var account = to.Begin(Cac.PayerFinancialAccount);
        to.Text(Cbc.ID, "BT-91", isFirst ? instructions.DirectDebit?.DebitedAccount : null);
    }

    private void Card(PaymentCard card)
    {
        using var account = to.Begin(Cac.CardAccount);
        to.Text(Cbc.PrimaryAccountNumberID, "BT-87", card.AccountNumber, isRequired: true);
        to.Constant(Cbc.NetworkID, UblReader.NotGiven);
        to.Text(Cbc.HolderName, "BT-88", card.HolderName);
    }
}
