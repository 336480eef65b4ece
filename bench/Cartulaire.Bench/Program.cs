using System.Globalization;
using Cartulaire.Bench;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["search", .. var rest])
{
    return await SearchBench.RunAsync(rest.Length > 0 ? int.Parse(rest[0], CultureInfo.InvariantCulture) : 1_000_000, CancellationToken.None);
}

await Console.Error.WriteLineAsync("usage: Cartulaire.Bench search [DOCUMENTS]");
return 2;
