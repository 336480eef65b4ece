namespace Cartulaire.EInvoicing.Responses;

/// <summary>What was read of a response, or of the invoice that one answers.</summary>
/// <param name="Value">It; null when it could not be read.</param>
/// <param name="Fault">Why not; null when it could.</param>
/// <typeparam name="T">What was asked for.</typeparam>
public sealed record ReadResponse<T>(T? Value, ReadFault? Fault)
    where T : class;
