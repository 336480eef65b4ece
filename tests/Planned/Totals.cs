namespace Cartulaire.Tests.Planned;

/// <summary>The sums of an invoice (EN 16931-1, 6.5): worked out here from the plan, apart from the code that checks them.</summary>
internal sealed class Totals
{
    public Totals(Plan plan)
    {
        Lines = plan.Lines.Sum(l => l.Net);
        Allowances = plan.Charges.Where(c => !c.IsCharge).Sum(c => c.Amount);
        Charges = plan.Charges.Where(c => c.IsCharge).Sum(c => c.Amount);
        Breakdown = [.. plan.Lines.Select(l => (l.Vat, Amount: l.Net))
            .Concat(plan.Charges.Select(c => (Vat: c.Vat!, Amount: c.IsCharge ? c.Amount : -c.Amount)))
            .GroupBy(s => s.Vat)
            .Select(g => g.Sum(s => s.Amount) is var taxable ? new TaxLine(g.Key, taxable, Cents(taxable * (g.Key.Rate ?? 0) / 100)) : null!)];
        WithoutTax = Lines - Allowances + Charges;
        Tax = Breakdown.Sum(t => t.Tax);
        WithTax = WithoutTax + Tax;
        Payable = WithTax - (plan.Prepaid ?? 0) + (plan.Rounding ?? 0);
        TaxInAccounting = plan.Accounting is { } other ? Cents(Tax * other.Worth) : null;
    }

    /// <summary>BT-106.</summary>
    public decimal Lines { get; }

    /// <summary>BT-107.</summary>
    public decimal Allowances { get; }

    /// <summary>BT-108.</summary>
    public decimal Charges { get; }

    /// <summary>BT-109.</summary>
    public decimal WithoutTax { get; }

    /// <summary>BT-110.</summary>
    public decimal Tax { get; }

    /// <summary>BT-111.</summary>
    public decimal? TaxInAccounting { get; }

    /// <summary>BT-112.</summary>
    public decimal WithTax { get; }

    /// <summary>BT-115.</summary>
    public decimal Payable { get; }

    /// <summary>BG-23.</summary>
    public IReadOnlyList<TaxLine> Breakdown { get; }

    /// <summary>Rounded to two decimals.</summary>
    public static decimal Cents(decimal amount) => Math.Round(amount, 2, MidpointRounding.AwayFromZero);

    internal sealed record TaxLine(Vat Vat, decimal Taxable, decimal Tax);
}
