using System.Collections;
using System.Reflection;
using Cartulaire.EInvoicing.Model;
using FsCheck;
using FsCheck.Fluent;

namespace Cartulaire.Tests.EInvoicing.Model;

/// <summary>Invoices of every term, at random, such as UBL can write.</summary>
internal static class Invoices
{
    private const string Blanks = " \t\n\r";

    private static readonly string[] Pieces =
    [
        "Communauté", "facture n° 7", "<", ">", "&", "&amp;", "\"", "'", "]]>", "<!--", "<![CDATA[", "é\u0301", "日本", "😀", "\u200F\u05D0", "\u0085", "\u2028", "\uFFFD", "\t", "\n", "\r\n", "\r", " ", "  ", "0", "#", "%20", "{0}",
    ];

    // Terms without which UBL cannot write what is around them.
    private static readonly HashSet<string> Needed =
    [
        "Invoice.Number", "Invoice.IssueDate", "Invoice.CurrencyCode", "DocumentTotals.AmountDue", "DocumentTotals.Vat", "InvoiceLine.Identifier", "InvoiceLine.NetAmount", "PriceDetails.NetPrice", "PriceDetails.Discount",
        "InvoiceLine.Quantity", "PriceDetails.BaseQuantity", "ItemAttribute.Name", "DocumentAllowanceCharge.Amount", "LineAllowanceCharge.Amount", "VatBreakdown.TaxAmount", "PrecedingInvoice.Number",
        "SupportingDocument.Reference", "PaymentInstructions.MeansCode", "PaymentCard.AccountNumber", "AttachedDocument.MimeType", "Identifier.Value",
    ];

    public static Arbitrary<Invoice> Any() => Arb.From(Gen.Choose(0, int.MaxValue - 1).Select(seed => Build(seed)), Smaller);

    /// <summary>An invoice; the same for the same seed.</summary>
    public static Invoice Build(int seed, int likely = 60)
    {
        var random = new Dice(seed, likely);
        var invoice = (Invoice)random.Record(typeof(Invoice));
        var isCredit = random.Says(50);
        return invoice with
        {
            TypeCode = isCredit ? random.One("381", " 396 ", "81") : random.One("380", "384", "\n326"),
            Lines = [random.Line(), .. invoice.Lines],
            VatAccountingCurrencyCode = random.Text(false),
            PaymentInstructions = isCredit && invoice.DueDate is not null ? invoice.PaymentInstructions ?? new PaymentInstructions { MeansCode = "30" } : invoice.PaymentInstructions,
        };
    }

    /// <summary>What is read of an invoice that was written: no blanks around texts, no blank texts, no empty groups.</summary>
    public static Invoice AsRead(Invoice invoice) => (Invoice)Clean(Shape.Texts(invoice, t => t.Trim(Blanks.ToCharArray()) is { Length: > 0 } text ? text : null))!;

    // Tried one after the other when a property fails: the same with one member less.
    private static IEnumerable<Invoice> Smaller(Invoice invoice)
        => from member in Shape.Members(typeof(Invoice))
           where !Needed.Contains($"Invoice.{member.Name}") && !Equals(member.GetValue(invoice), member.GetValue(new Invoice())) && member.Name != "Lines"
           select (Invoice)Shape.With(invoice, (m, old) => m == member ? member.GetValue(new Invoice()) : old);

    private static object? Clean(object? value)
    {
        if (value is null or string or decimal or DateOnly or Identifier)
        {
            return value;
        }

        if (Shape.ElementOf(value.GetType()) is { } element)
        {
            return Shape.List(element, ((IEnumerable)value).Cast<object>().Select(v => Clean(v)!).Where(v => !IsEmpty(v)));
        }

        return Shape.With(value, (member, old) => Clean(old) is { } clean && !(IsEmpty(clean) && Dice.MayBeNull(member)) ? clean : null);
    }

    private static bool IsEmpty(object value)
        => value is not (string or decimal or DateOnly or Identifier or AttachedDocument or IEnumerable) && value.Equals(Activator.CreateInstance(value.GetType()));

    private sealed class Dice(int seed, int likely)
    {
        private static readonly NullabilityInfoContext Nullability = new();

        // Reproducible on purpose: FsCheck shows the seed's invoice.
        private readonly Random random = new(seed);

        public static bool MayBeNull(PropertyInfo member)
        {
            lock (Nullability)
            {
                return Nullability.Create(member).ReadState == NullabilityState.Nullable;
            }
        }

        public bool Says(int percent) => random.Next(100) < percent;

        public T One<T>(params ReadOnlySpan<T> all) => all[random.Next(all.Length)];

        public InvoiceLine Line() => (InvoiceLine)Record(typeof(InvoiceLine));

        public object Record(Type type)
        {
            if (type == typeof(Identifier))
            {
                return new Identifier(Text(false), Says(50) ? Text(true) : null, Says(20) ? Text(true) : null);
            }

            var record = Activator.CreateInstance(type)!;
            foreach (var member in Shape.Members(type))
            {
                var isNeeded = Needed.Contains($"{type.Name}.{member.Name}");
                if (isNeeded || !MayBeNull(member) || Says(likely))
                {
                    member.SetValue(record, member.Name == "SubjectCode" ? One("AAI", "ADU", "REG") : Value(member.PropertyType, !isNeeded));
                }
            }

            if (record is AttachedDocument attached)
            {
                var bytes = new byte[random.Next(200)];
                random.NextBytes(bytes);
                return attached with { Content = () => new MemoryStream(bytes) };
            }

            return record;
        }

        public string Text(bool mayBeBlank)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 5)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            return mayBeBlank || text.Trim(Blanks.ToCharArray()).Length > 0 ? text : $"{text}x";
        }

        private object Value(Type type, bool mayBeBlank)
        {
            type = Nullable.GetUnderlyingType(type) ?? type;
            return type == typeof(string) ? Text(mayBeBlank)
                : type == typeof(decimal) ? new decimal(random.Next(), random.Next(Says(20) ? int.MaxValue : 1), 0, Says(20), (byte)random.Next(Says(20) ? 29 : 5))
                : type == typeof(DateOnly) ? DateOnly.FromDayNumber(random.Next(DateOnly.MaxValue.DayNumber))
                : Shape.ElementOf(type) is { } element ? Shape.List(element, Enumerable.Range(0, Says(60) ? random.Next(4) : 0).Select(_ => Record(element)).ToList())
                : Record(type);
        }
    }
}
