using Cartulaire.Bench.Reading;

return args switch
{
    ["ocr", var samples] => await OcrBench.RunAsync(samples, CancellationToken.None),
    ["separators"] => await SeparatorBench.RunAsync(CancellationToken.None),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Cartulaire.Bench ocr <samples folder> | separators");
    return 2;
}
