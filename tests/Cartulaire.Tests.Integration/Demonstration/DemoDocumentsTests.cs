using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Cartulaire.App.Demonstration;
using UglyToad.PdfPig;

namespace Cartulaire.Tests.Integration.Demonstration;

public sealed partial class DemoDocumentsTests
{
    private static readonly DateOnly Today = new(2026, 11, 23);
    private static readonly Lazy<IReadOnlyList<DemoDocument>> Made = new(() => [.. DemoDocuments.Make(Today, 1)]);

    [Fact]
    public void There_are_thirty_six_in_all_the_formats_of_a_town_s_mail()
    {
        Assert.Equal(36, Made.Value.Count);
        Assert.Equal(36, Made.Value.Select(d => d.FileName).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(
            [".csv", ".docx", ".eml", ".html", ".jpg", ".ods", ".odt", ".pdf", ".png", ".rtf", ".tif", ".txt", ".xlsx", ".zip"],
            Made.Value.Select(d => Path.GetExtension(d.FileName)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.All(Made.Value, d => Assert.True(d.Subject.Length > 0 && d.Sender.Name.Length > 0 && d.MailDate <= Today));
    }

    [Fact]
    public void The_content_begins_as_its_format_does()
    {
        var signs = new Dictionary<string, byte[]>(StringComparer.Ordinal)
        {
            [".pdf"] = "%PDF-"u8.ToArray(),
            [".tif"] = [0x49, 0x49, 0x2A, 0x00],
            [".jpg"] = [0xFF, 0xD8, 0xFF],
            [".png"] = [0x89, 0x50, 0x4E, 0x47],
            [".rtf"] = "{\\rtf1"u8.ToArray(),
            [".eml"] = "From: "u8.ToArray(),
        };
        foreach (var document in Made.Value)
        {
            var sign = signs.GetValueOrDefault(Path.GetExtension(document.FileName)) ?? (document.FileName[^4..] is ".zip" or "docx" or "xlsx" or ".odt" or ".ods" ? "PK"u8.ToArray() : []);
            Assert.True(document.Content.Span.StartsWith(sign), document.FileName);
        }
    }

    [Fact]
    public void Some_PDFs_hold_their_text_and_others_only_a_picture()
    {
        var (text, picture) = (0, 0);
        foreach (var document in Made.Value.Where(d => d.MediaType == "application/pdf"))
        {
            using var pdf = PdfDocument.Open(document.Content.ToArray());
            var words = string.Join(' ', pdf.GetPages().SelectMany(p => p.GetWords()).Select(w => w.Text));
            if (words.Length == 0)
            {
                picture++;
                Assert.Single(pdf.GetPage(1).GetImages());
            }
            else
            {
                text++;
                Assert.Contains(document.Subject.Split(' ')[0], words, StringComparison.Ordinal);
                Assert.Contains(Letter.LongDate(document.MailDate), words, StringComparison.Ordinal);
            }
        }

        Assert.True(text >= 6 && picture >= 6, $"{text} with text, {picture} without.");
    }

    [Fact]
    public void Nothing_is_written_beyond_the_edge_of_a_page()
    {
        foreach (var document in Made.Value.Where(d => d.MediaType == "application/pdf"))
        {
            using var pdf = PdfDocument.Open(document.Content.ToArray());
            Assert.All(pdf.GetPages().SelectMany(p => p.GetWords()), w => Assert.InRange(w.BoundingBox.Right, 0, 595 - 40));
        }
    }

    [Fact]
    public void The_same_day_and_seed_give_the_same_documents()
        => Assert.Equal(Fingerprints(Made.Value), Fingerprints(DemoDocuments.Make(Today, 1)));

    [Fact]
    public void Dates_move_with_the_clock()
        => Assert.Equal(7, DemoDocuments.Make(Today.AddDays(7), 1).First().MailDate.DayNumber - Made.Value[0].MailDate.DayNumber);

    [Fact]
    public void Every_enterprise_number_account_and_communication_holds_its_check()
    {
        var text = string.Join('\n', Made.Value.Select(d => d.Text + " " + d.Sender.EnterpriseNumber));
        var enterprises = Enterprise().Matches(text).Select(m => Digits(m.Value)).ToList();
        var accounts = Iban().Matches(text).Select(m => m.Value.Replace(" ", "", StringComparison.Ordinal)).ToList();
        var communications = Communication().Matches(text).Select(m => Digits(m.Value)).ToList();

        Assert.True(enterprises.Count > 20 && accounts.Count > 3 && communications.Count > 2);
        Assert.All(enterprises, n => Assert.Equal(97 - (long.Parse(n[..8], CultureInfo.InvariantCulture) % 97), long.Parse(n[8..], CultureInfo.InvariantCulture)));
        Assert.All(accounts, n => Assert.Equal(1, (long)(decimal.Parse(n[4..] + "1114" + n[2..4], CultureInfo.InvariantCulture) % 97)));
        Assert.All(communications, n => Assert.Equal(long.Parse(n[..10], CultureInfo.InvariantCulture) % 97 is 0 ? 97 : long.Parse(n[..10], CultureInfo.InvariantCulture) % 97, long.Parse(n[10..], CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void An_office_file_is_an_archive_whose_mimetype_stands_first_and_stored()
    {
        var odt = Made.Value.Single(d => d.FileName.EndsWith(".odt", StringComparison.Ordinal));
        using var zip = new ZipArchive(new MemoryStream(odt.Content.ToArray()));

        Assert.Equal("mimetype", zip.Entries[0].FullName);
        Assert.Equal(zip.Entries[0].Length, zip.Entries[0].CompressedLength);
        Assert.Equal(odt.MediaType, Encoding.ASCII.GetString(odt.Content.Span.Slice(30 + 8, odt.MediaType.Length)));
    }

    /// <summary>A PDF carries an identifier drawn each time: of it, and of what holds one, only the words are compared.</summary>
    private static List<string> Fingerprints(IEnumerable<DemoDocument> documents) =>
        [.. documents.Select(d => d.FileName + d.Text + (d.FileName[^3..] is "pdf" or "eml" or "zip" ? "" : Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(d.Content.Span))))];

    private static string Digits(string text) => string.Concat(text.Where(char.IsAsciiDigit));

    [GeneratedRegex(@"\b\d{4}\.\d{3}\.\d{3}\b", RegexOptions.None, 1000)]
    private static partial Regex Enterprise();

    [GeneratedRegex(@"\bBE\d{2}( \d{4}){3}\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Iban();

    [GeneratedRegex(@"\+{3}\d{3}/\d{4}/\d{5}\+{3}", RegexOptions.None, 1000)]
    private static partial Regex Communication();
}
