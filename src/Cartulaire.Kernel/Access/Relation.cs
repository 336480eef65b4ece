using Cartulaire.Kernel.Packs;

namespace Cartulaire.Kernel.Access;

/// <summary>How a person stands to an item: the subject of an access rule and of a transition.</summary>
public abstract record Relation;

/// <summary>Everybody who may sign in.</summary>
public sealed record EverybodyRelation : Relation;

/// <summary>Holders of a role of the whole administration.</summary>
/// <param name="Role">The role.</param>
public sealed record RoleRelation(Ref Role) : Relation;

/// <summary>Holders of one of some functions in the services that the item names.</summary>
/// <param name="Functions">Any of them; empty means any function.</param>
/// <param name="Source">Where the services are named.</param>
public sealed record FunctionRelation(IReadOnlyList<Ref> Functions, ServiceSource Source) : Relation;

/// <summary>The persons that a field names.</summary>
/// <param name="Field">A field of users.</param>
public sealed record PersonRelation(Ref Field) : Relation;

/// <summary>The persons of the item's live assignments.</summary>
/// <param name="Kind">Kind of assignment.</param>
public sealed record AssigneeRelation(Ref Kind) : Relation;

/// <summary>The person of the assignment in question.</summary>
public sealed record OwnPersonRelation : Relation;

/// <summary>Who made the item.</summary>
public sealed record CreatorRelation : Relation;

/// <summary>Where the services of a relation are named.</summary>
public abstract record ServiceSource;

/// <summary>Services named by a field.</summary>
/// <param name="Field">A field of services.</param>
public sealed record FieldServices(Ref Field) : ServiceSource;

/// <summary>Services of assignments.</summary>
/// <param name="Kind">Kind of assignment.</param>
/// <param name="States">Only in these states; empty means any but cancelled.</param>
public sealed record AssignmentServices(Ref Kind, IReadOnlyList<Ref> States) : ServiceSource;

/// <summary>The service of the assignment in question.</summary>
public sealed record OwnService : ServiceSource;

/// <summary>Gives rights to those who stand in a relation. There is no rule that takes away.</summary>
/// <param name="At">Where it is written.</param>
/// <param name="States">Only in these states; empty means all.</param>
/// <param name="To">Any of these relations.</param>
/// <param name="Rights">What they get.</param>
/// <param name="NeedToKnow">Whether the grant survives confidentiality.</param>
public sealed record AccessRule(Origin At, IReadOnlyList<Ref> States, IReadOnlyList<Relation> To, Rights Rights, bool NeedToKnow);
