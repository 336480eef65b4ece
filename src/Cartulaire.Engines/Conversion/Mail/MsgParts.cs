using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Cartulaire.Engines.Conversion.Text;
using Cartulaire.Engines.Conversion.Worker;

namespace Cartulaire.Engines.Conversion.Mail;

/// <summary>Outlook messages ([MS-OXMSG]): the few properties that a register needs, body and attachments.</summary>
internal static class MsgParts
{
    private const int MostParts = 1_000;
    private const string Tool = "cartulaire msg 1";

    public static DocumentText Text(string path)
    {
        var file = CompoundFile.Read(path);
        var head = string.Join('\n', Properties(file).Select(pair => pair.Value));
        return PlainText.Document(FileKind.Msg, $"{head}\n\n{Body(file)}", Tool);
    }

    public static async Task<PartList> SendAsync(string path, Frames frames, CancellationToken ct)
    {
        var file = CompoundFile.Read(path);
        var (count, bytes, note) = (0, 0L, "");
        if (Html(file) is { } html)
        {
            bytes += await SendAsync(frames, new("body", "message.html", "text/html"), html, ct);
            count++;
        }
        else
        {
            bytes += await SendAsync(frames, new("body", "message.txt", "text/plain; charset=utf-8"), Encoding.UTF8.GetBytes(Body(file)), ct);
            count++;
        }

        foreach (var storage in file.Entries.Where(entry => !entry.IsStream && entry.Path.StartsWith("__attach_version1.0_", StringComparison.Ordinal) && !entry.Path.Contains('/', StringComparison.Ordinal)).OrderBy(entry => entry.Path, StringComparer.Ordinal))
        {
            if (count > MostParts || file.Stream($"{storage.Path}/__substg1.0_37010102") is not { } content)
            {
                // A message inside a message is a storage, not bytes: it stays in the original, and the note says so.
                note = "conversion.parts-left-out";
                continue;
            }

            var name = Value(file, $"{storage.Path}/", "3707") ?? Value(file, $"{storage.Path}/", "3704") ?? "attachment";
            bytes += await SendAsync(frames, new("attachment", name, Value(file, $"{storage.Path}/", "370E") ?? ""), content, ct);
            count++;
        }

        return new(count, bytes, Properties(file), note);
    }

    private static async Task<long> SendAsync(Frames frames, PartHeader header, byte[] content, CancellationToken ct)
    {
        await frames.WriteJsonAsync(FrameTag.Part, header, ct);
        using var stream = new MemoryStream(content);
        return await frames.SendAsync(stream, long.MaxValue, ct);
    }

    private static Dictionary<string, string> Properties(CompoundFile file)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        Add(found, "subject", Value(file, "", "0037"));
        Add(found, "from", string.Join(' ', new[] { Value(file, "", "0C1A"), Bracketed(Value(file, "", "5D01") ?? Value(file, "", "0C1F")) }.Where(part => part is not null)));
        Add(found, "to", Value(file, "", "0E04"));
        Add(found, "date", Date(file));
        Add(found, "message-id", Value(file, "", "1035"));
        return found;
    }

    private static void Add(Dictionary<string, string> found, string name, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value))
        {
            found[name] = value;
        }
    }

    private static string? Bracketed(string? address) => address is null ? null : $"<{address}>";

    private static string Body(CompoundFile file) => Value(file, "", "1000") ?? (Html(file) is { } html ? HtmlText.ToText(PlainText.Decode(html)) : "");

    private static byte[]? Html(CompoundFile file) => file.Stream("__substg1.0_10130102");

    /// <summary>A text property: Unicode (type 001F), else eight-bit (001E).</summary>
    private static string? Value(CompoundFile file, string storage, string property)
        => file.Stream($"{storage}__substg1.0_{property}001F") is { } wide ? Encoding.Unicode.GetString(wide).TrimEnd('\0')
            : file.Stream($"{storage}__substg1.0_{property}001E") is { } narrow ? PlainText.Decode(narrow).TrimEnd('\0')
            : null;

    /// <summary>Client submit time (0039), else delivery time (0E06): 100 ns since 1601, in the table of fixed properties.</summary>
    private static string? Date(CompoundFile file)
    {
        if (file.Stream("__properties_version1.0") is not { Length: > 32 } table)
        {
            return null;
        }

        long found = 0;
        for (var at = 32; at + 16 <= table.Length; at += 16)
        {
            var tag = BinaryPrimitives.ReadUInt32LittleEndian(table.AsSpan(at));
            if (tag == 0x00390040 || (tag == 0x0E060040 && found == 0))
            {
                found = BinaryPrimitives.ReadInt64LittleEndian(table.AsSpan(at + 8));
            }
        }

        return found is > 0 and < 2_650_467_743_999_999_999 ? DateTimeOffset.FromFileTime(found).ToUniversalTime().ToString("O", CultureInfo.InvariantCulture) : null;
    }
}
