using Cartulaire.Engines.Index;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Query;

namespace Cartulaire.Tests.Integration.Index;

public sealed class SearchTests : IAsyncDisposable
{
    private static readonly AccessBits Everyone = new([0, 1, 2, 3, 4, 5]);

    private readonly IndexFolder folder = new();
    private readonly SearchIndex index;
    private long number;

    public SearchTests() => index = folder.Open();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await index.DisposeAsync();
        folder.Dispose();
    }

    [Theory]
    [InlineData("délibérations", 1)]
    [InlineData("deliberation", 1)]
    [InlineData("DÉLIBÉRATION", 1)]
    [InlineData("école", 1)]
    [InlineData("ecoles", 1)]
    [InlineData("urbanisme", 1)]
    [InlineData("\"permis d'urbanisme\"", 1)]
    [InlineData("\"urbanisme permis\"", 0)]
    [InlineData("comm*", 1)]
    [InlineData("delibe*", 1)]
    [InlineData("urbanime~", 1)]
    [InlineData("urbanme~2", 1)]
    [InlineData("urbanme~1", 0)]
    [InlineData("2026-E-00012", 1)]
    [InlineData("2026-e-12", 1)]
    [InlineData("12", 1)]
    [InlineData("13", 0)]
    [InlineData("numero:12", 1)]
    [InlineData("numero:2026-E-*", 1)]
    [InlineData("ref:ABC/77", 1)]
    [InlineData("77", 1)]
    [InlineData("Dupont égout", 1)]
    [InlineData("montant:>=100,50", 1)]
    [InlineData("montant:>100,50", 0)]
    [InlineData("date:2026-01..2026-03", 1)]
    [InlineData("date:2025", 0)]
    [InlineData("étang -délibération", 0)]
    [InlineData("école OU introuvable", 1)]
    [InlineData("type:lettre etat:clos école", 1)]
    [InlineData("type:lettre etat:ouvert école", 0)]
    [InlineData("expediteur:dupont", 1)]
    [InlineData("titre:dupont", 0)]
    [InlineData("saint-ghis*", 1)]
    [InlineData("saint-mich*", 0)]
    [InlineData("*", 1)]
    public async Task A_record_is_found_by_its_fields_and_by_the_text_of_its_document(string typed, int total)
    {
        await ApplyAsync(new IndexChange.Upsert(Record(0)), new IndexChange.Upsert(Document(1, 0, "L'école communale, près de l'étang.", "Vu le permis d'urbanisme et les délibérations; égouts de Saint-Ghislain.")));

        Assert.Equal(total, Find(typed).Total);
    }

    [Fact]
    public async Task Extracts_name_document_and_page_and_mark_the_words()
    {
        await ApplyAsync(new IndexChange.Upsert(Record(0)), new IndexChange.Upsert(Document(1, 0, "Première page.", new string('x', 300) + " vu les délibérations du collège, et le permis délivré. " + new string('y', 300))));

        var request = Request("deliberation permis") with { Extracts = true };
        var extract = Assert.Single(Assert.Single(index.Search(request, Ct).Hits).Extracts);

        Assert.Equal((1, 2), (extract.Document, extract.Page));
        Assert.Equal(["délibérations", "permis"], extract.Marks.Select(m => extract.Text.Substring(m.Start, m.Length)));
        var marks = Assert.Single(index.Marks(1, request));
        Assert.Equal((2, "délibérations permis"), (marks.Page, string.Join(' ', marks.Words)));
        Assert.Empty(index.Marks(1, request with { Read = new([4]) }));
    }

    [Fact]
    public async Task Totals_and_facets_count_records_exactly_whatever_the_number_of_documents()
    {
        var entries = Corpus.Make(700, seed: 3);
        await IndexFolder.FillAsync(index, entries, 333, Ct);
        var records = entries.Where(e => e.Kind == EntryKind.Record).ToList();

        foreach (var word in Corpus.Words.Where(w => w is "voirie" or "pont" or "riverain"))
        {
            var found = index.Search(new SearchRequest { Query = new TextNode(null, word, TextMatch.Phrase), Read = Everyone, Facets = Corpus.Facets, Limit = 1000 }, Ct);
            var expected = records.Where(r => Holds(r, word) || Holds(entries[r.Serial + 1], word)).ToList();

            Assert.Equal(expected.Count, found.Total);
            Assert.Equal(expected.Select(e => e.Serial).Order(), found.Hits.Select(h => h.Serial).Order());
            Assert.Equal(Counts(expected, e => [e.Type!]), found.Facets[0].Values);
            Assert.Equal(Counts(expected, e => e.Services), found.Facets[2].Values);
            Assert.Equal(Counts(expected, e => [e.Date!.Value.Year.ToString(System.Globalization.CultureInfo.InvariantCulture)]), found.Facets[3].Values);
        }

        static bool Holds(IndexEntry e, string word) => $" {e.Title} {e.Sender} {string.Join(' ', e.Fields.Select(f => f.Text))} {string.Join(' ', e.Pages.Select(p => p.Text))} ".Contains($" {word} ", StringComparison.Ordinal);
        static IEnumerable<FacetCount> Counts(List<IndexEntry> of, Func<IndexEntry, IEnumerable<string>> values) => of.SelectMany(values).GroupBy(v => v).Select(g => new FacetCount(g.Key, g.Count())).OrderByDescending(c => c.Count).ThenBy(c => c.Value, StringComparer.Ordinal);
    }

    [Fact]
    public async Task Pages_follow_each_other_whole_while_records_come_and_go()
    {
        var entries = Corpus.Make(300, seed: 9);
        await IndexFolder.FillAsync(index, entries, 100, Ct);
        foreach (var sort in new[] { SearchSort.Newest, SearchSort.Relevance, SearchSort.Number })
        {
            var request = new SearchRequest { Query = new TextNode(null, "p", TextMatch.Prefix), Read = Everyone, Sort = sort, Limit = 17 };
            var whole = index.Search(request with { Limit = 1000 }, Ct).Hits.Select(h => h.Serial).ToList();
            var paged = new List<int>();
            while (index.Search(request, Ct).Hits is { Count: > 0 } page)
            {
                paged.AddRange(page.Select(h => h.Serial));
                request = request with { After = page[^1].Cursor };
                await ApplyAsync(new IndexChange.Upsert(Record(10_000 + paged.Count) with { Date = new(2020, 1, 1), Title = "rien", Number = null }));
            }

            Assert.Equal(whole, paged);
        }
    }

    [Fact]
    public async Task A_transition_or_a_change_of_rights_touches_no_text()
    {
        await ApplyAsync(new IndexChange.Upsert(Record(0)), new IndexChange.Upsert(Document(1, 0, "Un texte.", "Un autre.")));
        Assert.Equal(2, index.Work.Pages);

        await ApplyAsync(new IndexChange.Upsert(Record(0) with { State = "ouvert" }));
        await ApplyAsync(new IndexChange.Rights(0, 4), new IndexChange.Rights(1, 4));

        Assert.Equal(2, index.Work.Pages);
        Assert.Equal(1, Find("autre etat:ouvert").Total);
        Assert.Equal(1, index.Search(Request("autre") with { Read = new([4]) }, Ct).Total);
        Assert.Equal(0, index.Search(Request("autre") with { Read = new([0]) }, Ct).Total);
    }

    [Fact]
    public async Task A_move_of_a_branch_is_seen_without_touching_entries()
    {
        await ApplyAsync(new IndexChange.Upsert(Record(0) with { Parent = 30 }));
        var request = new SearchRequest { Query = Queries.InTree(10), Read = Everyone, Tree = new([(10, null), (20, null), (30, 20)]) };

        Assert.Equal(0, index.Search(request, Ct).Total);
        Assert.Equal(1, index.Search(request with { Tree = new([(10, null), (20, 10), (30, 20)]) }, Ct).Total);
    }

    [Fact]
    public async Task What_cannot_be_indexed_is_found_by_its_number_and_flagged()
    {
        var bad = Record(0) with { Type = new string('x', 40_000) };
        var bare = await index.ApplyAsync([new IndexChange.Upsert(bad), new IndexChange.Upsert(Record(2) with { Number = "2026-E-00099" })], ++number, Ct);
        await index.WaitForAsync(number, TimeSpan.FromSeconds(5), Ct);

        Assert.Equal([0], bare);
        Assert.Equal(0, Assert.Single(Find("2026-E-00012 marque:not-indexed").Hits).Serial);
        Assert.Equal(1, Find("2026-E-00099").Total);
    }

    [Fact]
    public async Task A_deleted_record_takes_its_documents_out_of_sight()
    {
        await ApplyAsync(new IndexChange.Upsert(Record(0)), new IndexChange.Upsert(Document(1, 0, "orphelin")));
        await ApplyAsync(new IndexChange.Delete(0));

        Assert.Equal(0, Find("orphelin").Total);
    }

    [Fact]
    public async Task Suggestions_complete_words_and_numbers_as_they_are_written()
    {
        await ApplyAsync(new IndexChange.Upsert(Record(0) with { Title = "Éclairage public de l'Église" }));

        Assert.Equal(["éclairage"], index.Suggest("ecl", Everyone));
        Assert.Equal(["public église"], index.Suggest("public egl", Everyone));
        Assert.Equal(["2026-E-00012"], index.Suggest("2026-E-0", Everyone));
        Assert.Empty(index.Suggest("ecl", new AccessBits([4])));
    }

    private static IndexEntry Record(int serial) => new()
    {
        Serial = serial,
        Id = ItemId.New(),
        Kind = EntryKind.Record,
        AccessSet = 0,
        Number = "2026-E-00012",
        Title = "Travaux",
        Sender = "Dupont",
        References = ["ABC/77"],
        Type = "lettre",
        State = "clos",
        Date = new(2026, 2, 3),
        Fields = [new(Corpus.Amount, Figure: 100.50m)],
    };

    private static IndexEntry Document(int serial, int record, params string[] pages) => new()
    {
        Serial = serial,
        Id = ItemId.New(),
        Kind = EntryKind.Document,
        AccessSet = 0,
        Record = record,
        Parent = record,
        Number = "2026-E-00012",
        Title = "Travaux",
        Sender = "Dupont",
        Pages = [.. pages.Select((p, i) => new PageText(i + 1, p))],
    };

    private static SearchRequest Request(string typed) => new() { Query = QueryParser.Parse(typed, new Names()).Value, Read = Everyone };

    [Theory]
    [InlineData(1)]
    [InlineData(500)]
    [InlineData(501)]
    [InlineData(1_025)]
    [InlineData(5_000)]
    public async Task A_choice_of_however_many_values_finds_what_has_one_of_them(int values)
    {
        await ApplyAsync(new IndexChange.Upsert(Record(0)), new IndexChange.Upsert(Record(1)));
        var others = Enumerable.Range(0, values - 1).Select(n => $"autre-{n}").ToList();

        Assert.Equal(2, index.Search(Request("*") with { Query = Queries.All(Queries.Type(others.Append("lettre")), Queries.Not(Queries.State("nul"))) }, Ct).Total);
        Assert.Equal(0, index.Search(Request("*") with { Query = Queries.All(Queries.Type(others.Append("autre")), Queries.Not(Queries.State("nul"))) }, Ct).Total);
    }

    [Fact]
    public async Task A_choice_of_nothing_finds_nothing_also_inside_another_condition()
    {
        await ApplyAsync(new IndexChange.Upsert(Record(0)));
        var nothing = new AnyNode(new([]));

        Assert.Equal(0, index.Search(Request("*") with { Query = nothing }, Ct).Total);
        Assert.Equal(0, index.Search(Request("*") with { Query = new AllNode(new([nothing, Queries.Type("lettre")])) }, Ct).Total);
        Assert.Equal(1, index.Search(Request("*") with { Query = new AnyNode(new([nothing, Queries.Type("lettre")])) }, Ct).Total);
    }

    private SearchAnswer Find(string typed) => index.Search(Request(typed), Ct);

    private async Task ApplyAsync(params IndexChange[] changes)
    {
        await index.ApplyAsync(changes, ++number, Ct);
        Assert.True((await index.WaitForAsync(number, TimeSpan.FromSeconds(10), Ct)).Reached);
    }

    private sealed class Names : IFieldNames
    {
        IReadOnlyCollection<string> IFieldNames.Names => ["montant", "remarque"];

        public FieldRef? Find(string name) => name == "montant" ? Corpus.Amount : name == "remarque" ? Corpus.Remark : null;
    }
}
