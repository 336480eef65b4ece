using System.Collections.Immutable;
using System.Globalization;

namespace Cartulaire.Tests.Planned;

/// <summary>What an invoice says, in the terms of EN 16931-1 (6.3). Sums are not of it: <see cref="Totals"/> makes them.</summary>
internal sealed record Plan
{
    /// <summary>The number from which it was drawn.</summary>
    public required int Seed { get; init; }

    /// <summary>Whether it keeps the rules of Peppol BIS Billing 3.0, and says so.</summary>
    public required bool IsPeppol { get; init; }

    public required bool IsCredit { get; init; }

    public required string Type { get; init; }

    public required string Number { get; init; }

    public required DateOnly Issued { get; init; }

    public DateOnly? Due { get; init; }

    /// <summary>BT-7; never with <see cref="TaxPointCode"/>.</summary>
    public DateOnly? TaxPoint { get; init; }

    /// <summary>BT-8, as UBL says it (UNTDID 2005).</summary>
    public string? TaxPointCode { get; init; }

    public required string Currency { get; init; }

    /// <summary>BT-6, with what one unit of the invoice's currency is worth in it.</summary>
    public (string Currency, decimal Worth)? Accounting { get; init; }

    public string? BuyerReference { get; init; }

    public string? Order { get; init; }

    public string? SalesOrder { get; init; }

    public string? Project { get; init; }

    public string? Contract { get; init; }

    public string? Receipt { get; init; }

    public string? Despatch { get; init; }

    public string? Tender { get; init; }

    /// <summary>BT-18 with its scheme.</summary>
    public (string Id, string? Scheme)? Invoiced { get; init; }

    public string? CostCentre { get; init; }

    public string? Terms { get; init; }

    public ImmutableArray<Note> Notes { get; init; } = [];

    public ImmutableArray<(string Number, DateOnly? Issued)> Preceding { get; init; } = [];

    public ImmutableArray<Supporting> Supporting { get; init; } = [];

    public required Party Seller { get; init; }

    public required Party Buyer { get; init; }

    public Payee? Payee { get; init; }

    /// <summary>The seller's tax representative (BG-11).</summary>
    public Party? Representative { get; init; }

    public Delivery? Delivery { get; init; }

    public Period? Period { get; init; }

    public Payment? Payment { get; init; }

    public ImmutableArray<Charge> Charges { get; init; } = [];

    public decimal? Prepaid { get; init; }

    public decimal? Rounding { get; init; }

    public required ImmutableArray<Line> Lines { get; init; }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"plan {Seed}: {(IsPeppol ? "Peppol" : "core")} {Type} of {Seller.Country} to {Buyer.Country}, {Lines.Length} lines\n{UblWriting.Write(this)}");
}

internal sealed record Note(string Text, string? Subject);

internal sealed record Period(DateOnly? Start, DateOnly? End);

/// <summary>BG-24: a document that goes with the invoice, by its place or whole.</summary>
internal sealed record Supporting(string Id, string? Description, string? Uri, bool IsEmbedded);

internal sealed record Address(string? Street, string? More, string? Third, string City, string Zone, string? Region, string Country);

internal sealed record Contact(string Name, string Telephone, string Mail);

/// <summary>A number and the scheme that tells what it is.</summary>
internal sealed record Identifier(string Id, string? Scheme);

internal sealed record Party(string Country, string Name, Address Address)
{
    public string? Trading { get; init; }

    public Identifier? Endpoint { get; init; }

    public ImmutableArray<Identifier> Ids { get; init; } = [];

    public Identifier? Legal { get; init; }

    public string? Vat { get; init; }

    /// <summary>A tax registration that is not of VAT (BT-32), with the scheme that UBL names.</summary>
    public string? Tax { get; init; }

    public string? LegalForm { get; init; }

    public Contact? Contact { get; init; }
}

internal sealed record Payee(string Name, Identifier? Id, Identifier? Legal);

internal sealed record Delivery(string? Name, Identifier? Location, DateOnly? Day, Address? Address);

/// <summary>BG-16: how it is paid. What the code does not ask for is null or empty.</summary>
internal sealed record Payment(string Code, string? Text, string? Reference)
{
    public ImmutableArray<Account> Accounts { get; init; } = [];

    public Card? Card { get; init; }

    public Mandate? Mandate { get; init; }
}

internal sealed record Account(string Id, bool IsIban, string? Name, string? Bank);

internal sealed record Card(string Number, string? Holder);

internal sealed record Mandate(string Id, string Creditor, string Debited);

/// <summary>A VAT category (UNTDID 5305), its rate, and why no tax is taken.</summary>
internal sealed record Vat(string Category, decimal? Rate, string? Reason, string? ReasonCode);

/// <summary>An allowance, or a charge: of the document (BG-20, BG-21) or of a line (BG-27, BG-28; <see cref="Vat"/> is null then).</summary>
internal sealed record Charge(bool IsCharge, decimal Amount, decimal? Base, decimal? Percent, string? Reason, string? Code, Vat? Vat);

internal sealed record Line(string Id, decimal Quantity, string Unit, decimal Price, Vat Vat, string Name)
{
    /// <summary>The price before the discount (BT-148).</summary>
    public decimal? Gross { get; init; }

    /// <summary>How much the price is for (BT-149).</summary>
    public decimal? PriceFor { get; init; }

    public ImmutableArray<Charge> Charges { get; init; } = [];

    public string? Note { get; init; }

    public string? Description { get; init; }

    public string? CostCentre { get; init; }

    public Period? Period { get; init; }

    public string? OrderLine { get; init; }

    public (string Id, string? Scheme)? Invoiced { get; init; }

    public string? BuyersId { get; init; }

    public string? SellersId { get; init; }

    public Identifier? StandardId { get; init; }

    public string? Origin { get; init; }

    public ImmutableArray<(string Code, string List, string? Version)> Classes { get; init; } = [];

    public ImmutableArray<(string Name, string Value)> Properties { get; init; } = [];

    /// <summary>BT-131.</summary>
    public decimal Net => Totals.Cents(Quantity * Price / (PriceFor ?? 1)) + Charges.Sum(c => c.IsCharge ? c.Amount : -c.Amount);
}
