using System.Text.Json;
using Cartulaire.Engines.Database;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Types;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Http;

/// <summary>What a person needs to finish a save that came too late: who changed what and when, and what can be kept of both edits.</summary>
/// <param name="Stamp">The present stamp; the next save names it.</param>
/// <param name="ChangedBy">Name for people of who changed it last; the actor itself for an operator or the program.</param>
/// <param name="ChangedAt">When; null when no trace of it is left.</param>
/// <param name="Conflicts">Fields that both sides changed, differently.</param>
/// <param name="Mine">Fields that only the refused save changed.</param>
/// <param name="Theirs">Fields that only the others changed.</param>
/// <param name="Merged">The present values plus what only the refused save changed: what is offered; null when the common base is no longer known.</param>
public sealed record StaleSave(
    long Stamp,
    string? ChangedBy,
    DateTimeOffset? ChangedAt,
    IReadOnlyList<StaleSave.Conflict> Conflicts,
    IReadOnlyList<string> Mine,
    IReadOnlyList<string> Theirs,
    JsonElement? Merged)
{
    /// <summary>More changes than this since the form was opened are not undone one by one: then no merge is offered.</summary>
    private const int MostChanges = 200;

    /// <param name="Field">Id of the field.</param>
    /// <param name="Base">What both began with; null when it was empty or is no longer known.</param>
    /// <param name="Mine">What the refused save wanted.</param>
    /// <param name="Theirs">What is stored now.</param>
    public sealed record Conflict(string Field, JsonElement? Base, JsonElement? Mine, JsonElement? Theirs);

    /// <summary>Compares a refused save with what is stored.</summary>
    /// <param name="db">The record, at one instant (a snapshot or an act).</param>
    /// <param name="subject">Id of what was to be saved, as the journal names it.</param>
    /// <param name="kind">
    /// Kind of the journal entries of its edits, such as <c>item.edited</c>; their details hold <c>stamp</c>, the one that the edit was made on,
    /// and <c>changes</c>, as <see cref="PropertiesDiff.Between"/> gives them.
    /// </param>
    /// <param name="given">The stamp of the refused save.</param>
    /// <param name="present">The present stamp.</param>
    /// <param name="theirs">The values stored now.</param>
    /// <param name="mine">The values that the save would have made of the base; for a full save, the values submitted.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<StaleSave> OfAsync(
        RecordDb db, object subject, string kind, long given, long present, Properties theirs, Func<Properties, Properties> mine, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(mine);
        var trail = await TrailAsync(db, subject.ToString()!, kind, ct).ConfigureAwait(false);
        var origin = given > present ? null : Rewind(theirs, trail, given);
        var wanted = mine(origin ?? theirs);
        var merge = PropertiesDiff.Merge(origin ?? Properties.Empty, wanted, theirs);
        return new StaleSave(
            present,
            trail.Count == 0 ? null : await NameAsync(db, trail[0].Actor, ct).ConfigureAwait(false),
            trail.Count == 0 ? null : trail[0].At,
            [.. merge.Conflicts.Select(f => new Conflict(f, origin?.Get(f), wanted.Get(f), theirs.Get(f)))],
            merge.Mine,
            merge.Theirs,
            origin is null ? null : JsonSerializer.Deserialize<JsonElement>(merge.Merged.ToJson()));
    }

    /// <summary>As further members of the problem.</summary>
    public IDictionary<string, object?> ToMembers() => new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["stamp"] = Stamp,
        ["changedBy"] = ChangedBy,
        ["changedAt"] = ChangedAt,
        ["conflicts"] = Conflicts,
        ["mine"] = Mine,
        ["theirs"] = Theirs,
        ["merged"] = Merged,
    };

    private static async Task<List<Entry>> TrailAsync(RecordDb db, string subject, string kind, CancellationToken ct)
        => await db.Journal.AsNoTracking().Where(j => j.Subject == subject && j.Kind == kind)
            .OrderByDescending(j => j.Number)
            .Take(MostChanges)
            .Select(j => new Entry(j.Actor, j.At, db.JournalDetails.Where(d => d.Number == j.Number).Select(d => d.Details).FirstOrDefault()))
            .ToListAsync(ct).ConfigureAwait(false);

    /// <summary>The values at a former stamp, by undoing the changes made since; null when their details were erased or are too many.</summary>
    private static Properties? Rewind(Properties present, List<Entry> trail, long given)
    {
        var bag = present;
        foreach (var entry in trail)
        {
            if (entry.Details is null || JsonSerializer.Deserialize<Edit>(entry.Details, JournalJson.Options) is not { Changes: { } changes } edit)
            {
                return null;
            }

            if (edit.Stamp < given)
            {
                return bag;
            }

            bag = changes.Aggregate(bag, (all, change) => change.Before is { } before ? all.With(change.Field, before) : all.Without(change.Field));
        }

        return trail.Count < MostChanges ? bag : null;
    }

    private static async Task<string> NameAsync(RecordDb db, string actor, CancellationToken ct)
        => Identifier.TryRead<PersonId>(actor, out var id)
            ? await db.Persons.Where(p => p.Id == id).Select(p => p.DisplayName).SingleOrDefaultAsync(ct).ConfigureAwait(false) ?? actor
            : actor;

    private sealed record Entry(string Actor, DateTimeOffset At, string? Details);

    private sealed record Edit(long Stamp, IReadOnlyList<FieldChange>? Changes);
}

/// <summary>The problem (412) that tells it, as programs read it.</summary>
internal sealed record StaleProblem(
    string Type,
    string Title,
    int Status,
    string Detail,
    string Code,
    IReadOnlyList<StaleProblem.Said> Errors,
    long Stamp,
    string? ChangedBy,
    DateTimeOffset? ChangedAt,
    IReadOnlyList<StaleSave.Conflict> Conflicts,
    IReadOnlyList<string> Mine,
    IReadOnlyList<string> Theirs,
    JsonElement? Merged)
{
    /// <summary>One refusal, as every problem lists them.</summary>
    internal sealed record Said(string Code, string? Field, string Message);
}
