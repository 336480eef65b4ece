using Cartulaire.EInvoicing;
using Cartulaire.EInvoicing.Model;

namespace Cartulaire.Tests.EInvoicing.Model;

/// <summary>What cannot be written is told, and nothing is.</summary>
public sealed class RefusalTests
{
    private static readonly Invoice Small = new()
    {
        Number = "1",
        IssueDate = new DateOnly(2026, 11, 26),
        TypeCode = "380",
        CurrencyCode = "EUR",
        Totals = new DocumentTotals { AmountDue = 10 },
        Lines = [new InvoiceLine { Identifier = "1", NetAmount = 10 }],
    };

    private static readonly Dictionary<string, (Invoice Invoice, WriteFault[] Faults)> Cases = new(StringComparer.Ordinal)
    {
        ["nothing"] = (new Invoice(), [Missing("BT-1"), Missing("BT-2"), Missing("BT-5"), Missing("BT-115"), Missing("BG-25")]),
        ["number"] = (Small with { Number = " " }, [Missing("BT-1")]),
        ["currency"] = (Small with { CurrencyCode = null }, [Missing("BT-5")]),
        ["second line"] = (Small with { Lines = [.. Small.Lines, new InvoiceLine { UnitCode = "C62" }] }, [Missing("BT-126", 2), Missing("BT-129", 2), Missing("BT-131", 2)]),
        ["price"] = (Line(new InvoiceLine { Price = new PriceDetails { BaseQuantityUnitCode = "C62" } }), [Missing("BT-146", 1), Missing("BT-149", 1)]),
        ["charge"] = (Small with { Charges = [new DocumentAllowanceCharge { Reason = "x" }] }, [Missing("BT-99")]),
        ["line allowance"] = (Line(new InvoiceLine { Allowances = [new LineAllowanceCharge { Reason = "x" }] }), [Missing("BT-136", 1)]),
        ["breakdown"] = (Small with { VatBreakdowns = [new VatBreakdown { Rate = 21 }] }, [Missing("BT-110"), Missing("BT-117")]),
        ["accounting currency"] = (Small with { Totals = Small.Totals with { VatInAccountingCurrency = 1 } }, [Missing("BT-6")]),
        ["means"] = (Small with { PaymentInstructions = new PaymentInstructions { MeansText = "x" } }, [Missing("BT-81")]),
        ["due date of a credit note"] = (Small with { TypeCode = "381", DueDate = Small.IssueDate }, [Missing("BT-81")]),
        ["card"] = (Small with { PaymentInstructions = new PaymentInstructions { MeansCode = "48", Card = new PaymentCard { HolderName = "x" } } }, [Missing("BT-87")]),
        ["identifier"] = (Small with { Buyer = new Buyer { Identifier = new Identifier(" ", "0208") } }, [Missing("BT-46")]),
        ["attribute"] = (Line(new InvoiceLine { Item = new Item { Attributes = [new ItemAttribute { Value = "x" }] } }), [Missing("BT-160", 1)]),
        ["attachment"] = (Small with { SupportingDocuments = [new SupportingDocument { Attachment = new AttachedDocument() }] }, [Missing("BT-122"), new(WriteFaultKind.NoContent, "BT-125", 0)]),
        ["subject"] = (Small with { Notes = [new InvoiceNote { SubjectCode = "A#I", Text = "x" }] }, [new(WriteFaultKind.NotExpressible, "BT-21", 0)]),
        ["creditor"] = (Small with { PaymentInstructions = new PaymentInstructions { MeansCode = "59" }, Seller = new Seller { Identifiers = [new Identifier("x", "SEPA")] } }, [new(WriteFaultKind.NotExpressible, "BT-29", 0)]),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_terms_are_named_and_nothing_is_written(string name)
    {
        var (invoice, faults) = Cases[name];
        using var stream = new MemoryStream();
        Assert.Equal(faults, UblWriter.Write(invoice, stream).Faults);
        Assert.Equal(0, stream.Length);
    }

    [Fact]
    public void The_smallest_invoice_is_written()
        => Assert.Equal(Small, Written.Again(Small));

    [Fact]
    public void A_gross_price_without_discount_is_given_the_one_that_leads_to_the_net_price()
        => Assert.Equal(2m, Written.Again(Line(new InvoiceLine { Price = new PriceDetails { NetPrice = 8, GrossPrice = 10 } })).Lines[0].Price.Discount);

    [Fact]
    public void A_breakdown_without_total_is_given_its_sum()
        => Assert.Equal(3m, Written.Again(Small with { VatBreakdowns = [new VatBreakdown { TaxAmount = 1 }, new VatBreakdown { TaxAmount = 2 }] }).Totals.Vat);

    [Fact]
    public void What_is_too_much_to_add_is_refused()
    {
        var breakdown = new VatBreakdown { TaxAmount = decimal.MaxValue };
        using var stream = new MemoryStream();
        Assert.Equal([Missing("BT-110")], UblWriter.Write(Small with { VatBreakdowns = [breakdown, breakdown] }, stream).Faults);
        Assert.Equal([Missing("BT-147", 1)], UblWriter.Write(Line(new InvoiceLine { Price = new PriceDetails { NetPrice = decimal.MinValue, GrossPrice = decimal.MaxValue } }), stream).Faults);
    }

    private static Invoice Line(InvoiceLine line) => Small with { Lines = [line with { Identifier = "1", NetAmount = 10 }] };

    private static WriteFault Missing(string term, int line = 0) => new(WriteFaultKind.Missing, term, line);
}
