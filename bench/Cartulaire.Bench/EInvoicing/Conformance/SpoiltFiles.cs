using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Cartulaire.Bench.EInvoicing.Conformance;

/// <summary>Spoilt copies of invoices as files, to be compared with other validators: one to three changes each, the same for the same folder, count and seed.</summary>
internal static class SpoiltFiles
{
    public static int Write(string folder, string output, int count, int seed)
    {
        var samples = InvoiceFiles.Of(folder).Select(f => (Name: Path.GetFileNameWithoutExtension(f), Document: Load(f))).Where(s => s.Document is not null).ToList();
        if (samples.Count == 0)
        {
            Console.Error.WriteLine($"No well-formed .xml in {folder}.");
            return 64;
        }

        Directory.CreateDirectory(output);
        var spoiler = new Spoiler([.. samples.Select(s => s.Document!)], new Random(seed));
        for (var number = 0; number < count; number++)
        {
            var (name, document) = samples[number % samples.Count];
            using var writer = XmlWriter.Create(Path.Join(output, string.Create(CultureInfo.InvariantCulture, $"{number:00000}-{name}.xml")), new XmlWriterSettings { Encoding = new UTF8Encoding(false) });
            spoiler.Spoil(document!).Save(writer);
        }

        Console.WriteLine($"{count:N0} spoilt copies of {samples.Count:N0} invoices in {output}, seed {seed}");
        return 0;
    }

    private static XDocument? Load(string file)
    {
        try
        {
            using var reader = XmlReader.Create(file, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            return XDocument.Load(reader, LoadOptions.PreserveWhitespace);
        }
        catch (XmlException)
        {
            return null;
        }
    }
}
