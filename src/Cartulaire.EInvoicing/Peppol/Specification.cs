using System.Text.RegularExpressions;

namespace Cartulaire.EInvoicing.Peppol;

/// <summary>What a Peppol invoice says of itself: the specification that it keeps (BT-24) and the process that it is part of (BT-23).</summary>
internal static class Specification
{
    /// <summary>What a specification identifier begins with.</summary>
    public const string Identifier = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0";

    private static readonly Regex ProcessForm = new("urn:fdc:peppol.eu:2017:poacc:billing:[0-9]{2}:1.0", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant);

    /// <summary>Whether a specification identifier is that of Peppol, or of a specification that builds on it.</summary>
    public static bool IsKept(string identifier) => identifier.StartsWith(Identifier, StringComparison.Ordinal);

    /// <summary>Whether a specification identifier names Peppol, rightly written or not.</summary>
    public static bool IsNamed(string identifier) => identifier.Contains("urn:fdc:peppol.eu:2017:poacc:billing:3.0", StringComparison.Ordinal);

    /// <summary>The number of a process, such as <c>01</c>; null when it is not written as Peppol says.</summary>
    public static string? Process(string identifier) => ProcessForm.IsMatch(identifier) && identifier.Split(':') is { Length: > 6 } parts ? parts[6] : null;
}
