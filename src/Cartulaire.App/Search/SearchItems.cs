using System.Text.Json.Serialization;
using Cartulaire.App.Administration;
using Cartulaire.App.Items;
using Cartulaire.App.Organisation;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Index;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Packs;
using Cartulaire.Kernel.Query;

namespace Cartulaire.App.Search;

/// <summary>Searches as one person, with exact totals and facets; every list is one of these.</summary>
public static class SearchItems
{
    /// <summary>Hits of a page at most.</summary>
    public const int Largest = 200;

    /// <param name="Text">What was typed, in the search syntax.</param>
    /// <param name="Sort"><c>relevance</c>, <c>date</c>, <c>number</c> or a field's name; a leading minus turns it round.</param>
    /// <param name="Size">Hits wanted, 200 at most.</param>
    /// <param name="After">Cursor of the page before, as answered.</param>
    /// <param name="Facets">Names of fields to count.</param>
    /// <param name="Extracts">Whether passages are wanted.</param>
    /// <param name="Types">Ids of the types wanted; all when empty.</param>
    /// <param name="WaitFor">Journal number that the reader brings from a write, or 0.</param>
    public sealed record Query(
        string Text, string? Sort = null, int Size = 20, string? After = null, IReadOnlyList<string>? Facets = null, bool Extracts = false, IReadOnlyList<string>? Types = null, long WaitFor = 0);

    /// <param name="Document">The document that holds the passage.</param>
    /// <param name="DocumentTitle">Its title.</param>
    /// <param name="Page">Page number.</param>
    /// <param name="Text">The passage.</param>
    /// <param name="Marks">Ranges to highlight.</param>
    public sealed record Passage(ItemId Document, string DocumentTitle, int Page, string Text, IReadOnlyList<TextRange> Marks);

    /// <param name="Id">The record.</param>
    /// <param name="Number">Its number.</param>
    /// <param name="Title">Its title.</param>
    /// <param name="Type">Id of its type.</param>
    /// <param name="TypeLabel">Label of its type.</param>
    /// <param name="State">Id of its state.</param>
    /// <param name="StateLabel">Label of its state.</param>
    /// <param name="Date">Day of registration, or of creation.</param>
    /// <param name="Score">Relevance.</param>
    /// <param name="Extracts">Passages that answer.</param>
    public sealed record Hit(
        ItemId Id, string? Number, string Title, string Type, string TypeLabel, string? State, string? StateLabel, DateOnly Date, float Score, IReadOnlyList<Passage> Extracts);

    /// <param name="Value">The stored value.</param>
    /// <param name="Label">As people read it.</param>
    /// <param name="Count">Records, exactly.</param>
    public sealed record Counted(string Value, string Label, int Count);

    /// <param name="Total">Records found, exactly.</param>
    /// <param name="Hits">This page.</param>
    /// <param name="Next">Cursor of the next page; null at the end.</param>
    /// <param name="Facets">Counts by field name.</param>
    /// <param name="AsOf">Journal number that the answer reflects.</param>
    /// <param name="Complete">Whether it reflects every change committed when it was asked.</param>
    /// <param name="Ignored">Words in which nothing can be looked for.</param>
    public sealed record Answer(
        int Total, IReadOnlyList<Hit> Hits, [property: JsonPropertyName("cursor")] string? Next, IReadOnlyDictionary<string, IReadOnlyList<Counted>> Facets, long AsOf, bool Complete, IReadOnlyList<string> Ignored);

    /// <summary>Reads the text, waits for the index, searches, and writes the consultation down before anything is shown.</summary>
    public static async Task<Outcome<Answer>> HandleAsync(OpenAdministration administration, PersonId person, string language, Query query, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(administration);
        ArgumentNullException.ThrowIfNull(query);
        await using var db = administration.Store.Read();
        var organisation = await administration.Organisation.CurrentAsync(db, ct).ConfigureAwait(false);
        var names = new CatalogueFields(administration.Packs.Catalogue, organisation);
        var parsed = QueryParser.Parse(query.Text, names);
        if (!parsed.IsSuccess)
        {
            return Outcome<Answer>.Refused(parsed.Failures);
        }

        var types = query.Types ?? [];
        if (types.FirstOrDefault(t => names.Value(SystemFields.Type, t) is null) is { } unknown)
        {
            return new Failure(Refusal.Invalid, "search.type", "type", unknown);
        }

        var node = types.Count == 0 ? parsed.Value : Queries.All(parsed.Value, Queries.Type(types.Select(t => names.Value(SystemFields.Type, t)!)));
        return await RunAsync(new Run(administration, db, organisation, names, person, language, query), node, ct).ConfigureAwait(false);
    }

    /// <summary>Runs a query that the program itself made, such as a dashboard.</summary>
    internal static async Task<Outcome<Answer>> RunAsync(Run run, QueryNode node, CancellationToken ct)
    {
        var sort = Sort(run.Query.Sort, run.Names);
        var facets = Facets(run.Query.Facets ?? [], run.Names);
        var cursor = Cursors.Read(run.Query.After);
        if (sort.Failures.Concat(facets.Failures).Concat(cursor.Failures).FirstOrDefault() is { } refusal)
        {
            return refusal;
        }

        var follower = run.Administration.Search;
        var reached = await follower.CatchUpAsync(run.Query.WaitFor, ct).ConfigureAwait(false);
        var reach = await run.Administration.Reaches.OfAsync(run.Db, run.Organisation, run.Person, ct).ConfigureAwait(false);
        var size = Math.Clamp(run.Query.Size, 0, Largest);
        var answer = follower.Index.Search(
            new SearchRequest
            {
                Query = node,
                Read = reach.Read,
                Sort = sort.Value,
                Limit = size,
                After = cursor.Value,
                Facets = [.. facets.Value.Select(f => new FacetRequest(f.Field))],
                Extracts = run.Query.Extracts,
                Tree = Queries.Asks<InTreeNode>(node) ? await follower.FoldersAsync(ct).ConfigureAwait(false) : FolderTree.Empty,
            },
            ct);
        if (size > 0 && await run.Administration.Store.Consultations.RecordAsync(Actor.Of(run.Person), "list.page", null, ct).ConfigureAwait(false) is { } unwritten)
        {
            return unwritten;
        }

        var hits = await new Hydration(run, reach).HitsAsync(answer.Hits, ct).ConfigureAwait(false);
        return new Answer(
            answer.Total,
            hits,
            answer.Hits.Count == size && size > 0 && answer.Total > size ? Cursors.Write(answer.Hits[^1].Cursor) : null,
            facets.Value.Zip(answer.Facets).ToDictionary(p => p.First.Name, p => (IReadOnlyList<Counted>)[.. p.Second.Values.Select(v => new Counted(v.Value, run.LabelOf(p.First.Field, v.Value), v.Count))], StringComparer.Ordinal),
            answer.AsOf,
            reached.Reached,
            answer.Ignored);
    }

    private static Outcome<SearchSort> Sort(string? text, CatalogueFields names)
    {
        if (string.IsNullOrWhiteSpace(text) || text == "relevance")
        {
            return SearchSort.Relevance;
        }

        var descending = text.StartsWith('-');
        var name = text.TrimStart('-');
        var field = name switch
        {
            "date" => SystemFields.Date,
            "number" => SystemFields.Number,
            _ => names.Find(name),
        };
        return field is { Kind: Kernel.Query.FieldKind.Date or Kernel.Query.FieldKind.Amount or Kernel.Query.FieldKind.Number or Kernel.Query.FieldKind.Reference }
            ? new SearchSort(field, !descending)
            : new Failure(Refusal.Invalid, "search.sort", "sort", name);
    }

    private static Outcome<List<(string Name, FieldRef Field)>> Facets(IReadOnlyList<string> wanted, CatalogueFields names)
    {
        var found = new List<(string, FieldRef)>();
        foreach (var name in wanted)
        {
            if (names.Find(name) is not { Kind: Kernel.Query.FieldKind.Keyword or Kernel.Query.FieldKind.Date } field)
            {
                return new Failure(Refusal.Invalid, "search.facet", "facets", name);
            }

            found.Add((name, field));
        }

        return found;
    }

    /// <summary>One search with what it needs around it.</summary>
    internal sealed record Run(
        OpenAdministration Administration, RecordDb Db, OrganisationSnapshot Organisation, CatalogueFields Names, PersonId Person, string Language, Query Query)
    {
        public Catalogue Catalogue => Administration.Packs.Catalogue;

        /// <summary>A stored value as people read it.</summary>
        public string LabelOf(FieldRef field, string value)
        {
            if (Identifier.TryRead<ServiceId>(value, out var service))
            {
                return Organisation.Services.GetValueOrDefault(service)?.Title ?? value;
            }

            if (Identifier.TryRead<PersonId>(value, out var person))
            {
                return Organisation.Persons.GetValueOrDefault(person)?.DisplayName ?? value;
            }

            return field == SystemFields.Type ? Catalogue.FindType(value)?.Labels.In(Language) ?? OrganisingFolders.Label(value, Language)
                : field == SystemFields.State ? Catalogue.Packs.SelectMany(p => p.Workflows).SelectMany(w => w.States).FirstOrDefault(s => s.Id == value)?.Labels.In(Language) ?? value
                : Catalogue.Types.Select(t => t.Field(field.Id)).FirstOrDefault(f => f?.List is not null) is { List: { } list }
                    ? Catalogue.CodeList(list.Id).Code(value)?.Labels.In(Language) ?? value
                    : value;
        }
    }
}

/// <summary>Cursors as texts.</summary>
internal static class Cursors
{
    public static string Write(SearchCursor cursor) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{cursor.Key}.{cursor.Serial}");

    /// <summary>Nothing begins at the first page; a text that is no cursor of ours is refused.</summary>
    public static Outcome<SearchCursor?> Read(string? text)
        => string.IsNullOrEmpty(text) ? (SearchCursor?)null
            : text.Split('.') is [var key, var serial]
                && long.TryParse(key, System.Globalization.CultureInfo.InvariantCulture, out var k) && int.TryParse(serial, System.Globalization.CultureInfo.InvariantCulture, out var s)
                ? new SearchCursor(k, s)
                : new Failure(Refusal.Invalid, "search.cursor", "cursor");
}
