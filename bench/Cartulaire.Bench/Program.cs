using System.Globalization;
using Cartulaire.Bench.Contacts;
using Cartulaire.Bench.EInvoicing;
using Cartulaire.Bench.EInvoicing.Conformance;
using Cartulaire.Bench.Ingest;
using Cartulaire.Bench.Letters;
using Cartulaire.Bench.Proposals;
using Cartulaire.Bench.Reading;
using Cartulaire.Bench.Search;
using Cartulaire.Bench.Serving;
using Cartulaire.Bench.Transfer;
using Cartulaire.EInvoicing;

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
    case ["search", _, ..] when args[1..] is var rest:
        return await SearchBench.RunAsync(rest[0], At(rest, 1, 1_000_000), At(rest, 2, 5), At(rest, 3, 20), rest.Length > 4 ? rest[4] : AppContext.BaseDirectory, CancellationToken.None);
    case ["ocr", var samples, .. var rest]:
        return await OcrBench.RunAsync(samples, rest.Length > 0 ? rest[0] : "", CancellationToken.None);
    case ["proposals", .. var seeds]:
        return ProposalsBench.Run(seeds.Length > 0 ? [.. seeds.Select(s => int.Parse(s, CultureInfo.InvariantCulture))] : [1, 2, 3]);
    case ["pile", var samples, .. var rest]:
        return await PileBench.RunAsync(samples, At(rest, 0, 200), rest.Length > 1 ? rest[1] : AppContext.BaseDirectory, CancellationToken.None);
    case ["first-page", .. var rest]:
        return await FirstPageBench.RunAsync(rest.Length > 0 ? rest[0] : AppContext.BaseDirectory, CancellationToken.None);
    case ["separators"]:
        return await SeparatorBench.RunAsync(CancellationToken.None);
    case ["ingest", var program, .. var rest]:
        return await IngestBench.RunAsync(program, At(rest, 0, 500), At(rest, 1, 5), CancellationToken.None);
    case ["growth", var program, var folder, .. var rest]:
        return await GrowthBench.RunAsync(program, folder, At(rest, 0, 1_000_000), At(rest, 1, 400), At(rest, 2, 5), CancellationToken.None);
    case ["transfer", var program, var nginx, .. var rest]:
        return await TransferBench.RunAsync(program, nginx, At(rest, 0, 200), At(rest, 1, 5), CancellationToken.None);
    case ["idle", var program, var data, .. var rest]:
        return await IdleBench.RunAsync(program, data, At(rest, 0, 5), CancellationToken.None);
    case ["hosts", var program, var data, .. var rest]:
        return await HostsBench.RunAsync(program, data, At(rest, 0, 300), At(rest, 1, 50), CancellationToken.None);
    case ["einvoicing", .. var rest]:
        return EInvoicingBench.Run(At(rest, 0, 5), rest.Length > 1 ? rest[1..] : []);
    case ["einvoicing-files", var folder, var count]:
        return GeneratedFiles.Write(folder, int.Parse(count, CultureInfo.InvariantCulture));
    case ["einvoicing-fuzz", var folder, .. var rest]:
        return FuzzBench.Run(folder, At(rest, 0, 60), At(rest, 1, 1), At(rest, 2, 0));
    case ["einvoicing-official", var folder, .. var rest]:
        return OfficialTests.Run(folder, Rules(rest));
    case ["einvoicing-compare", var folder, var saxon, var official, .. var rest]:
        return Comparison.Run(folder, saxon, official, Rules(rest));
    case ["einvoicing-spoil", var folder, var output, var count, .. var rest]:
        return SpoiltFiles.Write(folder, output, int.Parse(count, CultureInfo.InvariantCulture), At(rest, 0, 1));
    case ["einvoicing-stylesheet", var schematron, var output]:
        return SchematronStylesheet.Write(schematron, output);
    default:
        Console.Error.WriteLine("bench: demo DIR | letters | search DIR [RECORDS [ROUNDS [SECONDS [PROGRAM]]]] | ocr SAMPLES [PAGE] | pile SAMPLES [PAGES [PROGRAM]] | first-page [PROGRAM] | separators | contacts | proposals [SEED…]");
        Console.Error.WriteLine("       ingest PROGRAM [FILES [ROUNDS]] | growth PROGRAM DIR [RECORDS [FILES [ROUNDS]]] | transfer PROGRAM NGINX [MEGABYTES [ROUNDS]] | idle PROGRAM DATA [STARTS] | hosts PROGRAM DATA [ALL [USED]]");
        Console.Error.WriteLine("       einvoicing [SECONDS [SAXON.jar UBL.xslt CII.xslt]] | einvoicing-files DIR COUNT | einvoicing-fuzz DIR [SECONDS [SEED [FIRST]]]");
        Console.Error.WriteLine("       einvoicing-official DIR [RULES] | einvoicing-compare DIR SAXON.jar XSLT [RULES] | einvoicing-spoil DIR OUT COUNT [SEED] | einvoicing-stylesheet SCHEMATRON OUT.xslt (RULES: en16931, peppol, facturx or asdeclared)");
        return 64;
}

static int At(string[] all, int place, int otherwise) => all.Length > place ? int.Parse(all[place], CultureInfo.InvariantCulture) : otherwise;

static RuleSet Rules(string[] all) => all.Length > 0 ? Enum.Parse<RuleSet>(all[0], ignoreCase: true) : RuleSet.En16931;
