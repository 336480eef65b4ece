namespace Cartulaire.App.Demonstration;

/// <summary>Makes the documents of the demonstration: a week of mail of a small Walloon commune, in the formats in which it comes.</summary>
public static class DemoDocuments
{
    private static readonly Dictionary<string, string> MediaTypes = new(StringComparer.Ordinal)
    {
        ["pdf"] = "application/pdf",
        ["tif"] = "image/tiff",
        ["jpg"] = "image/jpeg",
        ["png"] = "image/png",
        ["docx"] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ["odt"] = "application/vnd.oasis.opendocument.text",
        ["xlsx"] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ["ods"] = "application/vnd.oasis.opendocument.spreadsheet",
        ["rtf"] = "application/rtf",
        ["txt"] = "text/plain",
        ["csv"] = "text/csv",
        ["html"] = "text/html",
        ["eml"] = "message/rfc822",
        ["zip"] = "application/zip",
    };

    /// <summary>The documents, one at a time, in the order in which they should be taken in.</summary>
    /// <param name="today">The day relative to which letters are dated.</param>
    /// <param name="seed">The same day and seed give the same documents on machines with the same faces; only the identifier that each PDF carries is drawn anew.</param>
    /// <remarks>
    /// Pages are set in Liberation or DejaVu; where neither is installed, the letters that need them come as plain text, so that the demonstration has its records all the same.
    /// </remarks>
    public static IEnumerable<DemoDocument> Make(DateOnly today, int seed)
    {
        foreach (var letter in LetterBook.Read(today, seed))
        {
            var (extension, content) = Write(letter);
            yield return new DemoDocument(
                $"{letter.Key}.{extension}", MediaTypes[extension], content, letter.Sender, letter.Date, letter.Subject, letter.Hint, letter.Service, letter.Text);
        }
    }

    private static (string Extension, byte[] Content) Write(Letter letter) => letter.Format switch
    {
        "docx" => ("docx", OfficeFiles.Docx(letter)),
        "odt" => ("odt", OfficeFiles.Odt(letter)),
        "rtf" => ("rtf", OfficeFiles.Rtf(letter)),
        "xlsx" => ("xlsx", SheetFiles.Xlsx(letter)),
        "ods" => ("ods", SheetFiles.Ods(letter)),
        "csv" => ("csv", SheetFiles.Csv(letter)),
        "txt" => ("txt", PlainFiles.Txt(letter)),
        "html" => ("html", PlainFiles.Html(letter)),
        "eml" => ("eml", PlainFiles.Eml(letter, null, "", [])),
        _ when !PageFonts.Available => ("txt", PlainFiles.Txt(letter)),
        _ => Paged(letter, PageComposer.Compose(letter)),
    };

    private static (string Extension, byte[] Content) Paged(Letter letter, IReadOnlyList<IReadOnlyList<Mark>> pages) => letter.Format switch
    {
        "pdf" => ("pdf", PagePdf.Write(letter, pages)),
        "scan" => ("pdf", PagePdf.Wrap(letter, pages.Select((p, i) => PageImage.Scan(letter, p, i)))),
        "tiff" => ("tif", PageImage.Tiff(letter, pages)),
        "photo" => ("jpg", PageImage.Photo(letter, pages[0])),
        "png" => ("png", PageImage.Png(pages[0])),
        "eml+pdf" => ("eml", PlainFiles.Eml(letter, letter.Key + ".pdf", MediaTypes["pdf"], PagePdf.Write(letter, pages))),
        "eml+scan" => ("eml", PlainFiles.Eml(letter, letter.Key + ".jpg", MediaTypes["jpg"], PageImage.Photo(letter, pages[0]))),
        "zip" => ("zip", Archive.Write(letter.Date, ("lettre.pdf", PagePdf.Write(letter, pages)), ("annexes/bordereau.csv", SheetFiles.Csv(letter)), ("annexes/note.txt", PlainFiles.Txt(letter)))),
        var other => throw new FormatException($"Unknown format '{other}' in the demonstration's letters."),
    };
}
