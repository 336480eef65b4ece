using System.Text;
using Cartulaire.Kernel.Query;

namespace Cartulaire.Tests.Unit.Query;

public sealed class QueryParserTests
{
    private static readonly Names Fields = new();

    [Theory]
    [InlineData("permis urbanisme", "permis AND urbanisme")]
    [InlineData("permis ET urbanisme OU voirie", "(permis AND urbanisme) OR voirie")]
    [InlineData("permis SAUF voirie", "permis AND NOT voirie")]
    [InlineData("permis -voirie", "permis AND NOT voirie")]
    [InlineData("- permis, - voirie", "permis, AND voirie")]
    [InlineData("permis et voirie", "permis AND et AND voirie")]
    [InlineData("\"permis d'urbanisme\" comm* urbanime~ delibera~2", "\"permis d'urbanisme\" AND comm* AND urbanime~1 AND delibera~2")]
    [InlineData("Montant:>=100,50", "montant:>=100.50")]
    [InlineData("montant:1.234,50..2000", "montant:1234.50..2000")]
    [InlineData("montant:<5", "montant:<5")]
    [InlineData("date:2026", "$date:2026-01-01..2026-12-31")]
    [InlineData("DATE:2026-01..2026-03", "$date:2026-01-01..2026-03-31")]
    [InlineData("date:2024-02..", "$date:>=2024-02-01")]
    [InlineData("date:..15/01/2026", "$date:<=2026-01-15")]
    [InlineData("date:>2026-01", "$date:>=2026-02-01")]
    [InlineData("état:clos", "$state:\"clos\"")]
    [InlineData("objet:(permis OU voirie)", "objet:permis OR objet:voirie")]
    [InlineData("objet:\"rue \\\"Haute\\\"\"", "objet:\"rue \\\"Haute\\\"\"")]
    [InlineData("service:Travaux", "$service:\"svc_1\"")]
    [InlineData("numéro:2026-E-*", "$number:2026-E-*")]
    [InlineData("objet:*", "objet:*")]
    [InlineData("10:30", "10\\:30")]
    [InlineData("\\ET \\-moins", "\\ET AND \\-moins")]
    [InlineData("$tree:12 ((a))", "$tree:12 AND a")]
    [InlineData("", "*")]
    [InlineData("NOT NOT a", "a")]
    public void A_search_is_read_and_written_canonically(string typed, string canonical)
    {
        var read = QueryParser.Parse(typed, Fields);

        Assert.True(read.IsSuccess, read.IsSuccess ? "" : read.Failures[0].ToString());
        Assert.Equal(canonical, read.Value.ToString());
        Assert.Equal(read.Value, QueryParser.Parse(canonical, Fields).Value);
    }

    [Theory]
    [InlineData("permis \"sans fin", "query.unbalanced-quote", 7, 9)]
    [InlineData("(permis", "query.missing-closing", 0, 1)]
    [InlineData("permis)", "query.unexpected-closing", 6, 1)]
    [InlineData("permis OU", "query.operand-missing", 7, 2)]
    [InlineData("OR permis", "query.operand-missing", 0, 2)]
    [InlineData("a ()", "query.operand-missing", 3, 1)]
    [InlineData("montent:5", "query.unknown-field", 0, 7)]
    [InlineData("a date:hier", "query.bad-date", 7, 4)]
    [InlineData("date:2026-13", "query.bad-date", 5, 7)]
    [InlineData("montant:beaucoup", "query.bad-number", 8, 8)]
    [InlineData("date:2027..2026", "query.range-reversed", 5, 10)]
    [InlineData("objet: x", "query.value-missing", 0, 5)]
    [InlineData("ab*cd", "query.wildcard-misplaced", 2, 3)]
    [InlineData("*ab", "query.wildcard-misplaced", 0, 3)]
    [InlineData("ab~3", "query.fuzzy-misplaced", 2, 2)]
    [InlineData("état:cloz~", "query.fuzzy-not-allowed", 5, 5)]
    [InlineData("service:Inconnu", "query.unknown-value", 8, 7)]
    [InlineData("\"...\"", "query.nothing-to-find", 0, 5)]
    [InlineData(" ; ", "query.nothing-to-find", 0, 3)]
    [InlineData("$tree:x", "query.bad-number", 6, 1)]
    public void What_cannot_be_read_says_where_and_why(string typed, string code, int position, int length)
    {
        var read = QueryParser.Parse(typed, Fields);

        Assert.False(read.IsSuccess);
        var fault = Assert.Single(read.Failures);
        Assert.Equal((code, position, length), (fault.Code, (int)fault.Args[0]!, (int)fault.Args[1]!));
    }

    [Fact]
    public void An_unknown_field_proposes_near_names()
    {
        var fault = QueryParser.Parse("montent:5", Fields).Failures[0];

        Assert.Equal("montent", fault.Args[2]);
        Assert.Contains("montant", fault.Args.Skip(3));
    }

    [Fact]
    public void Length_depth_and_clauses_are_limited()
    {
        Assert.Equal("query.too-long", QueryParser.Parse(new string('a', QueryParser.MaxLength + 1), Fields).Failures[0].Code);
        Assert.Equal("query.too-deep", QueryParser.Parse(new string('(', 1000) + "a", Fields).Failures[0].Code);
        Assert.Equal("query.too-deep", QueryParser.Parse(string.Concat(Enumerable.Repeat("NOT ", 900)) + "a", Fields).Failures[0].Code);
        Assert.Equal("query.too-many-clauses", QueryParser.Parse(string.Join(' ', Enumerable.Repeat("a", QueryParser.MaxClauses + 1)), Fields).Failures[0].Code);
        Assert.True(QueryParser.Parse(string.Join(' ', Enumerable.Repeat("a", QueryParser.MaxClauses)), Fields).IsSuccess);
    }

    [Fact]
    public void I_02_a_hundred_thousand_random_inputs_give_outcomes_only_and_what_is_read_reads_back()
    {
        string[] pieces = ["permis", "ET", "OU", "NOT", "SAUF", "(", ")", "\"", "\\", "*", "~", "~2", ":", "-", " ", " ", "..", ">=", "<", "date:", "montant:", "objet:", "état:", "service:Travaux", "2026", "01/2026", "12,5", "é", "\ud800", "\udc00", "\u0301", "😀", "\0", "$tree:", "$", "'", "9999", "0001-01-01", ">9999-12-31", "a\u00a0b", "$flag:x*"];
        var random = new Random(20261123);
        var text = new StringBuilder();
        var understood = 0;
        for (var i = 0; i < 100_000; i++)
        {
            text.Clear();
            for (var n = random.Next(1, 14); n > 0; n--)
            {
                _ = random.Next(12) == 0 ? text.Append((char)random.Next(0x10000)) : text.Append(pieces[random.Next(pieces.Length)]);
            }

            var read = QueryParser.Parse(text.ToString(), Fields);
            if (!read.IsSuccess)
            {
                var fault = Assert.Single(read.Failures);
                Assert.InRange((int)fault.Args[0]! + (int)fault.Args[1]!, 0, text.Length);
                continue;
            }

            understood++;
            var canonical = read.Value.ToString();
            var again = QueryParser.Parse(canonical, Fields);
            Assert.True(again.IsSuccess && again.Value.Equals(read.Value), $"<{text}> was written <{canonical}>, which reads {(again.IsSuccess ? again.Value : again.Failures[0])}");
        }

        Assert.InRange(understood, 5_000, 95_000);
    }

    [Fact]
    public void Combinators_flatten_and_leave_out_what_says_nothing()
    {
        var list = Queries.All(Queries.Type("a", "b"), Everything.Instance, Queries.All(Queries.State("c"), Queries.InTree(7)), Queries.Not(Queries.Flag("confidential")));

        Assert.Equal("($type:\"a\" OR $type:\"b\") AND $state:\"c\" AND $tree:7 AND NOT $flag:\"confidential\"", list.ToString());
        Assert.Equal(list, QueryParser.Parse(list.ToString(), Fields).Value);
        Assert.Same(Everything.Instance, Queries.All());
        Assert.Throws<ArgumentException>(() => Queries.Any());
    }

    private sealed class Names : IFieldNames
    {
        private static readonly FieldRef[] Known = [new("montant", FieldKind.Amount), new("objet", FieldKind.Text)];

        IReadOnlyCollection<string> IFieldNames.Names => ["montant", "objet"];

        public FieldRef? Find(string name) => Known.FirstOrDefault(f => string.Equals(f.Id, Folding.Fold(name), StringComparison.Ordinal));

        public string? Value(FieldRef field, string written)
            => field != SystemFields.Service ? written : written is "Travaux" or "svc_1" ? "svc_1" : null;
    }
}
