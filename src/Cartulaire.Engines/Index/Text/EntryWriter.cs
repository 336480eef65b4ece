using System.Globalization;
using Cartulaire.Kernel.Query;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Util;
using LuceneDocument = Lucene.Net.Documents.Document;

namespace Cartulaire.Engines.Index.Text;

/// <summary>Turns an entry into the fields of the index.</summary>
internal static class EntryWriter
{
    private static readonly FieldType Bag = Type(IndexOptions.DOCS_AND_FREQS, norms: true);
    private static readonly FieldType Ordered = Type(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS, norms: true);
    private static readonly FieldType OrderedPlain = Type(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS, norms: false);
    private static readonly FieldType BagPlain = Type(IndexOptions.DOCS_ONLY, norms: false);

    public static string Term(int serial) => serial.ToString(CultureInfo.InvariantCulture);

    /// <summary>Sort key of a figure; greater than 0, which stands for no value.</summary>
    public static long Key(decimal figure) => Scale(figure) + (1L << 62);

    /// <summary>Four decimals, kept within range so that sorting and ranges stay right at the ends.</summary>
    public static long Scale(decimal figure)
        => (long)decimal.Round(Math.Clamp(figure, -400_000_000_000_000m, 400_000_000_000_000m) * 10_000m, MidpointRounding.ToEven);

    public static LuceneDocument Whole(IndexEntry entry)
    {
        var doc = Bare(entry, entry.Flags);
        var head = entry.IsHit;
        Everywhere(doc, entry.Title, copied: true);
        Everywhere(doc, entry.Sender, copied: true);
        if (head)
        {
            Head(doc, entry);
        }

        foreach (var reference in entry.References)
        {
            Everywhere(doc, reference, copied: false);
            Numbers(doc, Slots.Numbers, reference);
            if (head)
            {
                Numbers(doc, Slots.OwnNumbers + SystemFields.Reference.Id, reference);
            }
        }

        // Words of a part count for its record; what is chosen, dated or counted is asked of the record alone (LeafCompiler.IsHeadOnly).
        foreach (var field in entry.Fields.Where(f => head || f.Field.Kind == FieldKind.Text))
        {
            Typed(doc, field);
        }

        foreach (var page in entry.Pages)
        {
            Everywhere(doc, page.Text, copied: false);
            doc.Add(new StoredField(Slots.Page, string.Create(CultureInfo.InvariantCulture, $"{page.Number}\n{page.Text}")));
        }

        return doc;
    }

    /// <summary>Id, number and rights only.</summary>
    public static LuceneDocument Bare(IndexEntry entry, IEnumerable<string> flags)
    {
        var head = entry.IsHit;
        var doc = new LuceneDocument
        {
            new StringField(Slots.Serial, Term(entry.Serial), Field.Store.YES),
            new StringField(Slots.OwnerTerm, Term(entry.Owner), Field.Store.NO),
            new NumericDocValuesField(Slots.Owner, (entry.Owner * 2L) + (head ? 1 : 0)),
            new NumericDocValuesField(Slots.Access, entry.AccessSet),
            new NumericDocValuesField(Slots.SerialNumber, entry.Serial),
            new NumericDocValuesField(Slots.Updated, entry.Updated),
            new StoredField(Slots.Id, new BytesRef(entry.Id.Value.ToByteArray())),
        };
        if (entry.Parent is { } parent)
        {
            doc.Add(new StringField(Slots.Parent, Term(parent), Field.Store.NO));
        }

        foreach (var flag in flags)
        {
            Keyword(doc, SystemFields.Flag.Id, flag, facet: head);
        }

        if (entry.Number is { Length: > 0 and < 1000 } number)
        {
            Numbers(doc, Slots.Numbers, number);
            if (head)
            {
                Numbers(doc, Slots.OwnNumbers + SystemFields.Number.Id, number);
                doc.Add(new NumericDocValuesField(Slots.Value + SystemFields.Number.Id, NumberKey(number)));
                doc.Add(new StringField(Slots.Present, SystemFields.Number.Id, Field.Store.NO));
                doc.Add(new StoredField(Slots.StoredNumber, number));
            }
        }

        return doc;
    }

    private static void Head(LuceneDocument doc, IndexEntry entry)
    {
        (FieldRef Field, IEnumerable<string?> Values)[] keywords =
        [
            (SystemFields.Type, [entry.Type]), (SystemFields.State, [entry.State]), (SystemFields.Register, [entry.Register]),
            (SystemFields.Service, entry.Services), (SystemFields.Assigned, entry.Assigned), (SystemFields.Label, entry.Labels),
        ];
        foreach (var (field, values) in keywords)
        {
            foreach (var value in values)
            {
                if (!string.IsNullOrEmpty(value))
                {
                    Keyword(doc, field.Id, value, facet: true);
                }
            }
        }

        if (entry.Date is { } day)
        {
            Figure(doc, SystemFields.Date.Id, day.DayNumber, day.DayNumber);
        }

        foreach (var (field, stored, text) in new[] { (SystemFields.Title, Slots.StoredTitle, entry.Title), (SystemFields.Sender, Slots.StoredSender, entry.Sender) })
        {
            if (!string.IsNullOrEmpty(text))
            {
                Own(doc, field.Id, text);
                doc.Add(new Field(Slots.Suggest, text, BagPlain));
                doc.Add(new StoredField(stored, text));
            }
        }

        if (!string.IsNullOrEmpty(entry.Sender))
        {
            doc.Add(new SortedSetDocValuesField(Slots.Value + SystemFields.Sender.Id, new BytesRef(entry.Sender)));
        }
    }

    private static void Typed(LuceneDocument doc, IndexField value)
    {
        var id = value.Field.Id;
        switch (value.Field.Kind)
        {
            case FieldKind.Date when value.Day is { } day: Figure(doc, id, day.DayNumber, day.DayNumber); break;
            case FieldKind.Amount or FieldKind.Number when value.Figure is { } figure: Figure(doc, id, Scale(figure), Key(figure)); break;
            case FieldKind.Keyword when !string.IsNullOrEmpty(value.Text): Keyword(doc, id, value.Text, facet: true); break;
            case FieldKind.Reference when !string.IsNullOrEmpty(value.Text):
                Everywhere(doc, value.Text, copied: false);
                Numbers(doc, Slots.Numbers, value.Text);
                Numbers(doc, Slots.OwnNumbers + id, value.Text);
                break;
            case FieldKind.Text when !string.IsNullOrEmpty(value.Text):
                Everywhere(doc, value.Text, copied: false);
                Own(doc, id, value.Text);
                break;
            default: break;
        }

        Present(doc, id);
    }

    private static void Own(LuceneDocument doc, string id, string text)
    {
        doc.Add(new Field(Slots.OwnStem + id, text, BagPlain));
        doc.Add(new Field(Slots.OwnFlat + id, text, OrderedPlain));
        Present(doc, id);
    }

    private static void Everywhere(LuceneDocument doc, string? text, bool copied)
    {
        if (string.IsNullOrEmpty(text))
        {
            return;
        }

        doc.Add(new Field(Slots.Stem, text, Bag));
        doc.Add(new Field(Slots.Flat, text, Ordered));
        if (copied)
        {
            doc.Add(new Field(Slots.Copied, text, Bag));
        }
    }

    private static void Keyword(LuceneDocument doc, string id, string value, bool facet)
    {
        doc.Add(new StringField(Slots.Keyword + id, TextAnalysis.FoldWhole(value), Field.Store.NO));
        Present(doc, id);
        if (facet)
        {
            doc.Add(new SortedSetDocValuesField(Slots.Value + id, new BytesRef(value)));
        }
    }

    private static void Figure(LuceneDocument doc, string id, long value, long key)
    {
        doc.Add(new Int64Field(Slots.Figure + id, value, Field.Store.NO));
        if (doc.GetField(Slots.Value + id) is null)
        {
            doc.Add(new NumericDocValuesField(Slots.Value + id, key));
        }

        Present(doc, id);
    }

    private static void Present(LuceneDocument doc, string id)
        => doc.Add(new StringField(Slots.Present, id, Field.Store.NO));

    private static void Numbers(LuceneDocument doc, string field, string number)
    {
        var whole = TextAnalysis.FoldWhole(number);
        var groups = TextAnalysis.Groups(whole);
        foreach (var form in new[] { whole, string.Concat(groups) }.Concat(groups).Concat(groups.Select(TextAnalysis.Bare)).Where(f => f.Length > 0).Distinct(StringComparer.Ordinal))
        {
            doc.Add(new StringField(field, form, Field.Store.NO));
        }
    }

    /// <summary>First group of digits (the year), then the last (the rank).</summary>
    private static long NumberKey(string number)
    {
        var digits = TextAnalysis.Groups(TextAnalysis.FoldWhole(number)).Where(g => g.All(char.IsAsciiDigit)).ToList();
        if (digits.Count == 0)
        {
            return 1;
        }

        var first = digits.Count > 1 ? Digits(digits[0], 6) : 0;
        return (first * 1_000_000_000_000) + Digits(digits[^1], 12) + 1;
    }

    private static long Digits(string group, int most) => long.Parse(group.Length > most ? group[^most..] : group, CultureInfo.InvariantCulture);

    private static FieldType Type(IndexOptions options, bool norms)
    {
        var type = new FieldType { IsIndexed = true, IsTokenized = true, IndexOptions = options, OmitNorms = !norms };
        type.Freeze();
        return type;
    }
}
