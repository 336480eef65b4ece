using System.Buffers;
using Cartulaire.Kernel;

namespace Cartulaire.App.Administration;

/// <summary>The short name of an administration: in every address, and the name of its folder.</summary>
internal static class AdministrationName
{
    private const int Longest = 40;
    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");
    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal) { "health", "metrics", "verbs", "assets", "content", "signin", "signout", "openapi", "api", "cmis", "dav" };

    /// <summary>Refuses whatever is not 2 to 40 lower-case letters, digits and inner hyphens, beginning with a letter.</summary>
    public static Failure? Check(string name)
    {
        if (name.Length is < 2 or > Longest || name.AsSpan().ContainsAnyExcept(Allowed) || !char.IsAsciiLetterLower(name[0]) || name[^1] == '-')
        {
            return new Failure(Refusal.Invalid, "administration.name", "id", name);
        }

        return Reserved.Contains(name) ? new Failure(Refusal.Invalid, "administration.reserved", "id", name) : null;
    }
}
