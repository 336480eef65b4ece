namespace Cartulaire.EInvoicing.Responses;

/// <summary>Of what kind an issue is (Peppol list StatusReason).</summary>
public enum IssueKind
{
    /// <summary>A rule of which the breach makes the document invalid (BV).</summary>
    FatalRule,

    /// <summary>A rule of which the breach should be mended (BW).</summary>
    Warning,

    /// <summary>The document cannot be read as what it should be (SV).</summary>
    Syntax,
}

/// <summary>An issue of a document.</summary>
/// <param name="Location">XPath of where, as <see cref="Finding.Location"/>; <see cref="Nowhere"/> when it cannot be told.</param>
/// <param name="Description">What is wrong, in English.</param>
/// <param name="Kind">Of what kind it is.</param>
/// <param name="Status">Whether what stands there is taken; null when that is not said.</param>
public sealed record LineResponse(string Location, string Description, IssueKind Kind, MessageStatus? Status = null)
{
    /// <summary>What is written for a place that cannot be told.</summary>
    public const string Nowhere = "NA";

    /// <summary>The issue that a finding is: its rule and its words, its XPath and its severity.</summary>
    public static LineResponse Of(Finding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        var isFatal = finding.Severity == Severity.Fatal;
        var message = finding.Message(Language.English);
        var description = message == finding.Rule ? $"[{finding.Rule}]" : $"[{finding.Rule}] {message}";
        return new LineResponse(finding.Location, description, isFatal ? IssueKind.FatalRule : IssueKind.Warning, isFatal ? MessageStatus.Rejected : MessageStatus.Accepted);
    }

    /// <summary>The issue of a document that cannot be read.</summary>
    public static LineResponse Of(ReadFault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        return new LineResponse(Nowhere, $"{fault.Kind}, line {Figures(fault.Line)}, column {Figures(fault.Column)}", IssueKind.Syntax, MessageStatus.Rejected);
    }

    private static string Figures(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
