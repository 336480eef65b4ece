namespace Cartulaire.Tests.Planned;

/// <summary>Plans with a little less in them than another, each still right: a failure is made small by going from one to the next.</summary>
internal static class Simpler
{
    public static IEnumerable<Plan> Than(Plan plan)
    {
        if (plan.Lines.Length > 1)
        {
            yield return plan with { Lines = plan.Lines[..(plan.Lines.Length / 2)] };
            yield return plan with { Lines = plan.Lines[(plan.Lines.Length / 2)..] };
        }

        foreach (var less in Cuts.Select(cut => cut(plan)).Where(less => !Same(less, plan)))
        {
            yield return less;
        }

        for (var i = 0; i < plan.Lines.Length; i++)
        {
            if (Plain(plan.Lines[i]) is var plain && plain != plan.Lines[i])
            {
                yield return plan with { Lines = plan.Lines.SetItem(i, plain) };
            }
        }
    }

    // Nothing that a rule asks for: a delivery within the Union, the reference to an order of its lines, Greek and Dutch references stay.
    private static readonly Func<Plan, Plan>[] Cuts =
    [
        p => p with { Charges = [] },
        p => p with { Charges = p.Charges.Length > 1 ? p.Charges[..1] : p.Charges },
        p => p with { Notes = [] },
        p => p.Seller.Country == "GR" ? p : p with { Supporting = [] },
        p => p.Seller.Country == "NL" ? p : p with { Preceding = [] },
        p => p with { Payee = null },
        p => p.Lines.Any(l => l.Vat.Category == "K") || p.Charges.Any(c => c.Vat?.Category == "K") ? p : p with { Delivery = null },
        p => p with { Accounting = null, Prepaid = null, Rounding = null },
        p => p with { TaxPoint = null, TaxPointCode = null },
        p => p with { Project = null, Contract = null, Receipt = null, Despatch = null, Tender = null, Invoiced = null, CostCentre = null, SalesOrder = null, Terms = null },
        p => p with { Payment = p.Payment is null || p.Payment.Accounts.Length < 2 ? p.Payment : p.Payment with { Accounts = p.Payment.Accounts[..1] } },
    ];

    private static bool Same(Plan one, Plan other) => Parts(one).SequenceEqual(Parts(other));

    private static IEnumerable<object?> Parts(Plan p)
        => [p.Charges.Length, p.Notes.Length, p.Supporting.Length, p.Preceding.Length, p.Payee, p.Delivery, p.Accounting, p.Prepaid, p.Rounding, p.TaxPoint, p.TaxPointCode, p.Project, p.Contract, p.Receipt, p.Despatch, p.Tender, p.Invoiced, p.CostCentre, p.SalesOrder, p.Terms, p.Payment?.Accounts.Length];

    private static Line Plain(Line line) => new(line.Id, line.Quantity, line.Unit, line.Price, line.Vat, line.Name);
}
