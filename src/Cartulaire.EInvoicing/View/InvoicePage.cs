using System.Globalization;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.View;

/// <summary>The page of one invoice: what a clerk looks for first stands first, and everything that the file holds stands somewhere.</summary>
internal sealed class InvoicePage
{
    // Places that the summary names of one rule, and in all.
    private const int MostOfRule = 5;
    private const int MostInSummary = 100;

    private static readonly string[] Head = ["BT-1", "BT-2", "BT-3", "BT-5", "BT-9"];

    private static readonly string[] References = ["BT-6", "BT-7", "BT-8", "BT-10", "BT-11", "BT-12", "BT-13", "BT-14", "BT-15", "BT-16", "BT-17", "BT-18", "BT-18-1", "BT-19"];

    private static readonly Column[] LineColumns =
    [
        new("line-number", "id", "BT-126"), new("item", "wide", "BT-153", "BT-154"), new("quantity", "n", "BT-129"), new("price", "n", "BT-146", "BT-149"), new("vat", "n", "BT-152", "BT-151"), new("net", "n", "BT-131"),
    ];

    private static readonly Column[] AdjustmentColumns =
    [
        new("kind", "id"), new("reason", "wide", "BT-97", "BT-104", "BT-98", "BT-105"), new("base", "n", "BT-93", "BT-100"), new("percentage", "n", "BT-94", "BT-101"), new("vat", "n", "BT-96", "BT-103", "BT-95", "BT-102"), new("amount", "n", "BT-92", "BT-99"),
    ];

    private static readonly Column[] VatColumns = [new("vat", "id", "BT-119", "BT-118"), new("reason", "wide", "BT-120", "BT-121"), new("base", "n", "BT-116"), new("amount", "n", "BT-117")];

    private readonly Html html;
    private readonly Language language;
    private readonly Terms terms;
    private readonly Gatherer gatherer;
    private readonly Group invoice;
    private readonly IReadOnlyList<Finding> findings;
    private readonly Marks marks;
    private readonly ValueWriter values;
    private readonly GroupWriter groups;
    private readonly TableWriter tables;

    public InvoicePage(Html html, Language language, Document document, CheckedInvoice found, ReadLimits limits)
    {
        (this.html, this.language, terms, findings) = (html, language, Terms.All, found.Findings);
        var start = found.Format == InvoiceFormat.CiiInvoice ? terms.Cii : terms.Ubl;
        gatherer = new Gatherer(terms);
        invoice = gatherer.Gather(document.Root, start);
        marks = new Marks(document, start, terms, findings, language);
        values = new ValueWriter(html, language, marks, limits)
        {
            Currency = invoice.First("BT-5"),
            IsBelgian = invoice.First("BT-40") == "BE" || invoice.First("BT-84").StartsWith("BE", StringComparison.Ordinal),
        };
        groups = new GroupWriter(html, language, values);
        tables = new TableWriter(html, language, values, groups);
    }

    /// <summary>Writes all of it.</summary>
    public void Write()
    {
        var tag = Habits.Of(language).Tag;
        html.Markup("<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\"").Attribute("lang", tag).Attribute("xml:lang", tag).Markup("><head><meta charset=\"utf-8\"/>");
        html.Markup("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\"/>");
        html.Markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/><meta name=\"referrer\" content=\"no-referrer\"/><title>");
        html.Text($"{KindOf(invoice)} {invoice.First("BT-1")}").Markup("</title><style>").Markup(Style.Text).Markup("</style></head>\n<body>");
        WriteHead();
        html.Markup("<main>");
        WriteChecks();
        WriteParties();
        WriteReferences();
        WriteLines();
        WriteSums();
        WritePayment();
        WriteRest();
        html.Markup("</main></body></html>\n");
    }

    private string KindOf(Group group) => Words.Of("invoice-types", group.First("BT-3"), language) ?? terms.ById["BT-3"].Name(language);

    private void WriteHead()
    {
        var (due, day) = (invoice.Of("BT-115").FirstOrDefault(), invoice.Of("BT-9").FirstOrDefault());
        html.Markup("<header><div><h1>");
        Titled("BT-3", KindOf(invoice));
        html.Markup(" ");
        Titled("BT-1", string.Empty);
        html.Markup("</h1>");
        foreach (var value in invoice.Of("BT-3").Take(1).Concat(invoice.Of("BT-1").Take(1)))
        {
            values.Findings(value.Element);
        }

        html.Markup("<p class=\"between\">").Isolated(NameOf("BT-28", "BT-27")).Markup(" → ").Isolated(NameOf("BT-45", "BT-44")).Markup("</p>");
        groups.Rows(Loose(Head).Where(v => due is null || !ReferenceEquals(v, day)), []);
        html.Markup("</div>");
        if (due is not null)
        {
            html.Markup("<div class=\"due\"><p>").Text(due.Term.Name(language)).Markup("</p><p class=\"sum\">");
            values.Write(due);
            due.IsShown = false;
            html.Markup("</p>");
            if (day is not null)
            {
                html.Markup("<p>").Text(day.Term.Name(language)).Markup(" <strong>");
                values.Write(day);
                html.Markup("</strong> <small>BT-9</small></p>");
                values.Findings(day.Element);
            }

            html.Markup("</div>");
        }

        html.Markup("</header>\n");
    }

    private void Titled(string id, string otherwise)
    {
        if (invoice.Of(id).FirstOrDefault() is { } value)
        {
            html.Markup("<span").Attribute("title", $"{id} {value.Term.Name(language)}").Markup(">");
            values.Write(value);
            html.Markup("</span>");
        }
        else
        {
            html.Text(otherwise);
        }
    }

    private string NameOf(string trading, string legal) => invoice.First(legal) is { Length: > 0 } name ? name : invoice.First(trading);

    private void WriteChecks()
    {
        var fatals = findings.Count(f => f.Severity == Severity.Fatal);
        var warnings = findings.Count - fatals;
        html.Markup($"<section class=\"check {(fatals > 0 ? "bad" : warnings > 0 ? "fair" : "good")}\" aria-labelledby=\"check\"><h2 id=\"check\">");
        html.Text(Words.Page(fatals > 0 ? "invalid" : "valid", language));
        Count(fatals, "fatal", " : ");
        Count(warnings, "warning", fatals > 0 ? ", " : " : ");
        html.Markup("</h2>");
        if (findings.Count > 0)
        {
            WriteSummary();
        }

        html.Markup("</section>\n");
    }

    private void Count(int count, string word, string before)
    {
        if (count > 0)
        {
            html.Text(before.Replace(" :", language == Language.French ? "\u00A0:" : ":", StringComparison.Ordinal)).Text(count.ToString("N0", Habits.Of(language).Numbers)).Markup(" ").Text(Words.Page(count == 1 ? "one-" + word : word + "s", language));
        }
    }

    private void WriteSummary()
    {
        html.Markup("<ul>");
        var shown = 0;
        foreach (var rule in findings.GroupBy(f => (f.Rule, f.Severity)).OrderByDescending(g => g.Key.Severity))
        {
            var some = rule.Take(Math.Min(MostOfRule, MostInSummary - shown)).ToList();
            foreach (var finding in some)
            {
                html.Markup(finding.Severity == Severity.Fatal ? "<li class=\"fatal\">" : "<li class=\"warning\">");
                values.Finding(finding);
                html.Markup(" <span class=\"place\">");
                if (marks.PlaceOf(finding) is var (id, words))
                {
                    html.Markup("<a").Attribute("href", "#" + id).Markup(">").Text(words).Markup("</a> · ");
                }

                html.Text(Words.Page("line", language)).Markup("\u00A0").Text(finding.Line.ToString(CultureInfo.InvariantCulture)).Markup("</span></li>");
            }

            shown += some.Count;
            if (rule.Count() is var all && all > some.Count && some.Count > 0)
            {
                html.Markup("<li><code>").Text(rule.Key.Rule).Markup("</code> + ").Text((all - some.Count).ToString("N0", Habits.Of(language).Numbers)).Markup(" ").Text(Words.Page("more", language)).Markup("</li>");
            }
        }

        if (shown == MostInSummary && findings.Count > shown)
        {
            html.Markup("<li>…</li>");
        }

        html.Markup("</ul>");
    }

    private void WriteParties()
    {
        html.Markup("<div class=\"pair\">");
        foreach (var id in (string[])["BG-4", "BG-7"])
        {
            WriteGroups(id);
        }

        html.Markup("</div>\n");
        if (Groups("BG-10", "BG-11", "BG-13") is { Count: > 0 } more)
        {
            html.Markup("<div class=\"pair\">");
            foreach (var id in more.Select(g => g.Term!.Id).Distinct())
            {
                WriteGroups(id);
            }

            html.Markup("</div>\n");
        }
    }

    private void WriteReferences()
    {
        var (own, others) = (Loose(References), Groups("BG-3", "BG-14"));
        if (own.Count + others.Count > 0)
        {
            Begin("references", Words.Page("dates", language));
            html.Markup("<div class=\"columns\">");
            groups.Rows(own, others);
            html.Markup("</div>");
            End();
        }
    }

    private void WriteLines()
    {
        if (gatherer.Lines.Count > 0)
        {
            Begin("lines", Words.Page("lines", language));
            tables.Write("lines", LineColumns, 1, gatherer.Lines.Select(gatherer.Gather));
            End();
        }
    }

    private void WriteSums()
    {
        if (Groups("BG-20", "BG-21") is { Count: > 0 } adjustments)
        {
            Begin("adjustments", Words.Page("adjustments", language));
            tables.Write("adjustments", AdjustmentColumns, 1, adjustments);
            End();
        }

        html.Markup("<div class=\"pair\">");
        if (Groups("BG-23") is { Count: > 0 } vat)
        {
            Begin("vat", terms.ById["BG-23"].Name(language));
            tables.Write("vat", VatColumns, 1, vat);
            End();
        }

        var totals = Groups("BG-22");
        Begin("totals", terms.ById["BG-22"].Name(language), "totals");
        groups.Rows(totals.SelectMany(g => g.Values).Concat(LooseIn("BG-22")), []);
        totals.ForEach(groups.Findings);
        End();
        html.Markup("</div>\n");
    }

    private void WritePayment()
    {
        var (own, means) = (LooseIn("BG-16").Concat(Loose("BT-20")).ToList(), Groups("BG-16"));
        if (own.Count + means.Count > 0)
        {
            Begin("payment", terms.ById["BG-16"].Name(language));
            groups.Rows(own, []);
            foreach (var one in means)
            {
                groups.Rows(one.Values, one.Groups);
                groups.Findings(one);
            }

            End();
        }
    }

    private void WriteRest()
    {
        Section("notes", Words.Page("notes", language), LooseIn("BG-1"), Groups("BG-1"));
        Section("attachments", Words.Page("attachments", language), [], Groups("BG-24"));
        Section("rules", Words.Page("rules", language), LooseIn("BG-2"), Groups("BG-2"));
        var left = invoice.Everything().Where(v => !v.IsShown).ToList();
        if (left.Count + gatherer.Others.Count + gatherer.Signs.Count == 0)
        {
            return;
        }

        Begin("other", Words.Page("other", language), "other");
        groups.Rows(left, []);
        if (gatherer.Others.Count > 0)
        {
            html.Markup("<p>").Text(Words.Page("other-hint", language)).Markup("</p>");
            WriteOthers();
        }

        if (gatherer.Signs.Count > 0)
        {
            html.Markup("<p>").Text(Words.Page("signs", language)).Markup("</p><p class=\"signs\">");
            foreach (var (sign, count) in gatherer.Signs)
            {
                html.Markup("<code>").Text(sign).Markup("</code> × ").Text(count.ToString("N0", Habits.Of(language).Numbers)).Markup("<br/>");
            }

            html.Markup("</p>");
        }

        End();
    }

    private void WriteOthers()
    {
        html.Markup("<dl class=\"rows\">");
        foreach (var other in gatherer.Others)
        {
            html.Markup("<div><dt>");
            WritePath(other.Element);
            html.Text(other.Attribute is null ? string.Empty : "/@" + other.Attribute);
            html.Markup(" <small>").Text(Words.Page("line", language)).Markup(" ").Text(other.Element.Line.ToString(CultureInfo.InvariantCulture)).Markup("</small></dt><dd>");
            values.Write(other.Text);
            values.Findings(other.Element);
            html.Markup("</dd></div>\n");
        }

        html.Markup("</dl>");
    }

    // The outermost element goes without saying.
    private void WritePath(Element element)
    {
        if (element.Parent is { Parent: not null } parent)
        {
            WritePath(parent);
            html.Markup("/<wbr/>");
        }

        // A file made for it has ten thousand paths of sixty steps.
        var prefix = Terms.Prefix(element.Name.Space);
        html.Text(prefix ?? string.Empty).Text(prefix is null ? element.Name.ToString() : element.Name.Local);
    }

    private List<Value> Loose(params string[] ids) => [.. invoice.Everything().Where(v => !v.IsShown && ids.Contains(v.Term.Id))];

    private List<Value> LooseIn(string group) => [.. invoice.Values.Where(v => !v.IsShown && v.Term.IsIn(terms.ById[group]))];

    private List<Group> Groups(params string[] ids) => [.. invoice.Groups.Where(g => ids.Contains(g.Term!.Id))];

    private void WriteGroups(string id)
    {
        if (Groups(id) is { Count: > 0 } all)
        {
            Section(id, terms.ById[id].Name(language), [], all);
        }
    }

    private void Section(string id, string title, IEnumerable<Value> own, List<Group> all)
    {
        var left = own.ToList();
        if (left.Count + all.Count == 0)
        {
            return;
        }

        Begin(id, title);
        groups.Rows(left, []);
        foreach (var group in all)
        {
            groups.Findings(group);
            groups.Rows(group.Values.Where(v => !v.IsShown), group.Groups);
        }

        End();
    }

    private void Begin(string id, string title, string look = "plain")
        => html.Markup("<section").Attribute("class", look).Attribute("aria-labelledby", id).Markup("><h2").Attribute("id", id).Markup(">").Text(title).Markup("</h2>");

    private void End() => html.Markup("</section>\n");
}
