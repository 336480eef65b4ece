namespace Cartulaire.Bench.Ingest;

/// <summary>Files of 80 to 120 KB that no two passes share, shaped like scans: the head of a PDF and bytes that do not compress.</summary>
internal sealed class Pile
{
    private readonly Random random = new(20261125);

    /// <summary>The next pieces.</summary>
    public IReadOnlyList<byte[]> Next(int count)
    {
        var pieces = new List<byte[]>(count);
        for (var n = 0; n < count; n++)
        {
            var bytes = new byte[random.Next(80_000, 120_000)];
            random.NextBytes(bytes);
            "%PDF-1.7\n"u8.CopyTo(bytes);
            pieces.Add(bytes);
        }

        return pieces;
    }
}
