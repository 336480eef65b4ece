using Cartulaire.Bench.Letters;

// Each bench is a word; figures go to standard output with what is needed to repeat them.
switch (args)
{
    case ["demo", var folder]:
        return DemoFolder.Write(folder);
    case ["letters", ..]:
        return LettersReport.Run();
    default:
        Console.Error.WriteLine("bench: demo DIR | letters");
        return 64;
}
