using Cartulaire.Bench.Contacts;
using Cartulaire.Bench.Letters;

// Each bench is a word; figures go to standard output with what is needed to repeat them.
switch (args)
{
    case ["demo", var folder]:
        return DemoFolder.Write(folder);
    case ["letters", ..]:
        return LettersReport.Run();
    case ["contacts"]:
        return await ContactsReport.RunAsync().ConfigureAwait(false);
    default:
        Console.Error.WriteLine("bench: demo DIR | letters | contacts");
        return 64;
}
