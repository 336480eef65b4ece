using System.Globalization;
using System.Text.Json;
using Cartulaire.App.Administration;
using Cartulaire.App.Items;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Types;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Capture.Separation;

/// <summary>Registers one letter of a pile, in an act of its own: a record with the next number, or another document of the record that its label names.</summary>
internal static class RegisterLetter
{
    /// <summary>Register of the keys <c>{reception}/{place}</c>: a letter of a pile is registered once, however often the pile is taken up again.</summary>
    public const string Keys = "separated";

    /// <param name="Reception">The pile.</param>
    /// <param name="Place">Place of the letter in it, from 0.</param>
    /// <param name="Type">Type of record to make.</param>
    /// <param name="FileName">Name of the letter's file.</param>
    /// <param name="Service">Key of the service that it is for.</param>
    /// <param name="Record">Reference of the record that it joins.</param>
    internal sealed record Command(ReceptionId Reception, int Place, string Type, string FileName, string? Service, string? Record);

    /// <param name="Item">The record.</param>
    /// <param name="Joined">Whether it was there before.</param>
    internal sealed record Answer(ItemId Item, bool Joined);

    /// <summary>The key of a letter.</summary>
    public static string KeyOf(ReceptionId reception, int place) => string.Create(CultureInfo.InvariantCulture, $"{reception}/{place}");

    /// <summary>Reference of a record on its labels: its serial, which never changes.</summary>
    public static string ReferenceOf(int serial) => string.Create(CultureInfo.InvariantCulture, $"i{serial}");

    /// <summary>Registers it.</summary>
    public static async Task<Outcome<Answer>> RunAsync(
        Act act, OpenAdministration administration, PersonId? person, Command command, Receive.Piece piece, CancellationToken ct)
    {
        var key = KeyOf(command.Reception, command.Place);
        if (await act.Db.ItemKeys.SingleOrDefaultAsync(k => k.Register == Keys && k.Key == key, ct).ConfigureAwait(false) is { } known)
        {
            return new Answer(known.ItemId, false);
        }

        var item = await JoinAsync(act, administration, person, command, piece, ct).ConfigureAwait(false);
        var joined = item is not null;
        if (item is null)
        {
            var made = await MakeAsync(act, administration, person, command, piece, ct).ConfigureAwait(false);
            if (!made.IsSuccess)
            {
                return Outcome<Answer>.Refused(made.Failures);
            }

            item = made.Value;
        }

        act.Db.ItemKeys.Add(new ItemKeyRow { Register = Keys, Key = key, ItemId = item.Value });
        act.Journal(joined ? "reception.joined" : "reception.registered", command.Reception, new { item = item.Value.ToString(), place = command.Place });
        return new Answer(item.Value, joined);
    }

    // A label of a record that is unknown here, or that the person may not add to, orders nothing: the scan is a letter like any other, never lost.
    private static async Task<ItemId?> JoinAsync(Act act, OpenAdministration administration, PersonId? person, Command command, Receive.Piece piece, CancellationToken ct)
    {
        if (command.Record is not ['i', .. var digits] || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var serial))
        {
            return null;
        }

        var record = await act.Db.Items.Where(i => i.Serial == serial && i.IsFolder).Select(i => (ItemId?)i.Id).SingleOrDefaultAsync(ct).ConfigureAwait(false);
        return record is { } found
            && (await AddDocument.RunAsync(act, administration, person, new AddDocument.Command(found, command.FileName), piece, ct).ConfigureAwait(false)).IsSuccess
            ? found
            : null;
    }

    private static async Task<Outcome<ItemId>> MakeAsync(
        Act act, OpenAdministration administration, PersonId? person, Command command, Receive.Piece piece, CancellationToken ct)
    {
        var values = Properties.Empty;
        var slot = administration.Packs.Catalogue.FindType(command.Type)?.Slot(Capabilities.Capture, "service");
        if (slot is not null && command.Service is { } name
            && await act.Db.Services.SingleOrDefaultAsync(s => s.Name == name && s.Active, ct).ConfigureAwait(false) is { } service)
        {
            values = values.With(slot, JsonSerializer.SerializeToElement(new[] { service.Id.ToString() }));
        }

        var made = await MakeItem.RunAsync(act, administration, person, new MakeItem.Command(command.Type, values), ct).ConfigureAwait(false);
        if (!made.IsSuccess)
        {
            return Outcome<ItemId>.Refused(made.Failures);
        }

        // Whoever may make the record may put its content in.
        var added = await AddDocument.RunAsync(act, administration, null, new AddDocument.Command(made.Value.Id, command.FileName), piece, ct).ConfigureAwait(false);
        return added.IsSuccess ? made.Value.Id : Outcome<ItemId>.Refused(added.Failures);
    }
}
