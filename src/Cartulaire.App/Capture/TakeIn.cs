using Cartulaire.App.Administration;
using Cartulaire.App.Capture.Separation;
using Cartulaire.Engines.Database;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Types;

namespace Cartulaire.App.Capture;

/// <summary>What becomes of safe bytes, as their sender asked: a pile to cut, a record at once, or a reception that waits.</summary>
internal static class TakeIn
{
    /// <summary>Receives, and registers when a type is stated, as a part of another act.</summary>
    public static async Task<Outcome<ReceptionId>> RunAsync(
        Act act, OpenAdministration administration, PersonId? person, Receive.Command command, Receive.Piece piece, CancellationToken ct)
        => command switch
        {
            { Separate: true } => (await ReceivePile.RunAsync(act, administration, person, command, piece, ct).ConfigureAwait(false)).Map(a => a.Id),
            { WantedType: not null } => (await ReceiveAndRegister.RunAsync(act, administration, person, command, Properties.Empty, piece, ct).ConfigureAwait(false)).Map(a => a.Reception),
            _ => (await Receive.RunAsync(act, command, piece, ct).ConfigureAwait(false)).Map(a => a.Id),
        };
}
