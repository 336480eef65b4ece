namespace Cartulaire.EInvoicing.View;

/// <summary>A column of a table: its heading, the terms of its cells, and how it looks.</summary>
internal sealed record Column(string Word, string Look, params string[] Terms);

/// <summary>Writes groups as the rows of a table. What no column holds stands in the column of the most text, so that nothing is left out.</summary>
/// <remarks>The roles are said because narrow pages lay the cells under one another, which takes them from a browser's own table.</remarks>
internal sealed class TableWriter(Html html, Language language, ValueWriter values, GroupWriter groups)
{
    /// <summary>Writes a table.</summary>
    /// <param name="title">Id of the heading that names it.</param>
    /// <param name="columns">Its columns; the first is the heading of the row.</param>
    /// <param name="widest">The column that takes what no other holds.</param>
    /// <param name="rows">Its rows, each written before the next is asked for.</param>
    public void Write(string title, Column[] columns, int widest, IEnumerable<Group> rows)
    {
        html.Markup("<table role=\"table\"").Attribute("aria-labelledby", title).Markup("><thead role=\"rowgroup\"><tr role=\"row\">");
        foreach (var column in columns)
        {
            html.Markup("<th role=\"columnheader\" scope=\"col\"").Attribute("class", column.Look).Markup(">").Text(Words.Page(column.Word, language));
            html.Markup(" <small>").Text(string.Join(" ", column.Terms.Take(2))).Markup("</small></th>");
        }

        html.Markup("</tr></thead><tbody role=\"rowgroup\">\n");
        foreach (var row in rows)
        {
            html.Markup("<tr role=\"row\">");
            for (var i = 0; i < columns.Length; i++)
            {
                Cell(row, columns[i], i == 0, i == widest, columns);
            }

            html.Markup("</tr>\n");
        }

        html.Markup("</tbody></table>\n");
    }

    private void Cell(Group row, Column column, bool isHead, bool isWidest, Column[] columns)
    {
        html.Markup(isHead ? "<th role=\"rowheader\" scope=\"row\"" : "<td role=\"cell\"").Attribute("class", column.Look).Attribute("data-label", Words.Page(column.Word, language)).Markup(">");
        if (column.Terms.Length == 0)
        {
            html.Text(row.Term!.Name(language));
        }

        foreach (var id in column.Terms)
        {
            foreach (var value in row.Values.Where(v => v.Term.Id == id))
            {
                html.Markup("<div").Attribute("class", id).Markup(">");
                if (id == "BT-149")
                {
                    html.Text(Words.Page("price-for", language)).Markup(" ");
                }

                values.WriteMarked(value);
                html.Markup("</div>");
            }
        }

        if (isWidest)
        {
            groups.More(row.Values.Where(v => !columns.Any(c => c.Terms.Contains(v.Term.Id))), row.Groups);
            groups.Findings(row);
        }

        html.Markup(isHead ? "</th>" : "</td>");
    }
}
