using System.Globalization;
using System.Text;
using Cartulaire.Engines.Conversion.Text;
using Cartulaire.Engines.Conversion.Worker;
using MimeKit;
using MimeKit.Tnef;

namespace Cartulaire.Engines.Conversion.Mail;

/// <summary>Internet messages by MimeKit, within the bounds of security R-08: depth 10, 1,000 parts. The original is always kept.</summary>
internal static class MailParts
{
    private const int MostDepth = 10;
    private const int MostParts = 1_000;
    private static readonly ParserOptions Options = MakeOptions();

    public static string Tool { get; } = $"MimeKit {typeof(MimeMessage).Assembly.GetName().Version?.ToString(3)}";

    public static DocumentText Text(string path)
    {
        using var message = Load(path);
        var head = string.Join('\n', Properties(message).Select(pair => pair.Value));
        var parts = Walk(message.Body, out _);
        var body = parts.OfType<TextPart>().FirstOrDefault(part => part.IsPlain && !part.IsAttachment)?.Text
            ?? parts.OfType<TextPart>().Where(part => part.IsHtml && !part.IsAttachment).Select(part => HtmlText.ToText(part.Text)).FirstOrDefault()
            ?? "";
        return PlainText.Document(FileKind.Eml, $"{head}\n\n{body}", Tool);
    }

    public static async Task<PartList> SendAsync(string path, Frames frames, CancellationToken ct)
    {
        using var message = Load(path);
        var parts = Walk(message.Body, out var cut);
        long bytes = 0;
        var bodies = 0;
        foreach (var part in parts)
        {
            var isBody = part is TextPart { IsAttachment: false } && string.IsNullOrEmpty(part.ContentDisposition?.FileName);
            bodies += isBody ? 1 : 0;
            await frames.WriteJsonAsync(FrameTag.Part, new PartHeader(isBody ? "body" : "attachment", NameOf(part, bodies), TypeOf(part)), ct);
            using var content = Content(part);
            bytes += await frames.SendAsync(content, long.MaxValue, ct);
        }

        return new(parts.Count, bytes, Properties(message), cut ? "conversion.parts-left-out" : "");
    }

    private static ParserOptions MakeOptions()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return new ParserOptions { MaxMimeDepth = MostDepth };
    }

    private static MimeMessage Load(string path)
    {
        try
        {
            return MimeMessage.Load(Options, path);
        }
        catch (FormatException fault)
        {
            throw new RefusedDocumentException("conversion.mail-broken", fault.Message);
        }
    }

    /// <summary>The leaves, in order; messages within the message and winmail.dat opened once.</summary>
    private static List<MimeEntity> Walk(MimeEntity? body, out bool cut)
    {
        List<MimeEntity> leaves = [];
        cut = false;
        var open = new Stack<(MimeEntity Entity, int Depth)>();
        if (body is not null)
        {
            open.Push((body, 0));
        }

        while (open.TryPop(out var at))
        {
            if (leaves.Count >= MostParts || at.Depth > MostDepth)
            {
                cut = true;
                continue;
            }

            IEnumerable<MimeEntity>? children = at.Entity switch
            {
                Multipart multipart => multipart,
                TnefPart tnef => Attachments(tnef),
                _ => null,
            };
            if (children is null)
            {
                leaves.Add(at.Entity);
                continue;
            }

            foreach (var child in children.Take(MostParts + 1).Reverse())
            {
                open.Push((child, at.Depth + 1));
            }
        }

        return leaves;
    }

    private static List<MimeEntity>? Attachments(TnefPart tnef)
    {
        try
        {
            return [.. tnef.ExtractAttachments().Take(MostParts)];
        }
        catch (Exception fault) when (fault is FormatException or IOException or ArgumentException or NotSupportedException or InvalidOperationException)
        {
            // Broken Outlook wrapping: the winmail.dat itself is given as it is.
            return null;
        }
    }

    private static MemoryStream Content(MimeEntity entity)
    {
        var stream = new MemoryStream();
        if (entity is MimePart { Content: { } content })
        {
            content.DecodeTo(stream);
        }
        else if (entity is MessagePart { Message: { } message })
        {
            message.WriteTo(stream);
        }

        stream.Position = 0;
        return stream;
    }

    private static string TypeOf(MimeEntity entity) => entity.ContentType is { } type && type.Charset is { Length: > 0 } charset ? $"{type.MimeType}; charset={charset}" : entity.ContentType?.MimeType ?? "";

    private static string NameOf(MimeEntity entity, int bodies) => entity switch
    {
        _ when (entity.ContentDisposition?.FileName ?? entity.ContentType?.Name) is { Length: > 0 } name => name,
        TextPart { IsHtml: true } => $"message-{bodies}.html",
        TextPart => $"message-{bodies}.txt",
        MessagePart { Message: { Subject.Length: > 0 } message } => $"{message.Subject}.eml",
        MessagePart => "message.eml",
        _ => "attachment",
    };

    private static Dictionary<string, string> Properties(MimeMessage message)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        Add(found, "subject", message.Subject);
        Add(found, "from", message.From.ToString());
        Add(found, "to", message.To.ToString());
        Add(found, "date", message.Date == DateTimeOffset.MinValue ? null : message.Date.ToString("O", CultureInfo.InvariantCulture));
        Add(found, "message-id", message.MessageId);
        return found;
    }

    private static void Add(Dictionary<string, string> found, string name, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value))
        {
            found[name] = value;
        }
    }
}
