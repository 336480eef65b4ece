using System.Diagnostics;
using Cartulaire.EInvoicing;

namespace Cartulaire.Bench.EInvoicing;

/// <summary>E-invoices checked by one core, from bytes to findings, all rules on (EN 16931 and Peppol).</summary>
internal static class EInvoicingBench
{
    /// <param name="seconds">How long each measure lasts.</param>
    /// <param name="official">Saxon-HE and the official stylesheets for UBL and CII, to be compared with; or nothing.</param>
    public static int Run(int seconds, string[] official)
    {
        Machine.Print($"einvoicing {seconds} {string.Join(' ', official)}".TrimEnd());
        var typical = WrittenInvoice.Of(10);
        var first = Check(typical);
        if (!first.IsValid)
        {
            Console.Error.WriteLine($"The bench's own invoice is not valid: {first.Fault} {string.Join(", ", first.Findings.Select(f => f.Rule))}");
            return 1;
        }

        for (var warm = Stopwatch.StartNew(); warm.Elapsed.TotalSeconds < seconds;)
        {
            Check(typical);
        }

        var (done, allocated, watch) = (0, GC.GetAllocatedBytesForCurrentThread(), Stopwatch.StartNew());
        while (watch.Elapsed.TotalSeconds < seconds)
        {
            Check(typical);
            done++;
        }

        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        Console.WriteLine($"typical invoice (10 lines, {typical.Length / 1024.0:F1} KB): {done / watch.Elapsed.TotalSeconds:F0} a second and core, {allocated / done / 1024:N0} KiB allocated each");
        var large = WrittenInvoice.Of(20_000);
        Check(large);
        watch.Restart();
        var result = Check(large);
        Console.WriteLine($"20,000 lines ({large.Length / 1048576.0:F1} MB): {watch.Elapsed.TotalMilliseconds:F0} ms, {result.Findings.Count} findings; {Machine.Load}");
        return official is [var saxon, var ubl, var cii] ? BesideSaxon.Run(seconds, saxon, ubl, cii) : 0;
    }

    private static CheckedInvoice Check(byte[] invoice)
    {
        using var stream = new MemoryStream(invoice);
        return InvoiceCheck.Check(stream);
    }
}
