namespace Cartulaire.EInvoicing.View;

/// <summary>Writes groups outside tables: rows of name and value, addresses as on an envelope, small groups in one line.</summary>
internal sealed class GroupWriter(Html html, Language language, ValueWriter values)
{
    // Written as on an envelope or a card, without the name of each line.
    private static readonly HashSet<string> Cards = ["BG-5", "BG-6", "BG-8", "BG-9", "BG-12", "BG-15"];

    private static readonly HashSet<string> PostCodes = ["BT-38", "BT-53", "BT-67", "BT-78"];

    /// <summary>Rows of name and value; groups within follow.</summary>
    public void Rows(IEnumerable<Value> all, IEnumerable<Group> groups)
    {
        var (left, within) = (all.ToList(), groups.ToList());
        if (left.Count + within.Count == 0)
        {
            return;
        }

        html.Markup("<dl class=\"rows\">");
        Row(left, within);
        html.Markup("</dl>");
    }

    /// <summary>Small items one after the other: what of a row of a table no column holds.</summary>
    public void More(IEnumerable<Value> all, IEnumerable<Group> groups)
    {
        var (left, within) = (all.OrderBy(v => v.Term.Order).ToList(), groups.OrderBy(g => g.Term!.Order).ToList());
        if (left.Count + within.Count == 0)
        {
            return;
        }

        html.Markup("<dl class=\"more\">");
        foreach (var value in left)
        {
            Row(value);
        }

        foreach (var group in within)
        {
            Inline(group);
        }

        html.Markup("</dl>");
    }

    /// <summary>One name and value.</summary>
    public void Row(Value value)
    {
        Name(value.Term);
        values.WriteMarked(value);
        html.Markup("</dd></div>");
    }

    /// <summary>A group in one row.</summary>
    public void Inline(Group group)
    {
        var all = group.Everything().OrderBy(v => v.Term.Order).ToList();
        if (group.Term!.Id == "BG-32" && all.FirstOrDefault(v => v.Term.Id == "BT-160") is { Element: var element } name && name.Text.Trim().Length > 0)
        {
            // An attribute bears its own name.
            all.Remove(name);
            html.Markup("<div><dt").Attribute("title", "BG-32 BT-160").Markup(">");
            values.Write(name);
            html.Markup("</dt><dd>");
            values.Findings(element);
        }
        else
        {
            Name(group.Term);
        }

        var isPeriod = group.Term.Id is "BG-14" or "BG-26";
        for (var i = 0; i < all.Count; i++)
        {
            html.Markup(i == 0 ? string.Empty : isPeriod ? " – " : " · ").Markup("<span").Attribute("title", $"{all[i].Term.Id} {all[i].Term.Name(language)}").Markup(">");
            if (all[i].Term.Kind is TermKind.Amount && all[i].Term.Id is "BT-137" or "BT-142")
            {
                html.Markup("<span class=\"muted\">").Text(Words.Page("base", language)).Markup("</span> ");
            }

            values.Write(all[i]);
            html.Markup("</span>");
        }

        End(all, group);
    }

    /// <summary>What was found at a group itself.</summary>
    public void Findings(Group group)
    {
        foreach (var element in group.Elements)
        {
            values.Findings(element);
        }
    }

    private void Row(IEnumerable<Value> all, IEnumerable<Group> groups)
    {
        foreach (var (_, value, group) in all.Select(v => (v.Term.Order, (Value?)v, (Group?)null)).Concat(groups.Select(g => (g.Term!.Order, (Value?)null, (Group?)g))).OrderBy(r => r.Order))
        {
            if (value is not null)
            {
                Row(value);
            }
            else if (Cards.Contains(group!.Term!.Id))
            {
                Card(group);
            }
            else if (group.Term.Id is "BG-3" or "BG-14")
            {
                Inline(group);
            }
            else
            {
                Mark(group);
                Row(group.Values, group.Groups);
            }
        }
    }

    // A group that is shown by its rows only has a row of its own when something was found there.
    private void Mark(Group group)
    {
        if (group.Elements.Any(values.HasFindings))
        {
            Name(group.Term!);
            Findings(group);
            html.Markup("</dd></div>");
        }
    }

    private void Card(Group group)
    {
        Name(group.Term!);
        var all = group.Everything().OrderBy(v => v.Term.Order).ToList();
        foreach (var value in all)
        {
            html.Markup("<span").Attribute("title", $"{value.Term.Id} {value.Term.Name(language)}").Markup(">");
            values.Write(value);
            html.Markup("</span>").Markup(PostCodes.Contains(value.Term.Id) ? " " : "<br/>");
        }

        End(all, group);
    }

    private void End(List<Value> all, Group group)
    {
        foreach (var value in all)
        {
            values.Findings(value.Element);
        }

        Findings(group);
        html.Markup("</dd></div>");
    }

    private void Name(Term term) => html.Markup("<div").Attribute("class", term.Id).Markup("><dt>").Text(term.Name(language)).Markup(" <small>").Text(term.Id).Markup("</small></dt><dd>");
}
