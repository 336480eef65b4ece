using System.Text;
using Cartulaire.Engines.Conversion;

namespace Cartulaire.Tests.Unit.Conversion;

public sealed class ContentSnifferTests
{
    private static SniffedType Sniff(string head, string? name = null, string? declared = null) => ContentSniffer.Sniff(Encoding.Latin1.GetBytes(head), name, declared);

    [Theory]
    [InlineData("%PDF-1.7\n", FileKind.Pdf)]
    [InlineData("junk\n%PDF-1.7\n", FileKind.Pdf)]
    [InlineData("II*\0\b\0\0\0", FileKind.Tiff)]
    [InlineData("MM\0*\0\0\0\b", FileKind.Tiff)]
    [InlineData("ÿØÿà\0\u0010JFIF", FileKind.Jpeg)]
    [InlineData("\u0089PNG\r\n\u001a\n", FileKind.Png)]
    [InlineData("GIF89a\0\0", FileKind.Gif)]
    [InlineData("RIFF\0\0\0\0WEBPVP8 ", FileKind.WebP)]
    [InlineData("\0\0\0\u0018ftypheic\0\0\0\0", FileKind.Heic)]
    [InlineData("{\\rtf1\\ansi", FileKind.Rtf)]
    [InlineData("PK\u0003\u0004", FileKind.ZipContainer)]
    [InlineData("ÐÏ\u0011à¡±\u001aá", FileKind.OleContainer)]
    [InlineData("<!DOCTYPE html><html>", FileKind.Html)]
    [InlineData("  <HTML><body>", FileKind.Html)]
    [InlineData("<?xml version=\"1.0\"?><Invoice/>", FileKind.Xml)]
    [InlineData("<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>", FileKind.Xml)]
    [InlineData("<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\">", FileKind.Html)]
    [InlineData("From: a@b.be\r\nSubject: x\r\n\r\ncorps", FileKind.Eml)]
    [InlineData("nom;date\nAnne;2026\nPaul;2027\n", FileKind.Csv)]
    [InlineData("Monsieur le Bourgmestre,\nje vous prie", FileKind.Text)]
    [InlineData("", FileKind.Empty)]
    [InlineData("\u0001\u0002\0\u0003", FileKind.Other)]
    public void The_content_decides(string head, FileKind kind) => Assert.Equal(kind, Sniff(head).Kind);

    [Theory]
    [InlineData("<html><script>", "photo.jpg", "image/jpeg", FileKind.Html)]
    [InlineData("<?xml version=\"1.0\"?><svg/>", "photo.png", "image/png", FileKind.Xml)]
    [InlineData("%PDF-1.4", "lettre.docx", null, FileKind.Pdf)]
    [InlineData("GIF89a=1;alert(1)", "a.txt", "text/plain", FileKind.Gif)]
    [InlineData("Bonjour", "a.pdf", "application/pdf", FileKind.Text)]
    public void X_05_a_pretence_is_recorded_and_served_as_bytes(string head, string name, string? declared, FileKind kind)
    {
        var type = Sniff(head, name, declared);
        Assert.Equal(kind, type.Kind);
        Assert.True(type.Disagrees);
        Assert.Equal("application/octet-stream", type.MediaType);
    }

    [Fact]
    public void What_agrees_is_served_as_what_it_is()
    {
        var type = Sniff("%PDF-1.4", "a.PDF", "application/pdf; x=y");
        Assert.False(type.Disagrees);
        Assert.Equal("application/pdf", type.MediaType);
        Assert.False(Sniff("PK\u0003\u0004", "a.docx").Disagrees);
        Assert.True(Sniff("PK\u0003\u0004", "a.pdf").Disagrees);
        Assert.False(Sniff("%PDF-1.4", "sans-extension", "").Disagrees);
    }
}
