namespace Cartulaire.Kernel.Query;

/// <summary>Reads what people type in the search box.</summary>
/// <remarks>
/// <c>words "a phrase" pref* fuzz~ field:value field:"phrase" date:2026-01..2026-03 montant:>=100,50 AND ET OR OU NOT SAUF -word ( )</c>.
/// Words side by side must all be found; OR binds weaker than AND. Operators are written in capitals. A backslash takes its meaning from the next character.
/// What cannot be read is refused with its place and reason; nothing is guessed or dropped.
/// </remarks>
public static class QueryParser
{
    /// <summary>Longest text, in characters.</summary>
    public const int MaxLength = 4000;

    /// <summary>Deepest nesting.</summary>
    public const int MaxDepth = 20;

    /// <summary>Most words, phrases and field conditions.</summary>
    public const int MaxClauses = 200;

    /// <summary>Reads a search; an empty one finds everything.</summary>
    /// <returns>The tree, or one failure whose first two args are position and length of the fault in <paramref name="text"/>.</returns>
    public static Outcome<QueryNode> Parse(string text, IFieldNames names)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(names);
        if (text.Length > MaxLength)
        {
            return QueryFaults.At("query.too-long", MaxLength, text.Length - MaxLength, MaxLength);
        }

        var cut = QueryLexer.Cut(Folding.Whole(text));
        if (!cut.IsSuccess)
        {
            return Outcome<QueryNode>.Refused(cut.Failures);
        }

        if (cut.Value.Count == 1 && !string.IsNullOrWhiteSpace(text))
        {
            return QueryFaults.At("query.nothing-to-find", 0, text.Length);
        }

        var run = new Run(cut.Value, names);
        var node = cut.Value.Count == 1 ? Everything.Instance : run.Or(null, 0);
        if (node is not null && run.Here.Kind == TokenKind.Close)
        {
            return QueryFaults.At("query.unexpected-closing", run.Here);
        }

        return node is not null ? node : run.Fault!;
    }

    /// <summary>One reading: a cursor over tokens; null from a rule means that <see cref="Fault"/> says why.</summary>
    private sealed class Run(List<Token> tokens, IFieldNames names)
    {
        private int at;
        private int clauses;

        public Failure? Fault { get; private set; }

        public Token Here => tokens[at];

        public QueryNode? Or(FieldRef? field, int depth) => Chain(field, depth, TokenKind.Or);

        private QueryNode? Chain(FieldRef? field, int depth, TokenKind joint)
        {
            var parts = new List<QueryNode>();
            while (true)
            {
                var part = joint == TokenKind.Or ? Chain(field, depth, TokenKind.And) : Unary(field, depth);
                if (part is null)
                {
                    return null;
                }

                parts.Add(part);
                if (Here.Kind == joint)
                {
                    at++;
                }
                else if (joint == TokenKind.Or || Here.Kind is TokenKind.Or or TokenKind.Close or TokenKind.End)
                {
                    return parts.Count == 1 ? parts[0] : joint == TokenKind.Or ? Queries.Any(parts) : Queries.All(parts);
                }
            }
        }

        private QueryNode? Unary(FieldRef? field, int depth)
        {
            if (depth > MaxDepth)
            {
                return Refuse(QueryFaults.At("query.too-deep", Here, MaxDepth));
            }

            var token = Here;
            switch (token.Kind)
            {
                case TokenKind.Not:
                    at++;
                    return Unary(field, depth + 1) is { } negated ? Queries.Not(negated) : null;
                case TokenKind.Open:
                    at++;
                    return Group(field, depth, token);
                case TokenKind.Field:
                    at++;
                    return Fielded(token, depth);
                case TokenKind.Word or TokenKind.Phrase:
                    at++;
                    return Leaf(field, token, token);
                case TokenKind.End when at > 0 && tokens[at - 1].Kind is not TokenKind.Field:
                    return Refuse(QueryFaults.At("query.operand-missing", tokens[at - 1], tokens[at - 1].Text));
                default:
                    return Refuse(QueryFaults.At("query.operand-missing", token, token.Text));
            }
        }

        private QueryNode? Group(FieldRef? field, int depth, Token open)
        {
            if (Or(field, depth + 1) is not { } inside)
            {
                return null;
            }

            if (Here.Kind != TokenKind.Close)
            {
                return Refuse(QueryFaults.At("query.missing-closing", open));
            }

            at++;
            return inside;
        }

        private QueryNode? Fielded(Token name, int depth)
        {
            var adjacent = Here.Position == name.Position + name.Length + 1;
            if (!adjacent || Here.Kind is not (TokenKind.Word or TokenKind.Phrase or TokenKind.Open))
            {
                return Refuse(QueryFaults.At("query.value-missing", name, name.Text));
            }

            if (name.Text == "$tree")
            {
                return Tree(tokens[at++]);
            }

            if ((names.Find(name.Text) ?? SystemFields.Find(name.Text)) is not { } field)
            {
                return Refuse(QueryFaults.UnknownField(name, names));
            }

            var value = tokens[at++];
            return value.Kind == TokenKind.Open ? Group(field, depth, value) : Leaf(field, value, name);
        }

        private QueryNode? Tree(Token value)
            => int.TryParse(value.Text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var folder)
                ? Counted(new InTreeNode(folder), value)
                : Refuse(QueryFaults.At("query.bad-number", value, value.Text));

        private QueryNode? Leaf(FieldRef? field, Token value, Token from)
        {
            var leaf = QueryLeaves.Read(field, value, names);
            return leaf.IsSuccess ? Counted(leaf.Value, from) : Refuse(leaf.Failures[0]);
        }

        private QueryNode? Counted(QueryNode leaf, Token from)
            => ++clauses > MaxClauses ? Refuse(QueryFaults.At("query.too-many-clauses", from, MaxClauses)) : leaf;

        private QueryNode? Refuse(Failure fault)
        {
            Fault ??= fault;
            return null;
        }
    }
}
