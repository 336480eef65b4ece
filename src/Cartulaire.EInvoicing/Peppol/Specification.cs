using System.Text.RegularExpressions;

namespace Cartulaire.EInvoicing.Peppol;

/// <summary>What a Peppol invoice says of itself: the specification that it keeps (BT-24) and the process that it is part of (BT-23).</summary>
internal static class Specification
{
    /// <summary>What a specification identifier begins with.</summary>
    public const string Identifier = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0";

    private static readonly Regex CiiProcess = new("urn:fdc:peppol.eu:2017:poacc:billing:[0-9]{2}:1.0", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant);

    /// <summary>Whether a specification identifier is that of Peppol, or of a specification that builds on it.</summary>
    /// <remarks>The rule of UBL also forbids <c>::</c>, which divides the parts of a document type identifier in the network.</remarks>
    public static bool IsKept(string identifier) => IsKeptInCii(identifier) && !identifier.Contains("::", StringComparison.Ordinal);

    /// <summary>The same in CII.</summary>
    public static bool IsKeptInCii(string identifier) => identifier.StartsWith(Identifier, StringComparison.Ordinal);

    /// <summary>Whether a specification identifier names Peppol, rightly written or not.</summary>
    public static bool IsNamed(string identifier) => identifier.Contains("urn:fdc:peppol.eu:2017:poacc:billing:3.0", StringComparison.Ordinal);

    /// <summary>Whether a process is one of Peppol's: an invoice alone, in France too, or one that a response is to follow.</summary>
    public static bool IsProcess(string identifier) => identifier is "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0" or "urn:peppol:bis:billing_with_response"
        or "urn:peppol:france:billing:regulated" or "urn:peppol:france:billing:non-regulated";

    /// <summary>Whether a process is written as the rules of CII want it, whatever its number.</summary>
    public static bool IsProcessInCii(string identifier) => CiiProcess.IsMatch(identifier);
}
