using System.Globalization;
using Cartulaire.EInvoicing.Identifiers;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.View;

/// <summary>Writes what terms hold as readers of a language write it; where that is not letter by letter what the file says, the raw value stands in an attribute.</summary>
internal sealed class ValueWriter(Html html, Language language, Marks marks, ReadLimits limits)
{
    // Whoever sees so many at one place mends the first ones first.
    private const int MostFindings = 8;

    private readonly Habits habits = Habits.Of(language);
    private readonly HashSet<Element> marked = new(ReferenceEqualityComparer.Instance);

    /// <summary>The currency of amounts that name none (BT-5).</summary>
    public string Currency { get; init; } = string.Empty;

    /// <summary>Whether payment references are those of Belgium.</summary>
    public bool IsBelgian { get; init; }

    /// <summary>A value, what is within it, and what was found there.</summary>
    public void WriteMarked(Value value)
    {
        Write(value);
        Findings(value.Element);
    }

    /// <summary>A value and what is within it.</summary>
    public void Write(Value value)
    {
        value.IsShown = true;
        var text = value.Text.Trim();
        if (text.Length == 0)
        {
            Empty();
        }
        else
        {
            Write(value, text);
        }

        foreach (var (term, part) in value.Parts)
        {
            Part(term, part.Trim());
        }
    }

    /// <summary>Text of the file that stands under no term.</summary>
    public void Write(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            Empty();
            return;
        }

        html.Markup("<span class=\"text\">").Isolated(text.Trim()).Markup("</span>");
        if (text.Length >= limits.LongestText)
        {
            html.Markup(" <em>").Text(Words.Page("cut", language)).Markup("</em>");
        }
    }

    /// <summary>Whether something was found at an element that is not written yet.</summary>
    public bool HasFindings(Element element) => marks.Beside(element) is not null && !marked.Contains(element);

    /// <summary>What was found at an element: once, where it is first shown.</summary>
    public void Findings(Element element)
    {
        if (marks.Beside(element) is not { } all || !marked.Add(element))
        {
            return;
        }

        html.Markup("<ul class=\"findings\"").Attribute("id", Marks.Id(element)).Markup(">");
        foreach (var finding in all.Count == 1 ? all : all.OrderByDescending(f => f.Severity).Take(MostFindings))
        {
            html.Markup(finding.Severity == Severity.Fatal ? "<li class=\"fatal\">" : "<li class=\"warning\">");
            Finding(finding);
            html.Markup("</li>");
        }

        if (all.Count > MostFindings)
        {
            html.Markup("<li>+ ").Text((all.Count - MostFindings).ToString(CultureInfo.InvariantCulture)).Markup(" ").Text(Words.Page("more", language)).Markup("</li>");
        }

        html.Markup("</ul>");
    }

    /// <summary>How grave, which rule, and the words.</summary>
    public void Finding(Finding finding)
    {
        html.Markup("<strong>").Text(Words.Page(finding.Severity == Severity.Fatal ? "fatal" : "warning", language)).Markup("</strong> <code>").Text(finding.Rule).Markup("</code>");
        if (finding.Message(language) is var message && message != finding.Rule)
        {
            html.Markup(" ").Isolated(message);
        }
    }

    private void Empty() => html.Markup("<em>(").Text(Words.Page("empty", language)).Markup(")</em>");

    private void Write(Value value, string text)
    {
        switch (value.Term.Kind)
        {
            case TermKind.Code:
                Code(value.Term, text);
                break;
            case TermKind.Amount or TermKind.Price when Habits.Number(text) is { } amount:
                Data(value.Text, habits.Write(amount, 2, value.Element.Attribute("currencyID") ?? Currency));
                break;
            case TermKind.Amount or TermKind.Price:
                html.Isolated($"{value.Text} {value.Element.Attribute("currencyID")}");
                break;
            case TermKind.Quantity when Habits.Number(text) is { } quantity:
                Data(value.Text, habits.Write(quantity, 0));
                break;
            case TermKind.Percent when Habits.Number(text) is { } percent:
                Data(value.Text, habits.Write(percent, 0) + "\u00A0%");
                break;
            case TermKind.Date when Habits.Date(text) is { } day:
                html.Markup("<time").Attribute("datetime", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)).Attribute("data-raw", value.Text).Markup(">").Text(habits.Write(day)).Markup("</time>");
                break;
            case TermKind.Account when Iban.IsValid(text):
                Data(value.Text, Iban.Format(text));
                break;
            case TermKind.Reference when StructuredCommunication.IsValid(text) && (IsBelgian || text[0] is '+' or '*'):
                Data(value.Text, StructuredCommunication.Format(text));
                break;
            case TermKind.Link when Uri.TryCreate(text, UriKind.Absolute, out var link) && (link.Scheme == Uri.UriSchemeHttp || link.Scheme == Uri.UriSchemeHttps):
                html.Markup("<a rel=\"noopener noreferrer\"").Attribute("href", link.AbsoluteUri).Markup(">").Isolated(text).Markup("</a>");
                break;
            case TermKind.Attachment:
                html.Text(Size(value.Text));
                break;
            default:
                Subject(value, text);
                Write(value.Text);
                break;
        }
    }

    // In UBL the subject of a note stands at its beginning: #AAI#.
    private void Subject(Value value, string text)
    {
        if (value.Term.Id == "BT-22" && text[0] == '#' && text.IndexOf('#', 1) is 4 && Words.Of("note-subjects", text[1..4], language) is { } subject)
        {
            html.Markup("<strong title=\"BT-21\">").Text(subject).Markup("</strong> ");
        }
    }

    private void Part(Term term, string text)
    {
        html.Markup(" <span class=\"part\"").Attribute("title", $"{term.Id} {term.Name(language)}").Markup(">");
        if (term.Kind == TermKind.Code)
        {
            Code(term, text);
        }
        else
        {
            html.Isolated(text);
        }

        html.Markup("</span>");
    }

    private void Code(Term term, string code)
    {
        if (Words.Of(term.List!, code, language) is { } words)
        {
            Data(code, words);
            html.Markup(" ");
        }

        html.Markup("<span class=\"code\">").Isolated(code).Markup("</span>");
    }

    private void Data(string raw, string shown) => html.Markup("<data").Attribute("value", raw).Markup(">").Text(shown).Markup("</data>");

    // Of a long one only the beginning is in memory.
    private string Size(string base64)
    {
        var bytes = base64.Count(c => !char.IsWhiteSpace(c) && c != '=') * 3L / 4;
        var kilobytes = Math.Max(1, (bytes + 512) / 1024);
        var size = $"{kilobytes.ToString(habits.Numbers)}\u00A0{Words.Page("kilobytes", language)}";
        return base64.Length < limits.LongestText ? size : $"{Words.Page("over", language)} {size}";
    }
}
