using Cartulaire.App.Administration;
using Cartulaire.App.Items;
using Cartulaire.Engines.Database;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Types;

namespace Cartulaire.App.Capture;

/// <summary>Receives one piece with a stated type and registers it in the same act: bytes, record, number, document, journal, jobs (design §5).</summary>
public static class ReceiveAndRegister
{
    /// <param name="Reception">The reception.</param>
    /// <param name="Item">The record.</param>
    /// <param name="Number">Its number.</param>
    /// <param name="Stamp">Its stamp.</param>
    /// <param name="Document">Its document.</param>
    /// <param name="Duplicates">Records with the same bytes that the person may read.</param>
    public sealed record Answer(ReceptionId Reception, ItemId Item, string? Number, long Stamp, ItemId Document, IReadOnlyList<ItemId> Duplicates);

    /// <summary>Registers safe bytes in an act of their own.</summary>
    /// <param name="administration">Where.</param>
    /// <param name="actor">Who, for the journal.</param>
    /// <param name="person">Whose rights count; null for an operator.</param>
    /// <param name="command">The reception; its wanted type says what to make.</param>
    /// <param name="properties">Values for the record.</param>
    /// <param name="piece">The safe bytes.</param>
    /// <param name="ct">Cancels.</param>
    public static Task<Written<Answer>> HandleAsync(
        OpenAdministration administration, Actor actor, PersonId? person, Receive.Command command, Properties properties, Receive.Piece piece, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(administration);
        return administration.Store.Writer.RunAsync(actor, (act, token) => RunAsync(act, administration, person, command, properties, piece, token), ct);
    }

    /// <summary>Registers safe bytes as a part of another act.</summary>
    internal static async Task<Outcome<Answer>> RunAsync(
        Act act, OpenAdministration administration, PersonId? person, Receive.Command command, Properties properties, Receive.Piece piece, CancellationToken ct)
    {
        var received = await Receive.RunAsync(act, command, piece, ct).ConfigureAwait(false);
        if (!received.IsSuccess)
        {
            return received.Failure;
        }

        var scope = await ItemScope.OfAsync(administration, person, act.Db, act.Now, ct).ConfigureAwait(false);
        var made = await MakeItem.InHandAsync(act, scope, new MakeItem.Command(command.WantedType!, properties), ct).ConfigureAwait(false);
        if (!made.IsSuccess)
        {
            return Outcome<Answer>.Refused(made.Failures);
        }

        // Whoever may make the record may put its content in.
        var (item, number) = made.Value;
        var added = await AddDocument.ToAsync(act, scope, item, new AddDocument.Command(item.Row.Id, command.FileName), piece, ct).ConfigureAwait(false);
        if (!added.IsSuccess)
        {
            return added.Failure;
        }

        var reception = await act.Db.Receptions.FindAsync([received.Value.Id], ct).ConfigureAwait(false);
        reception!.State = ReceptionStates.Registered;
        reception.ItemId = item.Row.Id;
        var duplicates = await Duplicates.ReadableAsync(act.Db, scope, piece.Blob.Address.Hex, added.Value.Id, ct).ConfigureAwait(false);
        return new Answer(received.Value.Id, item.Row.Id, number, item.Row.Stamp, added.Value.Id, duplicates);
    }
}
