namespace Cartulaire.EInvoicing.Model;

/// <summary>Where and when was delivered (BG-13).</summary>
public sealed record Delivery
{
    /// <summary>To whom (BT-70).</summary>
    public string? PartyName { get; init; }

    /// <summary>Identifier of the place; scheme of ISO/IEC 6523 (BT-71).</summary>
    public Identifier? Location { get; init; }

    /// <summary>Day of the delivery (BT-72).</summary>
    public DateOnly? Date { get; init; }

    /// <summary>Address of the place (BG-15).</summary>
    public PostalAddress? Address { get; init; }
}

/// <summary>Days that are invoiced: by the whole (BG-14) or by a line (BG-26).</summary>
public sealed record Period
{
    /// <summary>First day (BT-73, BT-134).</summary>
    public DateOnly? StartDate { get; init; }

    /// <summary>Last day (BT-74, BT-135).</summary>
    public DateOnly? EndDate { get; init; }
}
