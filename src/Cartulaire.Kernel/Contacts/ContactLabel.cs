namespace Cartulaire.Kernel.Contacts;

/// <summary>How a contact is written in lists.</summary>
public static class ContactLabel
{
    /// <summary>« Dupont Jean », « Commune de Sart », « Dupont Jean, échevin, Commune de Sart ».</summary>
    /// <param name="values">The contact.</param>
    /// <param name="person">Who holds it, of a position.</param>
    /// <param name="organisation">Where, of a position.</param>
    public static string Of(ContactValues values, ContactValues? person = null, ContactValues? organisation = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values.Kind == ContactKinds.Position
            ? Join(", ", person is null ? null : Of(person), values.Name, organisation?.Name)
            : Join(" ", values.Name, values.GivenName);
    }

    /// <summary>What tells namesakes apart: « Rue de l'Église 12, 4845 Sart », else the e-mail address, telephone or enterprise number; empty when nothing is known.</summary>
    public static string SecondLine(ContactValues values, ContactValues? person = null, ContactValues? organisation = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        var where = Reach.Of(values, person, organisation);
        var abroad = where.Country is null or ContactRules.Belgium ? null : where.Country;
        var address = Join(", ", Join(" ", where.Street, where.HouseNumber), Join(" ", where.PostalCode, where.Locality), abroad);
        var other = values.EnterpriseNumber is { } number ? EnterpriseNumber.Format(number) : where.Email ?? where.Phone;
        return Join(" · ", address, other);
    }

    private static string Join(string separator, params string?[] parts) => string.Join(separator, parts.Where(p => !string.IsNullOrEmpty(p)));
}

/// <summary>Where a contact is reached: a position's own e-mail, telephone and address count before those of its organisation, then of its person.</summary>
/// <param name="Email">E-mail address.</param>
/// <param name="Phone">Telephone.</param>
/// <param name="Street">Street.</param>
/// <param name="HouseNumber">Number in the street.</param>
/// <param name="PostalCode">Postal code.</param>
/// <param name="Locality">Locality.</param>
/// <param name="Country">Country.</param>
public sealed record Reach(string? Email, string? Phone, string? Street, string? HouseNumber, string? PostalCode, string? Locality, string? Country)
{
    /// <summary>Takes each of the three as a whole from the first who has it: half an address of one and half of another leads nowhere.</summary>
    public static Reach Of(ContactValues values, ContactValues? person = null, ContactValues? organisation = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        ContactValues[] order = [.. new[] { values, organisation, person }.OfType<ContactValues>()];
        var home = Array.Find(order, c => c.HasAddress);
        return new Reach(
            Array.Find(order, c => c.Email is not null)?.Email,
            Array.Find(order, c => c.Phone is not null)?.Phone,
            home?.Street,
            home?.HouseNumber,
            home?.PostalCode,
            home?.Locality,
            home?.Country);
    }
}
