using Cartulaire.App.Desk;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Types;

namespace Cartulaire.App.Capture.Desk;

/// <summary>A letter on the desk: everything that its page shows.</summary>
/// <param name="Record">The record, its form, what was refused.</param>
/// <param name="Type">Its type.</param>
/// <param name="First">Fields shown first.</param>
/// <param name="Defaults">Fields that still hold what the pack filled in.</param>
/// <param name="Where">Where it lies in the pile.</param>
/// <param name="Pages">Its pages.</param>
/// <param name="Transfer">The field of the services that treat it, if it may be changed.</param>
/// <param name="Confirm">What confirming does here, as on a button; null when the letter is past that.</param>
/// <param name="Decline">The transition "not for us", if it is offered.</param>
/// <param name="Return">The transition that puts it back on the desk, if it is offered.</param>
/// <param name="Types">Types that it may be of instead.</param>
public sealed record LetterView(
    RecordView Record,
    TypeDefinition Type,
    IReadOnlySet<string> First,
    IReadOnlySet<string> Defaults,
    LetterView.Place Where,
    LetterView.Scan? Pages,
    FieldView? Transfer,
    string? Confirm,
    Items.ReadItem.Offer? Decline,
    Items.ReadItem.Offer? Return,
    IReadOnlyList<Ui.Fields.Choice> Types)
{
    /// <param name="Position">Its place in the pile, those done before it included; null when it no longer waits.</param>
    /// <param name="Total">Letters of the pile, those done included.</param>
    /// <param name="Done">How many were done at this sitting.</param>
    /// <param name="Previous">The one before.</param>
    /// <param name="Next">The one after.</param>
    /// <param name="Last">What was done last, to be undone.</param>
    public sealed record Place(int? Position, int Total, int Done, Neighbour? Previous, Neighbour? Next, LastDone? Last);

    /// <param name="Id">The record.</param>
    /// <param name="Stamp">Its stamp.</param>
    /// <param name="Number">Its number.</param>
    public sealed record Neighbour(ItemId Id, long Stamp, string Number);

    /// <param name="Id">The record.</param>
    /// <param name="Stamp">Its stamp after it.</param>
    /// <param name="Said">What was done, a sentence.</param>
    public sealed record LastDone(ItemId Id, long Stamp, string Said);

    /// <param name="Version">The version shown.</param>
    /// <param name="Count">How many pages.</param>
    /// <param name="Tool">By what it was made, when people arranged its pages.</param>
    public sealed record Scan(VersionId Version, int Count, string? Tool);
}
