namespace Cartulaire.EInvoicing.Responses;

/// <summary>The codes of responses.</summary>
internal static class ResponseCodes
{
    public const string Reasons = "OPStatusReason";
    public const string Actions = "OPStatusAction";

    public static readonly Table<InvoiceStatus> InvoiceStatuses = new(
        ("AB", InvoiceStatus.Received), ("IP", InvoiceStatus.InProcess), ("UQ", InvoiceStatus.UnderQuery), ("CA", InvoiceStatus.ConditionallyAccepted),
        ("RE", InvoiceStatus.Rejected), ("AP", InvoiceStatus.Accepted), ("PD", InvoiceStatus.Paid));

    public static readonly Table<StatusReason> StatusReasons = new(
        ("NON", StatusReason.NoIssue), ("REF", StatusReason.References), ("LEG", StatusReason.Legal), ("REC", StatusReason.Receiver), ("QUA", StatusReason.Quality),
        ("DEL", StatusReason.Delivery), ("PRI", StatusReason.Prices), ("QTY", StatusReason.Quantity), ("ITM", StatusReason.Items), ("PAY", StatusReason.PaymentTerms),
        ("UNR", StatusReason.NotRecognized), ("FIN", StatusReason.Finance), ("PPD", StatusReason.PartiallyPaid), ("OTH", StatusReason.Other));

    public static readonly Table<StatusAction> StatusActions = new(
        ("NOA", StatusAction.None), ("PIN", StatusAction.ProvideInformation), ("NIN", StatusAction.IssueNewInvoice), ("CNF", StatusAction.CreditFully),
        ("CNP", StatusAction.CreditPartially), ("CNA", StatusAction.CreditAmount), ("OTH", StatusAction.Other));

    public static readonly Table<MessageStatus> MessageStatuses = new(("AB", MessageStatus.Acknowledged), ("AP", MessageStatus.Accepted), ("RE", MessageStatus.Rejected));

    public static readonly Table<IssueKind> IssueKinds = new(("BV", IssueKind.FatalRule), ("BW", IssueKind.Warning), ("SV", IssueKind.Syntax));

    /// <summary>Codes and what they stand for.</summary>
    internal sealed class Table<T>(params (string Code, T Value)[] rows)
        where T : struct, Enum
    {
        public string Of(T value) => Array.Find(rows, r => r.Value.Equals(value)).Code ?? throw new ArgumentOutOfRangeException(nameof(value), value, null);

        public T? Read(string code)
        {
            foreach (var row in rows)
            {
                if (row.Code == code)
                {
                    return row.Value;
                }
            }

            return null;
        }
    }
}
