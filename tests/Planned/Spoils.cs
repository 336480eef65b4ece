using System.Globalization;
using System.Xml.Linq;
using static Cartulaire.Tests.Planned.Building;

namespace Cartulaire.Tests.Planned;

/// <summary>Changes a written invoice in one place; false when it has no such place.</summary>
internal delegate bool Spoil(Written invoice, Random random);

/// <summary>The ways to spoil, by term, the same for both syntaxes.</summary>
internal static class Spoils
{
    /// <summary>Takes a term away, and what has nothing in it then.</summary>
    public static Spoil Remove(string term, Func<XElement, bool>? where = null) => At(term, where, Prune);

    /// <summary>Takes every occurrence of terms away.</summary>
    public static Spoil RemoveAll(params string[] terms) => (invoice, _) =>
    {
        var all = terms.SelectMany(invoice.All).ToList();
        all.ForEach(Prune);
        return all.Count > 0;
    };

    /// <summary>Takes terms away from one group that has any of them.</summary>
    public static Spoil RemoveWithin(string group, params string[] terms) => At(group, g => Within(g, terms).Any(), g => Within(g, terms).ToList().ForEach(Prune));

    /// <summary>Takes away a term and what stands around it, such as a tax number with its scheme.</summary>
    public static Spoil RemoveAround(string term) => At(term, null, e => Prune(e.Parent!));

    /// <summary>Leaves a group with nothing in it.</summary>
    public static Spoil Empty(string group) => At(group, null, g => g.RemoveNodes());

    public static Spoil Set(string term, string value, Func<XElement, bool>? where = null) => At(term, where, e => e.Value = value);

    /// <summary>Gives a term the value of another.</summary>
    public static Spoil Copy(string from, string to) => (invoice, random) => invoice.All(from) is [var source, ..] && Set(to, source.Value)(invoice, random);

    /// <summary>Sets a day, written as the syntax has it.</summary>
    public static Spoil Day(string term, DateOnly day) => (invoice, random) => Set(term, invoice.IsUbl ? Building.Day(day)! : CiiParts.Plain(day))(invoice, random);

    /// <summary>Sets a day that is none.</summary>
    public static Spoil NoDay(string term) => (invoice, random) => Set(term, invoice.IsUbl ? "2026-13-45" : "20261345")(invoice, random);

    /// <summary>Moves an amount away from zero.</summary>
    public static Spoil Off(string term, decimal by, Func<XElement, bool>? where = null)
        => At(term, where, e => e.Value = Figure(e) is var value ? Number(value < 0 ? value - by : value + by) : "");

    /// <summary>Writes an amount with three decimals, the same to the cent.</summary>
    public static Spoil ThreeDecimals(string term, Func<XElement, bool>? where = null) => At(term, where, e => e.Value += "0");

    /// <summary>Makes the last digit another.</summary>
    public static Spoil LastDigit(string term, string scheme) => At(term, e => Scheme(e) == scheme, e => e.Value = e.Value[..^1] + (char)('0' + ((e.Value[^1] - '0' + 1) % 10)));

    /// <summary>Sets an attribute, or takes it away.</summary>
    public static Spoil Attribute(string term, string name, string? value, Func<XElement, bool>? where = null)
        => At(term, e => e.Attribute(name) is not null && (where?.Invoke(e) ?? true), e => e.SetAttributeValue(name, value));

    /// <summary>Repeats a term.</summary>
    public static Spoil Twice(string term, Func<XElement, bool>? where = null) => At(term, where, e => e.AddAfterSelf(new XElement(e)));

    /// <summary>Puts an element beside a term, one in UBL, one in CII.</summary>
    public static Spoil Beside(string term, Func<XElement> ubl, Func<XElement> cii, Func<XElement, bool>? where = null)
        => (invoice, random) => At(term, where, e => e.AddAfterSelf(invoice.IsUbl ? ubl() : cii()))(invoice, random);

    /// <summary>One change, then another.</summary>
    public static Spoil Both(Spoil one, Spoil other) => (invoice, random) => one(invoice, random) && other(invoice, random);

    /// <summary>Only in invoices that have a term, or have it not.</summary>
    public static Spoil If(Func<Written, bool> so, Spoil spoil) => (invoice, random) => so(invoice) && spoil(invoice, random);

    public static bool Has(this Written invoice, string term) => invoice.All(term).Count > 0;

    /// <summary>Whether an element stands beside others.</summary>
    public static bool HasCompany(XElement e) => e.Parent!.Elements().Count() > 1;

    /// <summary>Whether a part of the breakdown is looked at by every rule: the binding to CII takes L, M and O out of the rules of all categories (BR-45 to 48, BR-CO-03, BR-CO-17, BR-DEC-19, BR-DEC-20).</summary>
    public static bool IsBound(XElement e) => e.Name.Namespace != CiiParts.Ram || Near(e, "BT-118") is not ("L" or "M" or "O");

    /// <summary>The value of a term in the same group (line, breakdown, allowance) as an element.</summary>
    public static string? Near(XElement e, string term)
        => e.Ancestors().FirstOrDefault(a => a.Annotation<Term>()?.Name is { } name && name.StartsWith("BG-", StringComparison.Ordinal)) is { } group ? Within(group, [term]).FirstOrDefault()?.Value : null;

    public static decimal Figure(XElement e) => decimal.Parse(e.Value, CultureInfo.InvariantCulture);

    public static string? Scheme(XElement e) => e.Attribute("schemeID")?.Value;

    private static Spoil At(string term, Func<XElement, bool>? where, Action<XElement> change) => (invoice, random) =>
    {
        var all = invoice.All(term).FindAll(e => where?.Invoke(e) ?? true);
        if (all.Count == 0)
        {
            return false;
        }

        change(all[random.Next(all.Count)]);
        return true;
    };

    private static IEnumerable<XElement> Within(XElement group, string[] terms) => group.Descendants().Where(e => e.Annotation<Term>() is { } t && terms.Contains(t.Name));

    private static void Prune(XElement element)
    {
        var above = element.Parent;
        element.Remove();
        if (above is { HasElements: false, Parent: not null })
        {
            Prune(above);
        }
    }
}
