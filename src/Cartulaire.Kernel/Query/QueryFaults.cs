namespace Cartulaire.Kernel.Query;

/// <summary>Refusals of a search: where (position and length in the text, the first two args) and why (the code, then what it quotes).</summary>
internal static class QueryFaults
{
    public static Failure At(string code, int position, int length, params object?[] quoted)
        => new(Refusal.Invalid, code, "q", [position, length, .. quoted]);

    public static Failure At(string code, Token token, params object?[] quoted) => At(code, token.Position, token.Length, quoted);

    /// <summary>The name is unknown; quotes it, then up to five near ones.</summary>
    public static Failure UnknownField(Token token, IFieldNames names)
    {
        var wanted = Folding.Fold(token.Text);
        var near = names.Names.Concat(SystemFields.Names.Where(n => n[0] != '$')).Distinct(StringComparer.Ordinal)
            .Select(n => (Name: n, Folded: Folding.Fold(n)))
            .Select(n => (n.Name, Far: n.Folded.StartsWith(wanted, StringComparison.Ordinal) ? 0 : Folding.Distance(n.Folded, wanted)))
            .Where(n => n.Far <= Math.Max(1, wanted.Length / 3))
            .OrderBy(n => n.Far).ThenBy(n => n.Name, StringComparer.Ordinal)
            .Take(5).Select(n => (object?)n.Name);
        return At("query.unknown-field", token, [token.Text, .. near]);
    }
}
