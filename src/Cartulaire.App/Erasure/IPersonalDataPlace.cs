using Cartulaire.App.Administration;
using Cartulaire.Engines.Database;

namespace Cartulaire.App.Erasure;

/// <summary>A change found by reading, made later inside the erasing act.</summary>
/// <returns>How many rows lost something.</returns>
public delegate Task<int> ErasingChange(Act act, CancellationToken ct);

/// <summary>A place where data of a person may lie. Every place is in the declared list of <see cref="PersonalDataPlaces"/>.</summary>
public interface IPersonalDataPlace
{
    /// <summary>Stable name, shown in the answer.</summary>
    string Name { get; }

    /// <summary>Text columns of the record that it clears, as <c>table.column</c>; empty for a place outside the record.</summary>
    IReadOnlyList<string> Columns { get; }

    /// <summary>Reads what is to be erased, outside any act: it may look at every row.</summary>
    /// <param name="db">A read-only context.</param>
    /// <param name="who">Whom.</param>
    /// <param name="ct">Cancels.</param>
    Task<ErasingChange> FindAsync(RecordDb db, ErasedPerson who, CancellationToken ct);

    /// <summary>Forgets what lies outside the record (an index, learnt proposals), after the act; must bear being repeated.</summary>
    Task ForgetAsync(OpenAdministration administration, ErasedPerson who, CancellationToken ct) => Task.CompletedTask;
}
