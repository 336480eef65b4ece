namespace Cartulaire.EInvoicing;

/// <summary>A code list in use.</summary>
/// <param name="Id">Its id here, such as <c>currencies</c>.</param>
/// <param name="Name">Its name in the standard, such as <c>ISO 4217</c>.</param>
/// <param name="Date">The day from which it holds.</param>
/// <param name="Count">How many codes it has.</param>
public sealed record CodeListInUse(string Id, string Name, DateOnly Date, int Count);
