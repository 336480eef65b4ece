using System.Text.Json;
using Cartulaire.App.Administration;
using Cartulaire.App.Capture.Sheets;
using Cartulaire.App.Reading;
using Cartulaire.App.Texts;
using Cartulaire.Engines.Database;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Access;
using Cartulaire.Kernel.Filing;
using Cartulaire.Kernel.Types;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Items;

/// <summary>What happened to an item, in words that a clerk understands, newest first.</summary>
public static class ItemHistory
{
    private const int Most = 500;

    /// <summary>What happened to its documents is told in the history of a record too.</summary>
    private static readonly string[] OfDocuments = ["rendition.made", "version.added"];

    /// <param name="Number">Journal number, which proves it.</param>
    /// <param name="At">When.</param>
    /// <param name="Who">Who, as shown to people.</param>
    /// <param name="What">A sentence.</param>
    /// <param name="Details">Further lines, such as the fields changed.</param>
    public sealed record Entry(long Number, DateTimeOffset At, string Who, string What, IReadOnlyList<string> Details);

    /// <summary>Reads it, for a person who may read the item.</summary>
    public static async Task<Outcome<List<Entry>>> HandleAsync(
        OpenAdministration administration, PersonId person, string language, ItemId id, DateTimeOffset now, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(administration);
        await using var db = administration.Store.Read();
        var scope = await ItemScope.OfAsync(administration, person, db, now, ct).ConfigureAwait(false);
        var taken = await scope.TakeAsync(db, id, Rights.Read, ct).ConfigureAwait(false);
        if (!taken.IsSuccess)
        {
            return taken.Failure;
        }

        var subject = id.ToString();
        var documents = taken.Value.Row.IsFolder ? await DocumentsAsync(db, scope, id, ct).ConfigureAwait(false) : [];
        var subjects = documents.Keys.Append(subject).ToList();
        var rows = await db.Journal.Where(j => subjects.Contains(j.Subject!) && (j.Subject == subject || OfDocuments.Contains(j.Kind))).OrderByDescending(j => j.Number).Take(Most)
            .Select(j => new { j.Number, j.At, j.Actor, j.Kind, j.Subject, Details = db.JournalDetails.Where(d => d.Number == j.Number).Select(d => d.Details).FirstOrDefault() })
            .ToListAsync(ct).ConfigureAwait(false);
        var words = new Words(scope, taken.Value.Type, language);
        return rows.ConvertAll(r => words.Of(r.Number, r.At, r.Actor, r.Kind, documents.GetValueOrDefault(r.Subject!, taken.Value.Row.Title), r.Details));
    }

    /// <summary>Titles of the documents in a folder that the person may read, by id.</summary>
    private static async Task<Dictionary<string, string>> DocumentsAsync(RecordDb db, ItemScope scope, ItemId folder, CancellationToken ct)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var child in await db.Items.AsNoTracking().Where(i => i.ParentId == folder && !i.IsFolder).OrderBy(i => i.Serial).Take(Most).ToListAsync(ct).ConfigureAwait(false))
        {
            if ((await scope.RightsAsync(db, child.AccessSet, ct).ConfigureAwait(false)).HasFlag(Rights.Read))
            {
                found.Add(child.Id.ToString(), child.Title);
            }
        }

        return found;
    }

    /// <summary>Turns journal entries into sentences.</summary>
    private sealed class Words(ItemScope scope, TypeDefinition? type, string language)
    {
        public Entry Of(long number, DateTimeOffset at, string actor, string kind, string title, string? details)
        {
            using var json = JsonDocument.Parse(details ?? "{}");
            var root = json.RootElement;
            return kind == "rendition.made"
                ? new Entry(number, at, Who(actor), Read(title, root), Text(root, "detail") is { } detail ? [ReadingReport.Sentence(detail, language)] : [])
                : new Entry(number, at, Who(actor), Sentences.Of("history." + kind, language, Args(kind, root)), Lines(kind, root));
        }

        private string Read(string title, JsonElement d)
        {
            var parts = Text(d, "kind") == OpenParts.Parts;
            var code = (parts, Text(d, "state") == RenditionStates.Impossible) switch
            {
                (true, true) => "history.parts.impossible",
                (true, false) => "history.parts",
                (false, true) => "history.reading.impossible",
                _ => "history.reading",
            };
            return Sentences.Of(code, language, title, d.TryGetProperty("parts", out var count) ? count.GetRawText() : string.Empty);
        }

        private object?[] Args(string kind, JsonElement d) => kind switch
        {
            "item.registered" => [Text(d, "label")],
            "item.state" => [State(Text(d, "from")), State(Text(d, "to"))],
            ChangeType.Changed => [Type(Text(d, "from")), Type(Text(d, "to"))],
            "item.cancelled" or "item.restored" => [Text(d, "number")],
            _ when kind.StartsWith(SheetEntries.Prefix, StringComparison.Ordinal) => SheetHistory.Args(kind, d, language),
            "document.added" or "version.added" => [FileNames.Shown(Text(d, "fileName") ?? string.Empty)],
            "assignment.opened" => [Kind(Text(d, "kind")), Service(Text(d, "service"))],
            "assignment.changed" => [Kind(Text(d, "kind")), Service(Text(d, "service")), AssignmentState(Text(d, "kind"), Text(d, "to"))],
            _ => [],
        };

        private IReadOnlyList<string> Lines(string kind, JsonElement d)
        {
            var lines = new List<string>();
            if (kind == "item.edited" && d.TryGetProperty("changes", out var changes))
            {
                lines.AddRange(changes.EnumerateArray().Select(Change));
            }

            foreach (var name in new[] { "comment", "reason" })
            {
                if (Text(d, name) is { Length: > 0 } said)
                {
                    lines.Add($"« {said} »");
                }
            }

            return lines;
        }

        private string Change(JsonElement change)
        {
            var id = change.GetProperty("field").GetString()!;

            // A record that was of another type had fields of that type.
            var field = type?.Field(id) ?? scope.Catalogue.Types.Select(t => t.Field(id)).FirstOrDefault(f => f is not null);
            var label = field?.Labels.In(language) ?? id;
            return $"{label} : {Value(field, change, "before")} → {Value(field, change, "after")}";
        }

        private string Value(FieldDefinition? field, JsonElement change, string side)
            => change.TryGetProperty(side, out var value) && !JsonValues.IsEmpty(value)
                ? string.Join(", ", (value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().AsEnumerable() : [value]).Select(v => Shown(field, v)))
                : Sentences.Of("history.empty", language);

        private string Shown(FieldDefinition? field, JsonElement value)
        {
            var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
            return field?.Kind switch
            {
                FieldKind.Service => Service(text),
                FieldKind.User => Who(text),
                FieldKind.Code when field.List is { } list => scope.Catalogue.CodeList(list.Id).Code(text)?.Labels.In(language) ?? text,
                FieldKind.Boolean => Sentences.Of(value.ValueKind == JsonValueKind.True ? "yes" : "no", language),
                FieldKind.Date when DateOnly.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var date) => date.ToString("d", Sentences.CultureOf(language)),
                _ => text,
            };
        }

        private string Who(string actor)
            => Identifier.TryRead<PersonId>(actor, out var person) && scope.Organisation.Persons.TryGetValue(person, out var row) ? row.DisplayName
                : actor.StartsWith("system:", StringComparison.Ordinal) ? "Cartulaire" : actor;

        private string Service(string? id)
            => Identifier.TryRead<ServiceId>(id, out var service) && scope.Organisation.Services.TryGetValue(service, out var row) ? row.Title : id ?? string.Empty;

        private string State(string? id)
            => type is not null && id is not null ? scope.Catalogue.Workflow(type.Id)?.States.FirstOrDefault(s => s.Id == id)?.Labels.In(language) ?? id : id ?? string.Empty;

        private string Type(string? id) => id is null ? string.Empty : scope.Catalogue.FindType(id)?.Labels.In(language) ?? id;

        private string Kind(string? id) => id is null ? string.Empty : scope.Catalogue.AssignmentKind(id).Labels.In(language);

        private string AssignmentState(string? kind, string? state)
            => kind is null ? string.Empty : scope.Catalogue.AssignmentKind(kind).States.FirstOrDefault(s => s.Id == state)?.Labels.In(language) ?? state ?? string.Empty;

        private static string? Text(JsonElement d, string name) => d.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }
}
