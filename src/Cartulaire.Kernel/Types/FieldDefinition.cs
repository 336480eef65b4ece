using System.Text.Json;
using Cartulaire.Kernel.Packs;

namespace Cartulaire.Kernel.Types;

/// <summary>What a field holds.</summary>
public enum FieldKind
{
    /// <summary>One line of text.</summary>
    Text,

    /// <summary>Several lines of text.</summary>
    LongText,

    /// <summary>A day, without hour.</summary>
    Date,

    /// <summary>A decimal number.</summary>
    Number,

    /// <summary>Money in euro, two decimals at most.</summary>
    Amount,

    /// <summary>One of a few options written in the field.</summary>
    Choice,

    /// <summary>A code of a dated list that the pack declares.</summary>
    Code,

    /// <summary>A contact: person, organisation or position held.</summary>
    Contact,

    /// <summary>A service of the administration.</summary>
    Service,

    /// <summary>A user of the administration.</summary>
    User,

    /// <summary>Another item.</summary>
    Link,

    /// <summary>Yes or no.</summary>
    Boolean,

    /// <summary>Rows of typed columns, one level deep.</summary>
    Table,

    /// <summary>Worked out from other fields; never submitted.</summary>
    Computed,
}

/// <summary>Which right an edit of the field asks for.</summary>
public enum FieldWrite
{
    /// <summary>The ordinary right to edit.</summary>
    Edit,

    /// <summary>The right to edit what the register holds as evidence.</summary>
    Base,

    /// <summary>The right to route.</summary>
    Route,
}

/// <summary>The closed list of computations.</summary>
public enum ComputationKind
{
    /// <summary>Adds numbers, or the column of a table (<c>lines.amount</c>).</summary>
    Sum,

    /// <summary>The first less the others.</summary>
    Difference,

    /// <summary>Multiplies.</summary>
    Product,

    /// <summary>A date plus a dated parameter.</summary>
    DatePlus,

    /// <summary>How many values or rows.</summary>
    Count,
}

/// <summary>How a computed field is worked out.</summary>
/// <param name="Kind">Which computation.</param>
/// <param name="Operands">Field ids, or <c>table.column</c>.</param>
/// <param name="Parameter">The dated parameter of <see cref="ComputationKind.DatePlus"/>.</param>
public sealed record Computation(ComputationKind Kind, IReadOnlyList<Ref> Operands, Ref? Parameter = null);

/// <summary>When a value must be there.</summary>
/// <param name="Always">From the registration on.</param>
/// <param name="FromState">From this state on, in the order in which the workflow lists its states.</param>
/// <param name="Transitions">Before these transitions.</param>
public sealed record RequiredRule(bool Always, Ref? FromState, IReadOnlyList<Ref> Transitions)
{
    /// <summary>Never required.</summary>
    public static RequiredRule Never { get; } = new(false, null, []);
}

/// <summary>The value that a field takes when nothing was said.</summary>
/// <param name="Literal">A plain value; the texts <c>@today</c> and <c>@me</c> stand for the day and the person.</param>
/// <param name="FromDate">A date field to start from.</param>
/// <param name="OfCode">A code field whose code carries the value, or the parameter to add to <paramref name="FromDate"/>, as an attribute.</param>
/// <param name="Attribute">The attribute's name.</param>
public sealed record DefaultRule(JsonElement? Literal, Ref? FromDate, Ref? OfCode, string? Attribute);

/// <summary>One option of a choice.</summary>
/// <param name="Id">What is stored.</param>
/// <param name="Labels">What people read.</param>
public sealed record Option(string Id, Labels Labels);

/// <summary>A field of a type. The id is permanent and never used again for another kind.</summary>
public sealed record FieldDefinition
{
    /// <summary>Permanent id, English kebab-case.</summary>
    public required string Id { get; init; }

    /// <summary>Where it is declared.</summary>
    public required Origin At { get; init; }

    /// <summary>What it holds.</summary>
    public required FieldKind Kind { get; init; }

    /// <summary>Its name for people.</summary>
    public required Labels Labels { get; init; }

    /// <summary>A sentence that helps to fill it.</summary>
    public Labels? Help { get; init; }

    /// <summary>Whether it holds several values.</summary>
    public bool Repeatable { get; init; }

    /// <summary>When it must have a value.</summary>
    public RequiredRule Required { get; init; } = RequiredRule.Never;

    /// <summary>Which right an edit asks for.</summary>
    public FieldWrite Write { get; init; }

    /// <summary>Least number, or number of values when it is neither a number nor an amount.</summary>
    public decimal? Min { get; init; }

    /// <summary>Greatest number, as <see cref="Min"/>.</summary>
    public decimal? Max { get; init; }

    /// <summary>First day allowed.</summary>
    public DateOnly? Earliest { get; init; }

    /// <summary>Last day allowed, in days after today.</summary>
    public int? LatestInDays { get; init; }

    /// <summary>Characters at most; every text has a cap .</summary>
    public int? MaxLength { get; init; }

    /// <summary>Shape of a text: <c>#</c> a digit, <c>@</c> a letter, <c>*</c> either, anything else itself.</summary>
    public string? Pattern { get; init; }

    /// <summary>Options of a choice.</summary>
    public IReadOnlyList<Option> Options { get; init; } = [];

    /// <summary>The code list of a code.</summary>
    public Ref? List { get; init; }

    /// <summary>Columns of a table.</summary>
    public IReadOnlyList<FieldDefinition> Columns { get; init; } = [];

    /// <summary>How a computed field is worked out.</summary>
    public Computation? Computation { get; init; }

    /// <summary>What it takes when nothing was said.</summary>
    public DefaultRule? Default { get; init; }

    /// <summary>Its name in the search box, such as <c>expediteur</c>; null when it cannot be asked for by name.</summary>
    public string? Query { get; init; }

    /// <summary>Weight of its words in full text; 0 keeps it out.</summary>
    public int Weight { get; init; }

    /// <summary>The cap that holds for a text of this field.</summary>
    public int LengthCap => MaxLength ?? (Kind == FieldKind.LongText ? FieldLimits.LongText : FieldLimits.Text);
}

/// <summary>Caps that no pack may lift (security.md R-09).</summary>
public static class FieldLimits
{
    /// <summary>Characters of a line.</summary>
    public const int Text = 500;

    /// <summary>Characters of a long text.</summary>
    public const int LongText = 20_000;

    /// <summary>Values of a repeatable field.</summary>
    public const int Values = 200;

    /// <summary>Rows of a table.</summary>
    public const int Rows = 500;

    /// <summary>Greatest absolute amount or number.</summary>
    public const decimal Number = 999_999_999_999.99m;
}
