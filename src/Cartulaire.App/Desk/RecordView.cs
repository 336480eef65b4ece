using Cartulaire.App.Desk.Records;
using Cartulaire.App.Http;
using Cartulaire.App.Items;
using Cartulaire.App.Ui.Fields;
using Cartulaire.App.Ui.Parts;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Assignments;
using Cartulaire.Kernel.Registers;

namespace Cartulaire.App.Desk;

/// <summary>Everything that the page of a record shows.</summary>
/// <param name="Item">The record as the person may see it.</param>
/// <param name="Fields">Its fields, with what stands in the form.</param>
/// <param name="Colour">Colour of its state.</param>
/// <param name="Register">The register that numbers it, if one does.</param>
/// <param name="Steps">Steps of assignments by id, for their comments.</param>
/// <param name="Around">Documents, links, readers, history.</param>
/// <param name="Proposals">What is proposed for its fields.</param>
/// <param name="Failures">What was refused.</param>
/// <param name="Stale">Set when somebody else saved first.</param>
/// <param name="Asked">What a picker was asked without script.</param>
public sealed record RecordView(
    ReadItem.Answer Item,
    IReadOnlyList<FieldView> Fields,
    BadgeKind Colour,
    RegisterDefinition? Register,
    IReadOnlyDictionary<string, AssignmentStep> Steps,
    RecordAround Around,
    IReadOnlyList<ProposalView> Proposals,
    IReadOnlyList<Failure> Failures,
    StaleSave? Stale = null,
    Asked? Asked = null);

/// <summary>What a picker was asked, and what answers.</summary>
/// <param name="Field">The field.</param>
/// <param name="Text">What was typed.</param>
/// <param name="Found">What was found.</param>
public sealed record Asked(string Field, string Text, IReadOnlyList<Choice> Found);

/// <summary>The form of a record that is being made.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Fields">Its fields.</param>
/// <param name="Failures">What was refused.</param>
/// <param name="Asked">What a picker was asked without script.</param>
public sealed record NewRecord(Kernel.Types.TypeDefinition Type, IReadOnlyList<FieldView> Fields, IReadOnlyList<Failure> Failures, Asked? Asked = null);
