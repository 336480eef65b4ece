namespace Cartulaire.App.Ui.Parts;

/// <summary>One way to narrow a list.</summary>
/// <param name="Label">Its name.</param>
/// <param name="Values">Its values.</param>
public sealed record FacetGroup(string Label, IReadOnlyList<FacetValue> Values);

/// <summary>One value of a facet.</summary>
/// <param name="Label">What people read.</param>
/// <param name="Address">The list narrowed to it, or without it when it is chosen.</param>
/// <param name="Chosen">Whether the list is narrowed to it.</param>
/// <param name="Count">How many items it leaves, when known.</param>
public sealed record FacetValue(string Label, string Address, bool Chosen, long? Count = null);

/// <summary>One tab: a link to a part of a thing.</summary>
/// <param name="Label">Its name.</param>
/// <param name="Address">Its address.</param>
/// <param name="Current">Whether it is shown.</param>
public sealed record TabLink(string Label, string Address, bool Current);

/// <summary>One entry of a history.</summary>
/// <param name="At">When.</param>
/// <param name="Who">Who, for people.</param>
/// <param name="What">What happened, in a sentence.</param>
/// <param name="Details">Lines that say more.</param>
public sealed record TimelineEntry(DateTimeOffset At, string Who, string What, IReadOnlyList<string> Details);
