using System.Globalization;
using System.Text.Json;
using Cartulaire.App.Capture.Proposals;
using Cartulaire.App.Http;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Types;

namespace Cartulaire.App.Desk.Records;

/// <summary>What is proposed for a field of a form: shown with its reason, put in when the person says so, never before.</summary>
/// <param name="Field">Id of the field.</param>
/// <param name="Sure">Whether it is among those that one key accepts together.</param>
/// <param name="Reason">Why, as a sentence.</param>
/// <param name="Values">Its values, as a form sends them.</param>
/// <param name="Shown">Its values, as people read them.</param>
public sealed record ProposalView(string Field, bool Sure, string Reason, IReadOnlyList<string> Values, IReadOnlyList<string> Shown)
{
    /// <summary>What stands before the field in the value of the button that accepts; alone, it accepts all that are sure.</summary>
    public const string Accept = "accept:";

    /// <summary>For the script: a list of value and label.</summary>
    public string Choices => JsonSerializer.Serialize(Values.Zip(Shown, (value, label) => new { value, label }));

    /// <summary>What is new among the proposals, for fields that the person may change.</summary>
    /// <param name="proposals">What is proposed.</param>
    /// <param name="present">The fields as they stand in the form.</param>
    /// <param name="proposed">The same fields holding what is proposed.</param>
    internal static IReadOnlyList<ProposalView> Of(IEnumerable<ReadProposals.Proposed> proposals, IReadOnlyList<FieldView> present, IReadOnlyList<FieldView> proposed)
        => [..
            from proposal in proposals
            let field = present.FirstOrDefault(f => f.Definition.Id == proposal.Field)
            let view = proposed.FirstOrDefault(f => f.Definition.Id == proposal.Field)
            where field is { Writable: true } && view is not null
            let values = FormValues.Texts(view.Definition, view.Value, CultureInfo.InvariantCulture)
            where values.Count > 0 && !values.All(FormValues.Texts(field.Definition, field.Value, CultureInfo.InvariantCulture).Contains)
            select new ProposalView(proposal.Field, proposal.Sure, proposal.Reason, values, view.Shown)];

    /// <summary>What was typed with the proposals that a button accepted; null when the form was sent to be saved, which then waits for no proposal.</summary>
    internal static async Task<Properties?> AcceptedAsync(string? wish, Properties entered, Caller caller, ItemId id, DateTimeOffset now, CancellationToken ct)
    {
        if (wish?.StartsWith(Accept, StringComparison.Ordinal) != true)
        {
            return null;
        }

        var proposed = await ReadProposals.HandleAsync(caller.Administration, caller.Id, caller.Language, id, now, ct).ConfigureAwait(false);
        return (proposed.IsSuccess ? proposed.Value : []).Where(p => wish.Length == Accept.Length ? p.Sure : string.Equals(p.Field, wish[Accept.Length..], StringComparison.Ordinal))
            .Aggregate(entered, (bag, p) => bag.With(p.Field, p.Value));
    }
}
