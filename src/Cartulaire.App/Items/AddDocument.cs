using Cartulaire.App.Administration;
using Cartulaire.App.Capture;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Access;
using Cartulaire.Kernel.Filing;
using Cartulaire.Kernel.Items;
using Cartulaire.Kernel.Types;

namespace Cartulaire.App.Items;

/// <summary>Adds a document, with its first version, to a folder item; the first of the right type becomes the record's main document.</summary>
public static class AddDocument
{
    /// <param name="Parent">The folder item.</param>
    /// <param name="FileName">Name as given; it becomes the title.</param>
    /// <param name="Type">Type of the document; the record's main document type, or its first child type once there is one, when absent.</param>
    public sealed record Command(ItemId Parent, string FileName, string? Type = null);

    /// <param name="Id">The document.</param>
    /// <param name="Version">Its first version.</param>
    /// <param name="IsMain">Whether it became the record's main document.</param>
    /// <param name="Duplicates">Records with the very same bytes that the person may read.</param>
    public sealed record Answer(ItemId Id, VersionId Version, bool IsMain, IReadOnlyList<ItemId> Duplicates);

    /// <summary>Adds safe bytes in an act of their own.</summary>
    public static Task<Written<Answer>> HandleAsync(
        OpenAdministration administration, Actor actor, PersonId? person, Command command, Receive.Piece piece, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(administration);
        return administration.Store.Writer.RunAsync(actor, (act, token) => RunAsync(act, administration, person, command, piece, token), ct);
    }

    /// <summary>Adds safe bytes as a part of another act.</summary>
    public static async Task<Outcome<Answer>> RunAsync(
        Act act, OpenAdministration administration, PersonId? person, Command command, Receive.Piece piece, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(act);
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(piece);
        if (FileNames.Refusal(command.FileName) is { } refusal)
        {
            return refusal;
        }

        var scope = await ItemScope.OfAsync(administration, person, act.Db, act.Now, ct).ConfigureAwait(false);
        var taken = await scope.TakeAsync(act.Db, command.Parent, Rights.AddDocument, ct).ConfigureAwait(false);
        if (!taken.IsSuccess)
        {
            return taken.Failure;
        }

        var added = await ToAsync(act, scope, taken.Value, command, piece, ct).ConfigureAwait(false);
        if (!added.IsSuccess)
        {
            return added.Failure;
        }

        await act.FlushAsync(ct).ConfigureAwait(false);
        return added.Value with { Duplicates = await Duplicates.ReadableAsync(act.Db, scope, piece.Blob.Address.Hex, added.Value.Id, ct).ConfigureAwait(false) };
    }

    /// <summary>Adds safe bytes to an item in hand, which the act has just made or taken with the right to; duplicates are not looked for.</summary>
    internal static async Task<Outcome<Answer>> ToAsync(Act act, ItemScope scope, ItemInHand parent, Command command, Receive.Piece piece, CancellationToken ct)
    {
        if (TypeFor(scope, parent, command.Type) is not { } type)
        {
            return new Failure(Refusal.Invalid, "type.unknown", "type", command.Type ?? string.Empty);
        }

        var address = piece.Blob.Address.Hex;
        var row = await AddRowAsync(act, scope, parent, type, command.FileName, ct).ConfigureAwait(false);
        var version = await Versions.AddAsync(act, row.Id, 1, command.FileName, piece, ct).ConfigureAwait(false);
        var isMain = parent.Row.MainDocumentId is null && string.Equals(MainDocuments.TypeOf(parent.Type), type.Id, StringComparison.Ordinal);
        if (isMain)
        {
            parent.Row.MainDocumentId = row.Id;
        }

        parent.Row.Stamp++;
        parent.Row.ChangedAt = act.Now;
        parent.Row.ChangedBy = act.Actor.Name;
        act.Journal("document.added", parent.Row.Id, new { document = row.Id.ToString(), version = version.Id.ToString(), blob = address, command.FileName, isMain });
        return new Answer(row.Id, version.Id, isMain, []);
    }

    private static TypeDefinition? TypeFor(ItemScope scope, ItemInHand parent, string? wanted)
    {
        var children = parent.Type?.Children.Select(c => scope.Catalogue.Type(c.Id)).Where(t => t.Kind == ItemKind.Document).ToList() ?? [];
        if (wanted is not null)
        {
            return children.Find(t => string.Equals(t.Id, wanted, StringComparison.Ordinal));
        }

        var main = MainDocuments.TypeOf(parent.Type);
        return parent.Row.MainDocumentId is null && children.Find(t => string.Equals(t.Id, main, StringComparison.Ordinal)) is { } first
            ? first
            : children.Find(t => !string.Equals(t.Id, main, StringComparison.Ordinal)) ?? children.FirstOrDefault();
    }

    private static async Task<ItemRow> AddRowAsync(Act act, ItemScope scope, ItemInHand parent, TypeDefinition type, string fileName, CancellationToken ct)
    {
        var above = await AccessSets.ReadAsync(act, parent.Row.AccessSet, ct).ConfigureAwait(false);
        var set = AccessRules.Compute(scope.Catalogue, new ItemFacts(type.Id, null, Properties.Empty, [], scope.Person ?? default), above);
        var row = new ItemRow
        {
            Id = ItemId.New(),
            Serial = (int)await act.NextAsync("item-serial", ct).ConfigureAwait(false),
            IsFolder = false,
            Type = type.Id,
            Title = fileName.Length == 0 ? type.Labels.In(scope.Administration.Languages[0]) : FileNames.Shown(fileName),
            State = scope.Catalogue.Workflow(type.Id)?.Initial,
            ParentId = parent.Row.Id,
            Properties = "{}",
            PackRevision = scope.Administration.Packs.Revision,
            Stamp = 1,
            AccessSet = await AccessSets.NumberAsync(act, set, ct).ConfigureAwait(false),
            CreatedAt = act.Now,
            CreatedBy = act.Actor.Name,
            ChangedAt = act.Now,
            ChangedBy = act.Actor.Name,
        };
        act.Db.Items.Add(row);
        return row;
    }
}

/// <summary>Versions of documents.</summary>
internal static class Versions
{
    /// <summary>Kind of the job that reads the text of a blob.</summary>
    public const string ReadJob = "read-text";

    /// <summary>Names safe bytes as a version, and asks for their text to be read.</summary>
    public static async Task<VersionRow> AddAsync(Act act, ItemId document, int number, string fileName, Receive.Piece piece, CancellationToken ct)
    {
        var address = piece.Blob.Address.Hex;
        await Receive.EnsureBlobAsync(act, piece, ct).ConfigureAwait(false);
        var row = new VersionRow
        {
            Id = VersionId.New(),
            ItemId = document,
            Number = number,
            Blob = address,
            FileName = fileName,
            MediaType = piece.Type.MediaType,
            DeclaredMediaType = piece.DeclaredMediaType,
            Properties = "{}",
            CreatedAt = act.Now,
            CreatedBy = act.Actor.Name,
        };
        act.Db.Versions.Add(row);
        await act.EnqueueAsync(ReadJob, new { blob = address }, document, $"{ReadJob}:{address}", ct: ct).ConfigureAwait(false);
        return row;
    }
}
