using Cartulaire.App.Http;
using Cartulaire.App.Ui.Fields;

namespace Cartulaire.App.Desk;

/// <summary>Finds contacts for the fields that name some. Registered by the contacts feature; without it, none are found.</summary>
public interface IContactPicker
{
    /// <summary>The best answers to what was typed, a dozen at most.</summary>
    Task<IReadOnlyList<Choice>> FindAsync(Caller caller, string typed, CancellationToken ct);
}
