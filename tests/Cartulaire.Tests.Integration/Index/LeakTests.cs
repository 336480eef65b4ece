using Cartulaire.Engines.Index;
using Cartulaire.Kernel.Query;
using Lucene.Net.Search.Similarities;

namespace Cartulaire.Tests.Integration.Index;

/// <summary>A-03: what one may not read changes nothing that one sees. The yardstick is an index to which it was never added.</summary>
public sealed class LeakTests
{
    private static readonly AccessBits[] People = [new([0, 2]), new([1, 2, 5]), new([4]), new([0, 1, 2, 3, 5]), new([3, 5])];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task A_03_ids_order_totals_facets_suggestions_and_extracts_equal_those_of_an_index_without_the_unreadable(int person)
    {
        if (await FirstDifferenceAsync(person, 150, new IndexTuning()) is { } difference)
        {
            Assert.Fail(difference);
        }
    }

    [Fact]
    public async Task A_03_turns_red_when_scores_follow_the_collection()
        => Assert.NotNull(await FirstDifferenceAsync(0, 200, new IndexTuning { Similarity = new DefaultSimilarity() }));

    [Fact]
    public async Task A_03_turns_red_when_the_rights_of_documents_are_forgotten()
        => Assert.NotNull(await FirstDifferenceAsync(0, 200, new IndexTuning { ForgetDocumentRights = true }));

    [Fact]
    public async Task A_03_of_a_line_only_number_date_and_register_are_shown_or_matched()
    {
        var all = Corpus.Make(500, seed: 5);
        AccessBits read = new([0, 2]), line = new([0, 1, 2, 3]);
        var masked = all.Where(e => e.Owner == e.Serial ? line.Contains(e.AccessSet) : read.Contains(e.AccessSet) && read.Contains(all[e.Owner].AccessSet))
            .Select(e => read.Contains(e.AccessSet) ? e : new IndexEntry { Serial = e.Serial, Id = e.Id, Kind = e.Kind, AccessSet = e.AccessSet, Number = e.Number, Date = e.Date, Register = e.Register });
        using var wholeFolder = new IndexFolder();
        using var maskedFolder = new IndexFolder();
        await using var whole = wholeFolder.Open();
        await using var bare = maskedFolder.Open();
        await IndexFolder.FillAsync(whole, all, 170, Ct);
        await IndexFolder.FillAsync(bare, masked, 90, Ct);
        var random = new Random(8);
        var lines = 0;
        for (var i = 0; i < 400; i++)
        {
            var query = Corpus.Query(random);
            foreach (var sort in new[] { SearchSort.Relevance, SearchSort.Number, new SearchSort(Corpus.Amount) })
            {
                var request = new SearchRequest { Query = query, Read = read, Line = line, Facets = Corpus.Facets, Sort = sort, Extracts = true, Limit = 500, Tree = Corpus.Tree };
                var answer = whole.Search(request, Ct);
                Assert.Equal(Corpus.Shown(bare.Search(request, Ct)), Corpus.Shown(answer));
                lines += answer.Hits.Count(h => h.LineOnly);
            }
        }

        Assert.True(lines > 1000);
        var number = all.First(e => e is { Kind: EntryKind.Record, AccessSet: 1 }).Number!;
        var found = whole.Search(new SearchRequest { Query = new TextNode(null, number, TextMatch.Word), Read = read, Line = line }, Ct);
        Assert.True(Assert.Single(found.Hits).LineOnly);
        Assert.Equal(0, whole.Search(new SearchRequest { Query = new TextNode(null, number, TextMatch.Word), Read = read }, Ct).Total);
    }

    private static async Task<string?> FirstDifferenceAsync(int person, int queries, IndexTuning tuning)
    {
        var read = People[person];
        var all = Corpus.Make(500, seed: 42);
        using var wholeFolder = new IndexFolder();
        using var readableFolder = new IndexFolder();
        await using var whole = wholeFolder.Open(tuning);
        await using var readable = readableFolder.Open(tuning);
        await IndexFolder.FillAsync(whole, all, 130, Ct);

        // Some are written twice and some change rights in place: deleted entries must not show either.
        var moved = all.Where(e => e.Serial % 7 == 0).ToList();
        await whole.ApplyAsync([.. moved.Select(e => new IndexChange.Upsert(e))], 100, Ct);
        await whole.ApplyAsync([.. all.Where(e => e.Serial % 50 == 4).Select(e => new IndexChange.Rights(e.Serial, 3))], 100, Ct);
        await whole.WaitForAsync(100, TimeSpan.FromSeconds(30), Ct);
        all = [.. all.Select(e => e.Serial % 50 == 4 ? e with { AccessSet = 3 } : e)];
        await IndexFolder.FillAsync(readable, all.Where(e => read.Contains(e.AccessSet) && read.Contains(all[e.Owner].AccessSet)), 40, Ct);

        var random = new Random(person + 1);
        var found = 0;
        for (var i = 0; i < queries; i++)
        {
            var query = Corpus.Query(random);
            var sort = random.Next(4) switch { 0 => SearchSort.Newest, 1 => SearchSort.Number, 2 => new SearchSort(Corpus.Amount, Ascending: true), _ => SearchSort.Relevance };
            var request = new SearchRequest { Query = query, Read = read, Facets = Corpus.Facets, Sort = sort, Extracts = true, Limit = random.Next(1, 40), Tree = Corpus.Tree };
            for (var page = 0; page < 3; page++)
            {
                var (mine, other) = (whole.Search(request, Ct), readable.Search(request, Ct));
                found += mine.Total;
                if (!string.Equals(Corpus.Shown(mine), Corpus.Shown(other), StringComparison.Ordinal))
                {
                    return $"{query}\n{Corpus.Shown(mine)}\n--- without the unreadable:\n{Corpus.Shown(other)}";
                }

                if (mine.Hits.Count == 0)
                {
                    break;
                }

                if (mine.Hits.SelectMany(h => h.Extracts).Select(e => e.Document).Append(1).Distinct().FirstOrDefault(d => Marked(whole, d, request) != Marked(readable, d, request), -1) is >= 0 and var marked)
                {
                    return $"{query}: marks of {marked}";
                }

                request = request with { After = mine.Hits[^1].Cursor };
            }

            var word = Corpus.Words[random.Next(Corpus.Words.Length)];
            foreach (var typed in new[] { word[..Math.Min(2, word.Length)], word[..Math.Min(3, word.Length)], "2025-E-0", "se", word + " co" })
            {
                var (mine, other) = (whole.Suggest(typed, read), readable.Suggest(typed, read));
                if (!mine.SequenceEqual(other))
                {
                    return $"{typed}: {string.Join(',', mine)} instead of {string.Join(',', other)}";
                }
            }
        }

        Assert.True(found > queries * 5, "the test must find something");
        return null;
    }

    private static string Marked(SearchIndex index, int document, SearchRequest request)
        => string.Join('|', index.Marks(document, request).Select(m => $"{m.Page}:{string.Join(',', m.Marks)}:{string.Join(' ', m.Words)}"));
}
