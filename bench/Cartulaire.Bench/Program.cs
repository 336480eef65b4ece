using System.Globalization;
using Cartulaire.Bench;
using Cartulaire.Bench.Contacts;
using Cartulaire.Bench.Letters;
using Cartulaire.Bench.Reading;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

// Each bench is a word; figures go to standard output with what is needed to repeat them.
switch (args)
{
    case ["demo", var folder]:
        return DemoFolder.Write(folder);
    case ["letters", ..]:
        return LettersReport.Run();
    case ["contacts"]:
        return await ContactsReport.RunAsync();
    case ["search", .. var rest]:
        return await SearchBench.RunAsync(rest.Length > 0 ? int.Parse(rest[0], CultureInfo.InvariantCulture) : 1_000_000, CancellationToken.None);
    case ["ocr", var samples]:
        return await OcrBench.RunAsync(samples, CancellationToken.None);
    case ["separators"]:
        return await SeparatorBench.RunAsync(CancellationToken.None);
    default:
        Console.Error.WriteLine("bench: demo DIR | letters | search [DOCUMENTS] | ocr SAMPLES | separators | contacts");
        return 64;
}
