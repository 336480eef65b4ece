using Cartulaire.App.Administration;
using Cartulaire.App.Erasure;
using Cartulaire.Engines.Database;

namespace Cartulaire.App.Capture.Proposals;

/// <summary>What proposals learnt from the letters of a person.</summary>
internal sealed class LearntPlace : IPersonalDataPlace
{
    /// <inheritdoc/>
    public string Name => "learnt-letters";

    /// <inheritdoc/>
    public IReadOnlyList<string> Columns => [];

    /// <inheritdoc/>
    public Task<ErasingChange> FindAsync(RecordDb db, ErasedPerson who, CancellationToken ct) => Task.FromResult<ErasingChange>((_, _) => Task.FromResult(0));

    /// <inheritdoc/>
    public async Task ForgetAsync(OpenAdministration administration, ErasedPerson who, CancellationToken ct)
    {
        if (who.Contact is { } contact && await ProposalLearner.ForgetAsync(administration, contact, ct).ConfigureAwait(false) is { } failure)
        {
            throw new InvalidOperationException($"What was learnt could not be forgotten: {failure.Code}.");
        }
    }
}
