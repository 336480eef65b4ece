namespace Cartulaire.EInvoicing.Rules;

/// <summary>What a rule says that has no sentence of its own: one that many rules share, and what it is about here.</summary>
/// <param name="Sentence">Identifier of the sentence.</param>
/// <param name="First">What <c>{1}</c> in it stands for.</param>
/// <param name="Second">What <c>{2}</c> stands for.</param>
/// <param name="Third">What <c>{3}</c> stands for.</param>
internal sealed record Wording(string Sentence, string First, string? Second = null, string? Third = null);
