using Cartulaire.Kernel;
using Cartulaire.Kernel.Query;

namespace Cartulaire.Engines.Index;

/// <summary>What an entry stands for.</summary>
public enum EntryKind
{
    /// <summary>A record, or any other folder item that a pack declares: what a search finds.</summary>
    Record,

    /// <summary>A document: found under its record, or by itself when it has none.</summary>
    Document,

    /// <summary>An organising folder: it puts records in order and is none, so no search finds or counts it.</summary>
    Folder,
}

/// <summary>The text of one page.</summary>
/// <param name="Number">Page number, from 1.</param>
/// <param name="Text">Its text.</param>
public sealed record PageText(int Number, string Text);

/// <summary>One value of one field; a repeated field has several.</summary>
/// <param name="Field">The field.</param>
/// <param name="Text">The value of a text, keyword or reference.</param>
/// <param name="Day">The value of a date.</param>
/// <param name="Figure">The value of a number or amount; four decimals are kept.</param>
public sealed record IndexField(FieldRef Field, string? Text = null, DateOnly? Day = null, decimal? Figure = null);

/// <summary>All that the index knows of one item.</summary>
/// <remarks>
/// In the entry of a record's document, <see cref="Number"/>, <see cref="Title"/>, <see cref="Sender"/> and <see cref="References"/> repeat those of the record, so that words of both are found together;
/// type, state, services, people, labels, register and date are read from the record's own entry only, so that a transition sends that small entry and never a text.
/// </remarks>
public sealed record IndexEntry
{
    /// <summary>The flag of an item that could only be indexed by id, number and rights.</summary>
    public const string NotIndexed = "not-indexed";

    /// <summary>Dense number of the item in its administration, from 0.</summary>
    public required int Serial { get; init; }

    /// <summary>The item.</summary>
    public required ItemId Id { get; init; }

    /// <summary>What it is.</summary>
    public required EntryKind Kind { get; init; }

    /// <summary>Number of the access set in force.</summary>
    public required int AccessSet { get; init; }

    /// <summary>Serial of the record of which this document is part.</summary>
    public int? Record { get; init; }

    /// <summary>Serial of the folder in which the item is filed.</summary>
    public int? Parent { get; init; }

    /// <summary>Number in its register.</summary>
    public string? Number { get; init; }

    /// <summary>Title.</summary>
    public string? Title { get; init; }

    /// <summary>Name of the sender.</summary>
    public string? Sender { get; init; }

    /// <summary>References given by others.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>Id of the type.</summary>
    public string? Type { get; init; }

    /// <summary>Id of the state.</summary>
    public string? State { get; init; }

    /// <summary>Id of the register.</summary>
    public string? Register { get; init; }

    /// <summary>Day of registration, or of creation.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>Keys of the services that treat it.</summary>
    public IReadOnlyList<string> Services { get; init; } = [];

    /// <summary>Keys of the people to whom work on it is assigned.</summary>
    public IReadOnlyList<string> Assigned { get; init; } = [];

    /// <summary>Labels.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Marks, such as <c>confidential</c>.</summary>
    public IReadOnlyList<string> Flags { get; init; } = [];

    /// <summary>Values of the pack's fields. Of a part of a record only texts are kept.</summary>
    public IReadOnlyList<IndexField> Fields { get; init; } = [];

    /// <summary>Text of its pages.</summary>
    public IReadOnlyList<PageText> Pages { get; init; } = [];

    /// <summary>Journal number of the change that made this state of the item.</summary>
    public long Updated { get; init; }

    /// <summary>Serial of the hit under which it is counted: its record's, else its own.</summary>
    public int Owner => Kind == EntryKind.Document && Record is { } record ? record : Serial;

    /// <summary>Whether searches find it as itself.</summary>
    public bool IsHit => Owner == Serial && Kind != EntryKind.Folder;
}

/// <summary>One change to bring into the index.</summary>
public abstract record IndexChange
{
    private IndexChange()
    {
    }

    /// <summary>Serial of the item.</summary>
    public abstract int Serial { get; }

    /// <summary>The item is now this.</summary>
    /// <param name="Entry">Its whole entry.</param>
    public sealed record Upsert(IndexEntry Entry) : IndexChange
    {
        /// <inheritdoc/>
        public override int Serial => Entry.Serial;

        /// <summary>Whether no entry of the item can be there yet: then none is looked for.</summary>
        internal bool IsNew { get; init; }
    }

    /// <summary>The item is gone.</summary>
    /// <param name="Item">Its serial.</param>
    public sealed record Delete(int Item) : IndexChange
    {
        /// <inheritdoc/>
        public override int Serial => Item;
    }

    /// <summary>Only the rights changed: no text is touched.</summary>
    /// <param name="Item">Its serial.</param>
    /// <param name="AccessSet">The set now in force.</param>
    public sealed record Rights(int Item, int AccessSet) : IndexChange
    {
        /// <inheritdoc/>
        public override int Serial => Item;
    }
}

/// <summary>How far the index shows the journal.</summary>
/// <param name="Reached">Whether the number asked for is shown.</param>
/// <param name="AsOf">Journal number up to which searches see every change.</param>
public readonly record struct IndexReach(bool Reached, long AsOf);

/// <summary>Work done since the index was opened.</summary>
/// <param name="Entries">Entries written.</param>
/// <param name="Pages">Pages of text analysed and written.</param>
public readonly record struct IndexWork(long Entries, long Pages);

/// <summary>What the index shows of an item, for verification.</summary>
/// <param name="AccessSet">The access set that it stands under.</param>
/// <param name="Updated">Journal number of the change that it reflects.</param>
public readonly record struct IndexedItem(int AccessSet, long Updated);
