using Cartulaire.App.Organisation;
using Cartulaire.Kernel.Packs;
using Cartulaire.Kernel.Query;
using Cartulaire.Kernel.Types;
using QueryKind = Cartulaire.Kernel.Query.FieldKind;
using TypeKind = Cartulaire.Kernel.Types.FieldKind;

namespace Cartulaire.App.Search;

/// <summary>The field names that people may write in a search: those that the packs declare, then those that every item has.</summary>
/// <param name="catalogue">What is in force.</param>
/// <param name="organisation">Services and people, so that they are found by name.</param>
public sealed class CatalogueFields(Catalogue catalogue, OrganisationSnapshot organisation) : IFieldNames
{
    /// <summary>Separates the words of a contact field from its ids, which are a field of their own.</summary>
    public const string IdSuffix = "$id";

    // What these words mean is the same everywhere: no pack may take them for a field of its own.
    private static readonly string[] Everywhere = ["type", "etat", "state", "numero", "number"];

    /// <summary>The ids of a contact field's values.</summary>
    public static FieldRef IdsOf(string field) => new(field + IdSuffix, QueryKind.Keyword);

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Names
        => [.. catalogue.Types.SelectMany(t => t.Fields).Select(f => f.Query).OfType<string>().Concat(SystemFields.Names).Distinct(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public FieldRef? Find(string name)
    {
        var folded = Folding.Fold(name);
        if (name.StartsWith('$') || Everywhere.Contains(folded, StringComparer.Ordinal))
        {
            return SystemFields.Find(name) ?? WorkFields.Find(name);
        }

        if (name.EndsWith(IdSuffix, StringComparison.Ordinal) && Declared(name[..^IdSuffix.Length]) is not null)
        {
            return IdsOf(name[..^IdSuffix.Length]);
        }

        var field = Declared(name) ?? catalogue.Types.SelectMany(t => t.Fields).FirstOrDefault(f => f.Query is { } query && Folding.Fold(query) == folded);
        return field is not null ? Of(field) : SystemFields.Find(name);
    }

    /// <inheritdoc/>
    public string? Value(FieldRef field, string written)
    {
        var folded = Folding.Fold(written);
        if (field == SystemFields.Type)
        {
            return catalogue.Types.FirstOrDefault(t => t.Id == written || Labels(t.Labels).Contains(folded))?.Id;
        }

        if (field == SystemFields.State)
        {
            return catalogue.Packs.SelectMany(p => p.Workflows).SelectMany(w => w.States).FirstOrDefault(s => s.Id == written || Labels(s.Labels).Contains(folded))?.Id;
        }

        return field == SystemFields.Service ? Service(written, folded)
            : field == SystemFields.Assigned ? Person(written, folded)
            : Declared(field.Id) is { } declared ? Declared(declared, written, folded) : written;
    }

    /// <summary>A declared field as searches name it; contacts are words, everything chosen is taken whole.</summary>
    public static FieldRef Of(FieldDefinition field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return new FieldRef(field.Id, field.Kind switch
        {
            TypeKind.Date => QueryKind.Date,
            TypeKind.Number => QueryKind.Number,
            TypeKind.Amount => QueryKind.Amount,
            TypeKind.Computed when field.Computation?.Kind == ComputationKind.DatePlus => QueryKind.Date,
            TypeKind.Computed => QueryKind.Number,
            TypeKind.Text or TypeKind.LongText or TypeKind.Contact => QueryKind.Text,
            _ => QueryKind.Keyword,
        });
    }

    private FieldDefinition? Declared(string id) => catalogue.Types.Select(t => t.Field(id)).FirstOrDefault(f => f is not null);

    private string? Declared(FieldDefinition field, string written, string folded) => field.Kind switch
    {
        TypeKind.Service => Service(written, folded),
        TypeKind.User => Person(written, folded),
        TypeKind.Boolean => folded is "oui" or "yes" or "ja" or "true" ? "true" : folded is "non" or "no" or "nee" or "nein" or "false" ? "false" : null,
        TypeKind.Code when field.List is { } list => catalogue.CodeList(list.Id).Codes.FirstOrDefault(c => c.Id == written || Labels(c.Labels).Contains(folded))?.Id,
        TypeKind.Choice => field.Options.FirstOrDefault(o => o.Id == written || Labels(o.Labels).Contains(folded))?.Id,
        _ => written,
    };

    private string? Service(string written, string folded)
        => organisation.Services.Values.FirstOrDefault(s => s.Id.ToString() == written || s.Name == written || Folding.Fold(s.Title) == folded)?.Id.ToString();

    private string? Person(string written, string folded)
        => organisation.Persons.Values.FirstOrDefault(p => p.Id.ToString() == written || p.Name == written || Folding.Fold(p.DisplayName) == folded)?.Id.ToString();

    private static IEnumerable<string> Labels(Labels labels)
        => new[] { labels.Fr, labels.Nl, labels.De, labels.En }.OfType<string>().Select(Folding.Fold);
}

/// <summary>Fields made of the work on a record: one assignment must fit a condition as a whole, so kind, phase and holder stand together.</summary>
internal static class WorkFields
{
    private const string Work = "$work:";
    private const string Due = "$due:";

    /// <summary>Services and persons that have work of a kind in a phase.</summary>
    public static FieldRef Holders(string kind, Kernel.Assignments.AssignmentPhase phase) => new($"{Work}{kind}:{phase}", QueryKind.Keyword);

    /// <summary>Last day of the open work of a kind that a service or person has.</summary>
    public static FieldRef DueOf(string kind, string holder) => new($"{Due}{kind}:{holder}", QueryKind.Date);

    /// <summary>Persons who have opened the record.</summary>
    public static FieldRef ReadBy { get; } = new("$read", QueryKind.Keyword);

    /// <summary>The field of an id, or null.</summary>
    public static FieldRef? Find(string id)
        => id.StartsWith(Work, StringComparison.Ordinal) || id == ReadBy.Id ? new FieldRef(id, QueryKind.Keyword)
            : id.StartsWith(Due, StringComparison.Ordinal) ? new FieldRef(id, QueryKind.Date) : null;
}
