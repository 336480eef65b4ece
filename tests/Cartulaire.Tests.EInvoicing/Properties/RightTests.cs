using Cartulaire.EInvoicing;
using Cartulaire.Tests.Planned;

namespace Cartulaire.Tests.EInvoicing.Properties;

/// <summary>Random right invoices are right, down to the warnings.</summary>
public sealed class RightTests
{
    // The binding to CII warns of several attachments (BG-24), which the standard allows.
    private static readonly string[] OfAttachments = ["CII-SR-475", "CII-SR-476"];

    [Fact]
    public void A_right_invoice_in_UBL_breaks_no_rule() => Plans.Each(400, plan => Assert.Empty(Broken(UblWriting.Write(plan), plan)));

    [Fact]
    public void A_right_invoice_in_CII_breaks_no_rule() => Plans.Each(400, plan => Assert.Empty(Broken(CiiWriting.Write(plan), plan)), CanBeRightInCii);

    [Fact]
    public void An_invoice_made_smaller_is_still_right()
        => Plans.Each(25, plan => Assert.All(Simpler.Than(plan), less => Assert.Empty(Broken(UblWriting.Write(less), less).Concat(CanBeRightInCii(less) ? Broken(CiiWriting.Write(less), less) : []))));

    // Officially, in CII, no Danish direct debit is right (DK-R-007 looks for the mandate where it cannot stand), nor a credit transfer to a Danish account that is no IBAN (DK-R-006).
    private static bool CanBeRightInCii(Plan plan) => !(plan is { IsPeppol: true, Seller.Country: "DK", Payment.Code: "31" or "42" or "49" });

    private static IEnumerable<string> Broken(Written invoice, Plan plan)
    {
        using var stream = new MemoryStream(invoice.Bytes());
        var result = InvoiceCheck.Check(stream);
        Assert.Null(result.Fault);
        return result.Findings.Where(f => plan.Supporting.Length < 2 || !OfAttachments.Contains(f.Rule)).Select(f => $"{f.Severity} {f.Rule} {f.Location}");
    }
}
