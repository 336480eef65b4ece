using System.Text;
using Cartulaire.Engines.Conversion;
using Cartulaire.Engines.Conversion.Worker;

namespace Cartulaire.Tests.Integration.Conversion;

/// <summary>Archives and messages give their parts.</summary>
public sealed class PartsTests(ReadingRoom room)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task<(PartList List, List<(PartHeader Header, string Content)> Parts, SniffedType Type)> PartsAsync(byte[] content, string name)
    {
        List<(PartHeader, string)> parts = [];
        await using var session = await room.OpenAsync(content, name);
        var list = await session.PartsAsync(
            async (header, part, token) =>
            {
                using var bytes = new MemoryStream();
                await part.CopyToAsync(bytes, token);
                parts.Add((header, Encoding.UTF8.GetString(bytes.ToArray())));
            },
            Ct);
        Assert.True(list.IsSuccess, string.Join(' ', list.Failures));
        return (list.Value, parts, session.Type);
    }

    [Fact]
    public async Task Each_entry_of_a_zip_is_a_part_whatever_its_name()
    {
        var big = new string('a', 300_000);
        var (list, parts, type) = await PartsAsync(MadeFiles.Zip(("../../etc/passwd", "un"), ("dossier/é.txt", big)), "a.zip");
        Assert.Equal(FileKind.Zip, type.Kind);
        Assert.Equal(2, list.Count);
        Assert.Equal(["../../etc/passwd", "dossier/é.txt"], parts.Select(part => part.Header.Name));
        Assert.Equal(["un", big], parts.Select(part => part.Content));
    }

    [Fact]
    public async Task A_message_gives_its_body_its_attachment_and_what_it_says_of_itself()
    {
        var (list, parts, _) = await PartsAsync(Encoding.UTF8.GetBytes(MadeFiles.Eml("Bonjour à tous")), "a.eml");
        Assert.Equal("Demande", list.Properties["subject"]);
        Assert.Equal("2026-11-02T10:00:00.0000000+01:00", list.Properties["date"]);
        Assert.Equal(["body", "attachment"], parts.Select(part => part.Header.Role));
        Assert.Contains("Bonjour à tous", parts[0].Content, StringComparison.Ordinal);
        Assert.Equal("liste.csv", parts[1].Header.Name);
        Assert.StartsWith("a;b", parts[1].Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task R_08_a_message_nested_without_end_is_cut()
    {
        var nested = new StringBuilder("From: a@b.be\r\nTo: c@d.be\r\nSubject: fond\r\nMIME-Version: 1.0\r\n");
        for (var depth = 0; depth < 100; depth++)
        {
            nested.Append("Content-Type: multipart/mixed; boundary=b").Append(depth).Append("\r\n\r\n--b").Append(depth).Append("\r\n");
        }

        nested.Append("Content-Type: text/plain\r\n\r\nau fond\r\n");
        var (list, _, type) = await PartsAsync(Encoding.ASCII.GetBytes(nested.ToString()), "a.eml");
        Assert.Equal(FileKind.Eml, type.Kind);
        Assert.True(list.Count <= 1000);
        var many = new StringBuilder("From: a@b.be\r\nTo: c@d.be\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n");
        for (var i = 0; i < 10_000; i++)
        {
            many.Append("--b\r\nContent-Type: text/plain\r\n\r\nx\r\n");
        }

        var (cut, _, _) = await PartsAsync(Encoding.ASCII.GetBytes(many.ToString()), "b.eml");
        Assert.Equal(1000, cut.Count);
        Assert.Equal("conversion.parts-left-out", cut.Note);
    }

    [Fact]
    public async Task An_outlook_message_gives_its_text_and_its_attachment()
    {
        var msg = MadeMsg.Make("Permis d'environnement", "Bonjour,\r\nvoici le plan.", "anne@example.be", "plan.txt", "le plan");
        var (list, parts, type) = await PartsAsync(msg, "a.msg");
        Assert.Equal(FileKind.Msg, type.Kind);
        Assert.Equal("Permis d'environnement", list.Properties["subject"]);
        Assert.Equal("<anne@example.be>", list.Properties["from"]);
        Assert.Equal("plan.txt", parts[1].Header.Name);
        Assert.Equal("le plan", parts[1].Content);
        var text = await room.TextAsync(msg, "a.msg");
        Assert.Contains("voici le plan", text.Pages[0].Text, StringComparison.Ordinal);
    }
}
