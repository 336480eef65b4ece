using System.Text;
using Cartulaire.Tests.Integration.Conversion;

namespace Cartulaire.Tests.Integration.Hostile;

/// <summary>A file that is sent in, and what a clerk must be told of it.</summary>
/// <param name="Name">Its name as sent.</param>
/// <param name="State">The state of its reading.</param>
/// <param name="Code">Code of the sentence; null when there is nothing to tell.</param>
/// <param name="Content">Its bytes.</param>
internal sealed record BadFile(string Name, string State, string? Code, Func<byte[]> Content)
{
    private const string Done = "done";
    private const string Impossible = "impossible";

    private static string Long { get; } = new string('é', 296) + ".pdf";

    /// <summary>Made here.</summary>
    public static IReadOnlyList<BadFile> Made { get; } =
    [
        new("vide.pdf", Impossible, "conversion.empty", () => []),
        new("tronqué.pdf", Impossible, "conversion.pdf-broken", () => MadeFiles.Pdf("Le conseil communal approuve")[..400]),
        new("protégé.pdf", Impossible, "conversion.encrypted", MadeBombs.LockedPdf),
        new("image géante.pdf", Impossible, "conversion.too-many-pixels", () => MadeFiles.ScanPdf([0xFF, 0xD8, 0xFF, 0xD9], 30_000, 30_000, 3)),
        new("image géante.png", Impossible, "conversion.too-many-pixels", MadeBombs.GiantPng),
        new("image coupée.png", Impossible, "conversion.image-broken", () => MadeBombs.GiantPng()[..20]),
        new("bombe.zip", Impossible, "conversion.archive-bomb", MadeBombs.GibibyteZip),
        new("superposée.zip", Impossible, "conversion.archive-bomb", MadeBombs.OverlappingZip),
        new("menteuse.zip", Impossible, "conversion.archive-lies", MadeBombs.LyingZip),
        new("vantarde.xlsx", Impossible, "conversion.archive-bomb", MadeBombs.BoastingWorkbook),
        new("cadenassée.zip", Done, "conversion.entries-left-out", MadeBombs.LockedZip),
        new("poupées.zip", Done, null, () => MadeBombs.NestedZip(6)),
        new("chemins.zip", Done, null, () => MadeFiles.Zip(("../../../../etc/passwd", "un"), ("/tmp/deux", "deux"), ("C:\\trois", "trois"))),
        new("photo.jpg", Done, "conversion.disguised", () => Encoding.UTF8.GetBytes("<html><body>Bonjour<script>alert(1)</script></body></html>")),
        new("photo.png", Done, "conversion.disguised", () => Encoding.UTF8.GetBytes("<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"><text>Bonjour</text></svg>")),
        new("entité.xml", Impossible, "conversion.xml-refused", () => Encoding.UTF8.GetBytes("<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>")),
        new("milliard.xml", Impossible, "conversion.xml-refused", MadeBombs.BillionLaughs),
        new("profond.xml", Impossible, "conversion.xml-too-deep", () => MadeBombs.DeepXml(80_000)),
        new("mal formé.xml", Impossible, "conversion.xml-broken", () => Encoding.UTF8.GetBytes("<?xml version=\"1.0\"?><a><b></a>")),
        new("profond.html", Done, null, () => MadeBombs.DeepHtml(50_000)),
        new("profond.eml", Done, null, () => MadeBombs.DeepMail(100)),
        new("bruit.docx", Impossible, "conversion.damaged", () => MadeBombs.Garbage(5_000)),
        new("coupé.docx", Impossible, "conversion.damaged", () => MadeFiles.DocxWithText("coupé")[..400]),
        new("bruit.bin", Impossible, "conversion.not-readable", () => MadeBombs.Garbage(6_000)),
        new("abîmé.doc", Impossible, "conversion.damaged", () => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. MadeBombs.Garbage(3_000)]),
        new(Long, Done, null, () => MadeFiles.Pdf("Un nom de trois cents caractères")),
        new("facture\u202Efdp.exe", Done, null, () => MadeFiles.Pdf("Un nom qui se lit à l'envers")),
        new("a\r\nSet-Cookie: c=1\0\"\\..\\b.pdf", Done, null, () => MadeFiles.Pdf("Un nom plein de pièges")),
    ];

    /// <summary>Every file of the samples, and what is told of it: most are read without a word.</summary>
    public static IReadOnlyList<BadFile> Samples { get; } = [.. SampleTable.Rows.Select(r => new BadFile(r.Path, r.State, r.Code, () => File.ReadAllBytes(Path.Join(Conversion.Samples.Folder(""), r.Path))))];
}
