using Cartulaire.EInvoicing;
using Cartulaire.EInvoicing.Attachments;
using Cartulaire.EInvoicing.Responses;

namespace Cartulaire.Bench.EInvoicing;

/// <summary>What is fuzzed: each way in that takes a file of others. A new one is a new row.</summary>
internal static class FuzzTargets
{
    public static (string Name, Action<Stream> Run)[] All { get; } =
    [
        ("check as declared, every message", CheckAndTell),
        ("check under Peppol", stream => InvoiceCheck.Check(stream, rules: RuleSet.Peppol)),
        ("check under Factur-X", stream => InvoiceCheck.Check(stream, rules: RuleSet.FacturX)),
        ("model and back", ReadAndWrite),
        ("page", stream => InvoiceView.Write(stream, Stream.Null, Language.French)),
        ("attachments", ReadAttachments),
        ("answer", stream => AnsweredInvoice.Read(stream)),
        ("invoice response", stream => InvoiceResponse.Read(stream)),
        ("message level response", stream => MessageLevelResponse.Read(stream)),
    ];

    private static void CheckAndTell(Stream stream)
    {
        var result = InvoiceCheck.Check(stream);
        foreach (var language in Enum.GetValues<Language>())
        {
            result.Fault?.Message(language);
            foreach (var finding in result.Findings.Take(200))
            {
                finding.Message(language);
            }
        }
    }

    private static void ReadAttachments(Stream stream)
    {
        using var attachments = InvoiceAttachments.Read(stream);
        while (attachments.Next() is { } attachment)
        {
            attachment.Content.CopyTo(Stream.Null);
        }
    }

    private static void ReadAndWrite(Stream stream)
    {
        if (InvoiceReader.Read(stream).Invoice is { } invoice)
        {
            UblWriter.Write(invoice, Stream.Null);
        }
    }
}
