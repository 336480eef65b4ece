using Cartulaire.App.Administration;
using Cartulaire.App.Items;
using Cartulaire.Engines.Database;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Items;
using Cartulaire.Kernel.Packs;
using Cartulaire.Kernel.Types;

namespace Cartulaire.App.Capture.Separation;

/// <summary>Receives a pile that is to be cut at its separator pages: safe at once, registered when it has been looked through.</summary>
public static class ReceivePile
{
    /// <summary>Kind of the job that cuts it.</summary>
    internal const string Job = "separate";

    /// <summary>Receives in an act of its own.</summary>
    /// <param name="administration">Where.</param>
    /// <param name="actor">Who, for the journal.</param>
    /// <param name="person">Whose rights count; null for an operator or the program.</param>
    /// <param name="command">The reception; without a wanted type, the one that the capture desk makes.</param>
    /// <param name="piece">The safe bytes.</param>
    /// <param name="ct">Cancels.</param>
    public static Task<Written<Receive.Answer>> HandleAsync(
        OpenAdministration administration, Actor actor, PersonId? person, Receive.Command command, Receive.Piece piece, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(administration);
        return administration.Store.Writer.RunAsync(actor, (act, token) => RunAsync(act, administration, person, command, piece, token), ct);
    }

    /// <summary>Receives as a part of another act.</summary>
    internal static async Task<Outcome<Receive.Answer>> RunAsync(
        Act act, OpenAdministration administration, PersonId? person, Receive.Command command, Receive.Piece piece, CancellationToken ct)
    {
        // Said now, to a person, rather than later by a job.
        var type = await CaptureTypes.AllowedAsync(act.Db, administration, person, command.WantedType, act.Now, ct).ConfigureAwait(false);
        if (!type.IsSuccess)
        {
            return type.Failure;
        }

        var received = await Receive.RunAsync(act, command with { WantedType = type.Value.Id, Separate = true }, piece, ct).ConfigureAwait(false);
        if (received.IsSuccess)
        {
            await act.EnqueueAsync(Job, new Demand(received.Value.Id), null, KeyOf(received.Value.Id), ct: ct).ConfigureAwait(false);
        }

        return received;
    }

    /// <summary>Key of the job of a pile.</summary>
    internal static string KeyOf(ReceptionId reception) => $"{Job}:{reception}";

    /// <param name="Reception">The pile.</param>
    internal sealed record Demand(ReceptionId Reception);
}

/// <summary>Types of record that the capture desk makes.</summary>
internal static class CaptureTypes
{
    /// <summary>The wanted type, or the only one that captures.</summary>
    public static Outcome<TypeDefinition> Find(Catalogue catalogue, string? wanted)
    {
        if (wanted is not null)
        {
            return catalogue.FindType(wanted) is { Kind: ItemKind.Folder } type ? type : new Failure(Refusal.Invalid, "type.unknown", "type", wanted);
        }

        var types = catalogue.Types.Where(t => t.Kind == ItemKind.Folder && t.Capability(Capabilities.Capture) is not null).ToList();
        return types.Count == 1 ? types[0] : new Failure(Refusal.Invalid, "capture.type-needed", "type", string.Join(", ", types.Select(t => t.Id)));
    }

    /// <summary>The wanted type, or the only one that captures, if the person may make records of it.</summary>
    public static async Task<Outcome<TypeDefinition>> AllowedAsync(
        RecordDb db, OpenAdministration administration, PersonId? person, string? wanted, DateTimeOffset now, CancellationToken ct)
    {
        var type = Find(administration.Packs.Catalogue, wanted);
        if (!type.IsSuccess || person is null)
        {
            return type;
        }

        var scope = await ItemScope.OfAsync(administration, person, db, now, ct).ConfigureAwait(false);
        var facts = new ItemFacts(type.Value.Id, scope.Catalogue.Workflow(type.Value.Id)?.Initial, Properties.Empty, [], person.Value);
        return Kernel.Access.Relations.Holds(scope.Catalogue, type.Value.Create, facts, scope.Principals)
            ? type
            : new Failure(Refusal.Forbidden, "item.create-not-allowed", "type", type.Value.Labels.In(administration.Languages[0]));
    }
}
