using System.Buffers;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Packs;

namespace Cartulaire.App.Organisation;

/// <summary>Short names of services and sign-in names.</summary>
internal static class OrganisationNames
{
    private const int Longest = 60;
    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-._");

    /// <summary>Refuses whatever is not 1 to 60 lower-case letters, digits, dots, hyphens and underscores, beginning with a letter or digit.</summary>
    public static Failure? Check(string name, string field)
        => name.Length is < 1 or > Longest || name.AsSpan().ContainsAnyExcept(Allowed) || !char.IsAsciiLetterOrDigit(name[0])
            ? new Failure(Refusal.Invalid, "name.malformed", field, name)
            : null;

    /// <summary>Refuses a role or function that no installed pack declares, and says which are near, or which there are.</summary>
    public static Failure? CheckDeclared(string id, string field, IEnumerable<RoleDefinition> declared)
    {
        var known = declared.Select(d => d.Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (known.Contains(id, StringComparer.Ordinal))
        {
            return null;
        }

        return known.Count == 0
            ? new Failure(Refusal.Invalid, $"{field}.none-declared", field, id)
            : new Failure(Refusal.Invalid, $"{field}.unknown", field, id, Nearest.To(id, known) ?? string.Join(", ", known));
    }

    /// <summary>Refuses a text outside the given lengths, after trimming.</summary>
    public static Failure? CheckText(string text, string field, int longest)
        => text.Trim().Length is var length && (length < 1 || length > longest) ? new Failure(Refusal.Invalid, "field.length", field, 1, longest) : null;
}
