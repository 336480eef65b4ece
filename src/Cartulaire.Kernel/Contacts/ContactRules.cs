using System.Text;

namespace Cartulaire.Kernel.Contacts;

/// <summary>Checks and normalises a contact; every length has a cap (security R-09).</summary>
public static class ContactRules
{
    /// <summary>The country whose postal codes have four digits.</summary>
    public const string Belgium = "BE";

    /// <summary>The values in their one normal form, or everything that is wrong with them.</summary>
    public static Outcome<ContactValues> Normalise(ContactValues given)
    {
        ArgumentNullException.ThrowIfNull(given);
        var faults = new List<Failure>();
        var values = given with
        {
            Name = Text(faults, "name", given.Name, 200) ?? string.Empty,
            GivenName = Text(faults, "givenName", given.GivenName, 100),
            Email = Text(faults, "email", given.Email, 254),
            Phone = Text(faults, "phone", given.Phone, 40),
            Street = Text(faults, "street", given.Street, 200),
            HouseNumber = Text(faults, "houseNumber", given.HouseNumber, 20),
            PostalCode = Text(faults, "postalCode", given.PostalCode, 12),
            Locality = Text(faults, "locality", given.Locality, 100),
            Country = Text(faults, "country", given.Country, 2)?.ToUpperInvariant(),
            EnterpriseNumber = Text(faults, "enterpriseNumber", given.EnterpriseNumber, 30),
        };
        if (faults.Count == 0)
        {
            values = values with
            {
                Country = values.Country ?? (values.HasAddress ? Belgium : null),
                EnterpriseNumber = values.EnterpriseNumber is { } number ? EnterpriseNumber.Read(number) ?? number : null,
            };
            CheckShape(faults, values);
            CheckKind(faults, values);
        }

        return faults.Count > 0 ? faults.ToArray() : values;
    }

    /// <summary>Whether a text is one plain e-mail address: a local part, a domain with a dot, no spaces, no brackets.</summary>
    public static bool IsEmail(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var at = text.LastIndexOf('@');
        if (at is < 1 or > 64 || text.Length > 254 || text[..at].Contains("..", StringComparison.Ordinal) || text[0] == '.' || text[at - 1] == '.'
            || text[..at].Any(c => !(char.IsLetterOrDigit(c) || "!#$%&'*+-/=?^_`{}~.".Contains(c, StringComparison.Ordinal))))
        {
            return false;
        }

        var labels = text[(at + 1)..].Split('.');
        return labels.Length > 1 && labels.All(l => l.Length is > 0 and <= 63 && l[0] != '-' && l[^1] != '-' && l.All(c => char.IsLetterOrDigit(c) || c == '-'));
    }

    private static void CheckShape(List<Failure> faults, ContactValues values)
    {
        Add(values.Email is { } email && !IsEmail(email), "contact.email", "email");
        Add(values.Phone is { } phone && (phone.Count(char.IsAsciiDigit) < 3 || phone.Any(c => !(char.IsAsciiDigit(c) || "+ ./()-".Contains(c, StringComparison.Ordinal)))), "contact.phone", "phone");
        Add(values.Country is { } country && (country.Length != 2 || !country.All(char.IsAsciiLetterUpper)), "contact.country", "country");
        Add(
            values is { PostalCode: { } code, Country: Belgium } && !(code.Length == 4 && code.All(char.IsAsciiDigit) && code[0] != '0'),
            "contact.postal-code",
            "postalCode");
        Add(values.EnterpriseNumber is { } number && EnterpriseNumber.Read(number) is null, "contact.enterprise-number", "enterpriseNumber");

        void Add(bool wrong, string code, string field)
        {
            if (wrong)
            {
                faults.Add(new Failure(Refusal.Invalid, code, field));
            }
        }
    }

    private static void CheckKind(List<Failure> faults, ContactValues values)
    {
        if (!ContactKinds.All.Contains(values.Kind, StringComparer.Ordinal))
        {
            faults.Add(new Failure(Refusal.Invalid, "contact.kind", "kind", string.Join(", ", ContactKinds.All)));
            return;
        }

        if (FoldedText.Words(values.Name).Count == 0)
        {
            faults.Add(new Failure(Refusal.Invalid, "contact.name", "name"));
        }

        var isPosition = values.Kind == ContactKinds.Position;
        Allowed("givenName", values.GivenName, values.Kind == ContactKinds.Person);
        Allowed("enterpriseNumber", values.EnterpriseNumber, !isPosition);
        Allowed("person", values.Person, isPosition);
        Allowed("organisation", values.Organisation, isPosition);
        if (isPosition && values.Person is null)
        {
            faults.Add(new Failure(Refusal.Invalid, "contact.required", "person"));
        }

        if (isPosition && values.Organisation is null)
        {
            faults.Add(new Failure(Refusal.Invalid, "contact.required", "organisation"));
        }

        void Allowed(string field, object? value, bool allowed)
        {
            if (value is not null && !allowed)
            {
                faults.Add(new Failure(Refusal.Invalid, "contact.not-of-kind", field));
            }
        }
    }

    private static string? Text(List<Failure> faults, string field, string? given, int longest)
    {
        // Counted before normalising: a million characters are refused without being worked on.
        if (given is null || given.Length > longest * 4)
        {
            return given is null ? null : Fault(new Failure(Refusal.Invalid, "contact.too-long", field, longest));
        }

        if (given.Any(char.IsControl) || !IsSound(given))
        {
            return Fault(new Failure(Refusal.Invalid, "contact.text", field));
        }

        var text = given.Normalize(NormalizationForm.FormC).Trim();
        return text.Length > longest ? Fault(new Failure(Refusal.Invalid, "contact.too-long", field, longest)) : text.Length == 0 ? null : text;

        string? Fault(Failure failure)
        {
            faults.Add(failure);
            return null;
        }
    }

    // A lone surrogate is no character: it can be neither normalised nor stored.
    private static bool IsSound(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return false;
            }
        }

        return true;
    }
}
