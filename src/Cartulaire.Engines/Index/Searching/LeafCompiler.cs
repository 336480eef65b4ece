using Cartulaire.Engines.Index.Text;
using Cartulaire.Kernel.Query;
using Lucene.Net.Index;
using Lucene.Net.Queries;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace Cartulaire.Engines.Index.Searching;

/// <summary>Turns one leaf of a search into a query of the engine. Prefixes and faults of spelling expand over all their terms with one constant score.</summary>
internal sealed class LeafCompiler(IndexReader reader, FolderTree tree)
{
    private const float NumberScore = 64;
    private const float ExpandedScore = 8;

    /// <summary>Words in which nothing can be looked for.</summary>
    public List<string> Ignored { get; } = [];

    /// <summary>The leaf may match the entry of a document as well as that of its record, together with other words.</summary>
    public static bool IsFreeText(QueryNode node) => node is TextNode { Field: null };

    /// <summary>The tree can match the record's own entry only, so that all of it may be asked of it at once.</summary>
    public static bool IsHeadOnly(QueryNode node) => node switch
    {
        AnyNode any => IsTogether(any.Clauses),
        AllNode all => IsTogether(all.Clauses),
        TextNode { Field: { Kind: not FieldKind.Text } field } => field != SystemFields.Flag,
        TextNode { Field: { } field } => field == SystemFields.Title || field == SystemFields.Sender,
        DateNode or NumberNode => true,
        _ => false,
    };

    /// <summary>Null when there is nothing to look for.</summary>
    public Query? Compile(QueryNode node, bool scored) => node switch
    {
        TextNode { Field: null } text => FreeText(text, scored),
        TextNode { Field.Kind: FieldKind.Text } text => OwnText(text),
        TextNode { Field.Kind: FieldKind.Reference } text => Constant(Reference(Slots.OwnNumbers + text.Field.Id, text.Text, text.Match)),
        TextNode text => Constant(Keyword(text)),
        DateNode d => NumericRangeQuery.NewInt64Range(Slots.Figure + d.Field.Id, d.From?.DayNumber, d.To?.DayNumber, true, true),
        NumberNode n => NumericRangeQuery.NewInt64Range(Slots.Figure + n.Field.Id, Scaled(n.From), Scaled(n.To), n.FromIncluded, n.ToIncluded),
        PresentNode p => new ConstantScoreQuery(new TermQuery(new Term(Slots.Present, p.Field.Id))),
        AnyNode any => Together(any.Clauses, Occur.SHOULD, scored),
        AllNode all => Together(all.Clauses, Occur.MUST, scored),
        InTreeNode t => new ConstantScoreQuery(new TermsFilter([.. tree.Branch(t.Folder).Select(f => new Term(Slots.Parent, EntryWriter.Term(f)))])),
        _ => throw new NotSupportedException(node.GetType().Name),
    };

    /// <summary>A number or reference as people quote it: whole, its beginning, or parts of it.</summary>
    public static Query Reference(string field, string text, TextMatch match)
    {
        var whole = TextAnalysis.FoldWhole(text);
        if (match == TextMatch.Prefix)
        {
            return new PrefixQuery(new Term(field, whole)) { MultiTermRewriteMethod = MultiTermQuery.CONSTANT_SCORE_FILTER_REWRITE };
        }

        var either = new BooleanQuery(disableCoord: true) { { new TermQuery(new Term(field, whole)), Occur.SHOULD } };
        var groups = TextAnalysis.Groups(whole);
        if (match is not TextMatch.Exact && groups.Count > 1)
        {
            var parts = new BooleanQuery(disableCoord: true);
            foreach (var group in groups)
            {
                parts.Add(new TermQuery(new Term(field, TextAnalysis.Bare(group))), Occur.MUST);
            }

            either.Add(parts, Occur.SHOULD);
        }

        return either;
    }

    // Nothing at all is no condition of an entry, and the engine takes 1,024 clauses at most: sets have no such bound.
    private static bool IsTogether(NodeList clauses) => clauses.Count is > 0 and <= 500 && clauses.All(IsHeadOnly);

    private BooleanQuery? Together(NodeList clauses, Occur occur, bool scored)
    {
        var query = new BooleanQuery(disableCoord: true);
        foreach (var clause in clauses)
        {
            if (Compile(clause, scored) is { } compiled)
            {
                query.Add(compiled, occur);
            }
        }

        return query.Clauses.Count == 0 ? null : query;
    }

    private static ConstantScoreQuery Constant(Query query, float score = 1) => new ConstantScoreQuery(query) { Boost = score };

    private static long? Scaled(decimal? figure) => figure is { } f ? EntryWriter.Scale(f) : null;

    private static Query Keyword(TextNode node)
    {
        var term = new Term(Slots.Keyword + node.Field!.Id, TextAnalysis.FoldWhole(node.Text));
        return node.Match == TextMatch.Prefix ? new PrefixQuery(term) { MultiTermRewriteMethod = MultiTermQuery.CONSTANT_SCORE_FILTER_REWRITE } : new TermQuery(term);
    }

    private ConstantScoreQuery? OwnText(TextNode node)
    {
        var id = node.Field!.Id;
        return Words(node, Slots.OwnStem + id, Slots.OwnFlat + id) is { } query ? Constant(query) : null;
    }

    private Query? FreeText(TextNode node, bool scored)
    {
        var main = Words(node, Slots.Stem, Slots.Flat);
        if (main is null)
        {
            return null;
        }

        var number = node.Match is TextMatch.Word or TextMatch.Phrase or TextMatch.Prefix && node.Text.Any(char.IsDigit) ? Quoted(node) : null;
        var boost = scored && node.Match == TextMatch.Word ? Boost(node.Text) : null;
        if (number is null && boost is null)
        {
            return main;
        }

        var all = new BooleanQuery(disableCoord: true);
        if (number is not null)
        {
            all.Add(new BooleanQuery(disableCoord: true) { { main, Occur.SHOULD }, { Constant(number, NumberScore), Occur.SHOULD } }, Occur.MUST);
        }
        else
        {
            all.Add(main, Occur.MUST);
        }

        if (boost is not null)
        {
            all.Add(boost, Occur.SHOULD);
        }

        return all.Clauses.Count == 1 ? all.Clauses[0].Query : all;
    }

    /// <summary>The number or reference that a word with digits may be; null when nothing has it, as for most such words: then the search need not look in two places.</summary>
    private Query? Quoted(TextNode node)
    {
        var whole = TextAnalysis.FoldWhole(node.Text);
        return node.Match == TextMatch.Prefix || Has(whole) || TextAnalysis.Groups(whole) is { Count: > 1 } groups && groups.All(g => Has(TextAnalysis.Bare(g)))
            ? Reference(Slots.Numbers, node.Text, node.Match)
            : null;

        bool Has(string term) => reader.DocFreq(new Term(Slots.Numbers, term)) > 0;
    }

    private static TermQuery? Boost(string word)
        => TextAnalysis.Words(TextAnalysis.Stemmed, word) is [{ Term: var term }] ? new TermQuery(new Term(Slots.Copied, term)) { Boost = 2 } : null;

    private Query? Words(TextNode node, string stem, string flat)
    {
        var words = TextAnalysis.Words(TextAnalysis.Flat, node.Text);
        if (words.Count == 0)
        {
            Ignored.Add(node.Text);
            return null;
        }

        switch (node.Match)
        {
            case TextMatch.Word when words.Count == 1:
                return new TermQuery(new Term(stem, TextAnalysis.Words(TextAnalysis.Stemmed, node.Text)[0].Term));
            case TextMatch.Prefix:
                return Constant(Prefix(flat, words), ExpandedScore);
            case TextMatch.Fuzzy1 or TextMatch.Fuzzy2 when words.Count == 1:
                var far = node.Match == TextMatch.Fuzzy1 ? 1 : 2;
                return Constant(new FuzzyQuery(new Term(flat, words[0].Term), far, 0, int.MaxValue, transpositions: true) { MultiTermRewriteMethod = MultiTermQuery.CONSTANT_SCORE_FILTER_REWRITE }, ExpandedScore);
            default:
                return Phrase(flat, words);
        }
    }

    private static Query Phrase(string field, List<Word> words)
    {
        if (words.Count == 1)
        {
            return new TermQuery(new Term(field, words[0].Term));
        }

        var phrase = new PhraseQuery();
        foreach (var word in words)
        {
            phrase.Add(new Term(field, word.Term), word.Position - words[0].Position);
        }

        return phrase;
    }

    private Query Prefix(string field, List<Word> words)
    {
        var last = new Term(field, words[^1].Term);
        if (words.Count == 1)
        {
            return new PrefixQuery(last) { MultiTermRewriteMethod = MultiTermQuery.CONSTANT_SCORE_FILTER_REWRITE };
        }

        var phrase = new MultiPhraseQuery();
        foreach (var word in words.Take(words.Count - 1))
        {
            phrase.Add([new Term(field, word.Term)], word.Position - words[0].Position);
        }

        phrase.Add(Expand(last), words[^1].Position - words[0].Position);
        return phrase;
    }

    private Term[] Expand(Term prefix)
    {
        var found = new List<Term>();
        if (MultiFields.GetTerms(reader, prefix.Field) is { } terms)
        {
            var all = terms.GetEnumerator();
            for (var more = all.SeekCeil(prefix.Bytes) != TermsEnum.SeekStatus.END; more && StringHelper.StartsWith(all.Term, prefix.Bytes); more = all.MoveNext())
            {
                found.Add(new Term(prefix.Field, BytesRef.DeepCopyOf(all.Term)));
            }
        }

        return found.Count == 0 ? [prefix] : [.. found];
    }
}
