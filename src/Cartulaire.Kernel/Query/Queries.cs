namespace Cartulaire.Kernel.Query;

/// <summary>Builds searches in code: lists, dashboards and counters say what they want with these.</summary>
public static class Queries
{
    /// <summary>Every clause; nested ones are flattened, <see cref="Everything"/> is left out.</summary>
    public static QueryNode All(params IEnumerable<QueryNode> clauses)
    {
        var flat = clauses.SelectMany(c => c is AllNode all ? (IEnumerable<QueryNode>)all.Clauses : [c]).Where(c => c is not Everything).ToList();
        return flat.Count switch { 0 => Everything.Instance, 1 => flat[0], _ => new AllNode(new(flat)) };
    }

    /// <summary>At least one clause; nested ones are flattened.</summary>
    /// <exception cref="ArgumentException">There is none: an empty choice would match nothing, which no list means.</exception>
    public static QueryNode Any(params IEnumerable<QueryNode> clauses)
    {
        var flat = clauses.SelectMany(c => c is AnyNode any ? (IEnumerable<QueryNode>)any.Clauses : [c]).ToList();
        return flat.Count switch { 0 => throw new ArgumentException("A choice needs a clause.", nameof(clauses)), 1 => flat[0], _ => new AnyNode(new(flat)) };
    }

    /// <summary>What the clause does not match.</summary>
    public static QueryNode Not(QueryNode clause) => clause is NotNode not ? not.Clause : new NotNode(clause);

    /// <summary>A field has one of the values.</summary>
    public static QueryNode Is(FieldRef field, params IEnumerable<string> values) => Any(values.Select(v => (QueryNode)new TextNode(field, v, TextMatch.Exact)));

    /// <summary>Of one of these types.</summary>
    public static QueryNode Type(params IEnumerable<string> types) => Is(SystemFields.Type, types);

    /// <summary>In one of these states.</summary>
    public static QueryNode State(params IEnumerable<string> states) => Is(SystemFields.State, states);

    /// <summary>Treated by one of these services.</summary>
    public static QueryNode Service(params IEnumerable<string> services) => Is(SystemFields.Service, services);

    /// <summary>Assigned to one of these people.</summary>
    public static QueryNode Assigned(params IEnumerable<string> people) => Is(SystemFields.Assigned, people);

    /// <summary>Bears the mark.</summary>
    public static QueryNode Flag(string flag) => Is(SystemFields.Flag, flag);

    /// <summary>Has its number in the register.</summary>
    public static QueryNode Register(string register) => Is(SystemFields.Register, register);

    /// <summary>A date field lies between two days, both included.</summary>
    public static QueryNode Between(FieldRef field, DateOnly? from, DateOnly? to) => new DateNode(field, from, to);

    /// <summary>Filed in the folder or below it.</summary>
    public static QueryNode InTree(int folder) => new InTreeNode(folder);

    /// <summary>Whether a search holds a node of that kind anywhere.</summary>
    public static bool Asks<T>(QueryNode node)
        where T : QueryNode
        => node is T || node switch
        {
            AllNode all => all.Clauses.Any(Asks<T>),
            AnyNode any => any.Clauses.Any(Asks<T>),
            NotNode not => Asks<T>(not.Clause),
            _ => false,
        };

    /// <summary>A word in any inflexion, anywhere.</summary>
    public static QueryNode Word(string word) => new TextNode(null, word, TextMatch.Word);
}
