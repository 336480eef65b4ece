using Cartulaire.EInvoicing.CodeLists;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Rules;

/// <summary>Rules that a code is one of a list, one row each.</summary>
internal static class CodeRules
{
    /// <summary>The text of some elements is a code.</summary>
    public static void Text<TInvoice>(Pattern<TInvoice> pattern, string rule, Func<CodeList> list, params Place[] where)
        => pattern.On(where).Fatal(rule, e => list().Has(e.Trimmed), e => new Told(e.Text, list().Described));

    /// <summary>An attribute of some elements is a code, where they have it.</summary>
    public static void Attribute<TInvoice>(Pattern<TInvoice> pattern, string rule, string attribute, Func<CodeList> list, params Place[] where)
        => pattern.On([.. where.Select(p => p.Where(e => e.Attribute(attribute) is not null))]).Fatal(rule, e => list().Has(Blank.Normalize(e.Attribute(attribute) ?? "")), e => new Told(e.Attribute(attribute), list().Described));
}
