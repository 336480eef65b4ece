using Cartulaire.Engines.Index.Text;
using Cartulaire.Kernel.Query;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace Cartulaire.Engines.Index.Searching;

/// <summary>Evaluates a search as sets of hits. Words that stand side by side are asked of one entry, whose copied fields let those of a record and of its document meet; all else is asked of the record.</summary>
internal sealed class SetAlgebra(Snapshot snapshot, SearchRequest request, LeafCompiler leaves, Func<Gatherer> gather)
{
    private readonly bool lines = !ReferenceEquals(request.Line, AccessBits.None);
    private FixedBitSet? visible;

    /// <summary>Every hit that the person may read, or see the line of.</summary>
    public FixedBitSet Visible()
    {
        if (visible is null)
        {
            visible = Empty();
            foreach (var segment in snapshot.Segments)
            {
                foreach (var doc in segment.Columns.Heads)
                {
                    var (owner, set) = (segment.Columns.Owners[doc], segment.Access[doc]);
                    if (snapshot.HeadDoc[owner] == segment.Base + doc && (request.Read.Contains(set) || request.Line.Contains(set)))
                    {
                        visible.Set(owner);
                    }
                }
            }
        }

        return visible;
    }

    /// <summary>Hits of a tree; the caller may change the set.</summary>
    public FixedBitSet Of(QueryNode node) => node switch
    {
        Everything => (FixedBitSet)Visible().Clone(),
        NotNode not => Without((FixedBitSet)Visible().Clone(), Of(not.Clause)),
        AllNode all => All(all.Clauses),
        AnyNode any => Any(any.Clauses),
        _ => Leaf([node], []),
    };

    /// <summary>Hits of clauses that all match.</summary>
    public FixedBitSet All(IReadOnlyList<QueryNode> clauses)
    {
        var free = clauses.Where(LeafCompiler.IsFreeText).ToList();
        var head = lines ? [] : clauses.Where(LeafCompiler.IsHeadOnly).ToList();

        // What the entry must not be is asked with what it must be: the engine passes over it, nobody counts it first.
        var without = head.Count == 0 ? [] : clauses.Where(c => c is NotNode not && LeafCompiler.IsHeadOnly(not.Clause)).ToList();
        FixedBitSet? result = free.Count == 0 ? null : Leaf(free, []);
        if (head.Count > 0)
        {
            result = Meet(result, Leaf(head, without));
        }

        foreach (var clause in clauses.Except(free).Except(head).Except(without).OrderBy(c => c is NotNode))
        {
            result = clause is NotNode not ? Without(result ?? (FixedBitSet)Visible().Clone(), Of(not.Clause)) : Meet(result, Of(clause));
        }

        return result ?? (FixedBitSet)Visible().Clone();
    }

    private static FixedBitSet Meet(FixedBitSet? one, FixedBitSet other)
    {
        if (one is null)
        {
            return other;
        }

        one.And(other);
        return one;
    }

    private static FixedBitSet Without(FixedBitSet one, FixedBitSet other)
    {
        one.AndNot(other);
        return one;
    }

    private FixedBitSet Any(NodeList clauses)
    {
        var result = Empty();
        foreach (var clause in clauses)
        {
            result.Or(Of(clause));
        }

        return result;
    }

    /// <summary>Leaves asked of one same entry, and those that it must not match.</summary>
    private FixedBitSet Leaf(List<QueryNode> together, List<QueryNode> without)
    {
        var query = new BooleanQuery(disableCoord: true);
        foreach (var node in together)
        {
            if (leaves.Compile(node, scored: false) is { } compiled)
            {
                query.Add(compiled, Occur.MUST);
            }
        }

        if (query.Clauses.Count == 0)
        {
            return without.Aggregate((FixedBitSet)Visible().Clone(), (set, not) => Without(set, Of(((NotNode)not).Clause)));
        }

        foreach (var not in without.Cast<NotNode>())
        {
            if (leaves.Compile(not.Clause, scored: false) is { } compiled)
            {
                query.Add(compiled, Occur.MUST_NOT);
            }
        }

        using var gatherer = gather();
        var hits = gatherer.Run(query, within: null, scored: false, onTheLine: lines && together.All(OnTheLine));
        if (lines && together.All(n => n is TextNode { Field: null }))
        {
            // A number typed in the box of a register finds its line.
            hits.Or(Lines(together));
        }

        return hits;
    }

    private FixedBitSet Lines(List<QueryNode> words)
    {
        var query = new BooleanQuery(disableCoord: true);
        foreach (var word in words.Cast<TextNode>())
        {
            query.Add(LeafCompiler.Reference(Slots.OwnNumbers + SystemFields.Number.Id, word.Text, word.Match), Occur.MUST);
        }

        using var gatherer = gather();
        return gatherer.Run(query, within: null, scored: false, onTheLine: true);
    }

    private static bool OnTheLine(QueryNode node) => node switch
    {
        TextNode { Field: { } field } => SystemFields.OnTheLine(field),
        DateNode d => SystemFields.OnTheLine(d.Field),
        _ => false,
    };

    private FixedBitSet Empty() => new(Math.Max(1, snapshot.Size));
}
