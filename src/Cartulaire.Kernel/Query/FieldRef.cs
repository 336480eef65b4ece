namespace Cartulaire.Kernel.Query;

/// <summary>What a field holds, as far as a search is concerned.</summary>
public enum FieldKind
{
    /// <summary>Words: stemmed, case and accents indifferent.</summary>
    Text,

    /// <summary>One value taken whole: a choice, a code, the key of a service, person or contact.</summary>
    Keyword,

    /// <summary>A number given by somebody (<c>2026-E-00012</c>): found whole, by a part (<c>12</c>) or by its beginning.</summary>
    Reference,

    /// <summary>A day.</summary>
    Date,

    /// <summary>An amount of money.</summary>
    Amount,

    /// <summary>A number.</summary>
    Number,
}

/// <summary>A field as a search names it.</summary>
/// <param name="Id">Permanent id; those of the system begin with <c>$</c> (<see cref="SystemFields"/>).</param>
/// <param name="Kind">What it holds.</param>
public sealed record FieldRef(string Id, FieldKind Kind);

/// <summary>Turns what people write before the colon, and after it, into fields and values. The catalogue of an administration implements it.</summary>
public interface IFieldNames
{
    /// <summary>Every name that a person may write, to propose near ones.</summary>
    IReadOnlyCollection<string> Names { get; }

    /// <summary>The field of that name (case and accents indifferent) or of exactly that id; null when unknown. The id always finds its field.</summary>
    FieldRef? Find(string name);

    /// <summary>The stored value of what a person wrote (a service by its title, a choice by its label); null when there is none.
    /// A stored value is its own answer, so that a canonical text reads back.</summary>
    string? Value(FieldRef field, string written) => written;
}

/// <summary>The fields that every item has.</summary>
public static class SystemFields
{
    /// <summary>Id of the type.</summary>
    public static FieldRef Type { get; } = new("$type", FieldKind.Keyword);

    /// <summary>Id of the state.</summary>
    public static FieldRef State { get; } = new("$state", FieldKind.Keyword);

    /// <summary>Key of a service that treats the record.</summary>
    public static FieldRef Service { get; } = new("$service", FieldKind.Keyword);

    /// <summary>Key of a person to whom work on the record is assigned.</summary>
    public static FieldRef Assigned { get; } = new("$assigned", FieldKind.Keyword);

    /// <summary>A label put by people.</summary>
    public static FieldRef Label { get; } = new("$label", FieldKind.Keyword);

    /// <summary>A mark of the item, such as <c>confidential</c> or <c>not-indexed</c>.</summary>
    public static FieldRef Flag { get; } = new("$flag", FieldKind.Keyword);

    /// <summary>Id of the register in which the record has its number.</summary>
    public static FieldRef Register { get; } = new("$register", FieldKind.Keyword);

    /// <summary>Number in a register.</summary>
    public static FieldRef Number { get; } = new("$number", FieldKind.Reference);

    /// <summary>References given by others.</summary>
    public static FieldRef Reference { get; } = new("$reference", FieldKind.Reference);

    /// <summary>Title.</summary>
    public static FieldRef Title { get; } = new("$title", FieldKind.Text);

    /// <summary>Name of the sender.</summary>
    public static FieldRef Sender { get; } = new("$sender", FieldKind.Text);

    /// <summary>Day of registration (of creation, for what has no number).</summary>
    public static FieldRef Date { get; } = new("$date", FieldKind.Date);

    private static readonly Dictionary<string, FieldRef> ByName = Build();

    /// <summary>Names that people may write for them, without accents.</summary>
    public static IReadOnlyCollection<string> Names => ByName.Keys;

    /// <summary>Fields that show nothing of an object of which one may see the line only.</summary>
    public static bool OnTheLine(FieldRef field) => field == Number || field == Date || field == Register;

    /// <summary>The field of that id or of one of its usual names; null when unknown.</summary>
    public static FieldRef? Find(string name) => ByName.GetValueOrDefault(Folding.Fold(name));

    private static Dictionary<string, FieldRef> Build()
    {
        (FieldRef Field, string Names)[] all =
        [
            (Type, "type soort art"), (State, "etat state toestand zustand"), (Service, "service dienst dienststelle"), (Assigned, "assigne assigned toegewezen zugewiesen"),
            (Label, "etiquette label etiket"), (Flag, "marque flag"), (Register, "registre indicateur register"), (Number, "numero no number nummer"),
            (Reference, "reference ref referentie referenz"), (Title, "titre objet title titel"), (Sender, "expediteur sender afzender absender"), (Date, "date datum"),
        ];
        var map = new Dictionary<string, FieldRef>(StringComparer.Ordinal);
        foreach (var (field, names) in all)
        {
            map[field.Id] = field;
            foreach (var name in names.Split(' '))
            {
                map[name] = field;
            }
        }

        return map;
    }
}
