using System.Globalization;
using System.Security;
using System.Text;

namespace Cartulaire.App.Demonstration;

/// <summary>Letters that came through the network: text, page, message.</summary>
internal static class PlainFiles
{
    /// <summary>Plain text in UTF-8.</summary>
    public static byte[] Txt(Letter letter)
        => Encoding.UTF8.GetBytes(string.Join('\n', OfficeFiles.Paragraphs(letter).Select(p => p.Text)) + "\n");

    /// <summary>A page without script, style sheet or picture from elsewhere.</summary>
    public static byte[] Html(Letter letter)
    {
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<!DOCTYPE html>\n<html lang=\"fr\"><head><meta charset=\"utf-8\"><title>{SecurityElement.Escape(letter.Subject)}</title></head><body>\n");
        foreach (var (text, bold) in OfficeFiles.Paragraphs(letter).Where(p => p.Text.Length > 0))
        {
            html.Append(CultureInfo.InvariantCulture, $"<p>{(bold ? "<b>" : "")}{SecurityElement.Escape(text)}{(bold ? "</b>" : "")}</p>\n");
        }

        return Encoding.UTF8.GetBytes(html.Append("</body></html>\n").ToString());
    }

    /// <summary>A message (RFC 5322) with its text and, where there is one, an attachment.</summary>
    public static byte[] Eml(Letter letter, string? attachmentName, string attachmentType, byte[] attachment)
    {
        var boundary = string.Create(CultureInfo.InvariantCulture, $"=_cartulaire_{letter.Ink}");
        var eml = new StringBuilder();
        eml.Append(CultureInfo.InvariantCulture, $"From: {Encoded(letter.Sender.Name)} <{letter.Sender.Email}>\r\n");
        eml.Append("To: Administration communale de Sart <courrier@sart.example>\r\n");
        eml.Append(CultureInfo.InvariantCulture, $"Subject: {Encoded(letter.Subject)}\r\n");
        eml.Append(CultureInfo.InvariantCulture, $"Date: {letter.Date.ToDateTime(new TimeOnly(9, 12, letter.Ink % 60)):ddd, dd MMM yyyy HH:mm:ss} +0100\r\n");
        eml.Append(CultureInfo.InvariantCulture, $"Message-ID: <{letter.Ink}.{letter.Key}@{letter.Sender.Email[(letter.Sender.Email.IndexOf('@', StringComparison.Ordinal) + 1)..]}>\r\n");
        eml.Append("MIME-Version: 1.0\r\n");
        eml.Append(CultureInfo.InvariantCulture, $"Content-Type: multipart/mixed; boundary=\"{boundary}\"\r\n\r\n--{boundary}\r\n");
        eml.Append("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n");
        eml.Append(Base64(Encoding.UTF8.GetBytes(string.Join("\r\n", [.. letter.Body.Select(l => l is "~" ? letter.Sender.Name : l), ""]))));
        if (attachmentName is not null)
        {
            eml.Append(CultureInfo.InvariantCulture, $"\r\n--{boundary}\r\nContent-Type: {attachmentType}; name=\"{attachmentName}\"\r\n");
            eml.Append(CultureInfo.InvariantCulture, $"Content-Disposition: attachment; filename=\"{attachmentName}\"\r\nContent-Transfer-Encoding: base64\r\n\r\n{Base64(attachment)}");
        }

        eml.Append(CultureInfo.InvariantCulture, $"\r\n--{boundary}--\r\n");
        return Encoding.ASCII.GetBytes(eml.ToString());
    }

    /// <summary>Lines of 76 characters, as RFC 2045 asks.</summary>
    private static string Base64(byte[] content) => Convert.ToBase64String(content, Base64FormattingOptions.InsertLineBreaks);

    /// <summary>RFC 2047 words of at most 75 characters, cut between characters.</summary>
    private static string Encoded(string text)
        => text.All(char.IsAscii)
            ? text
            : string.Join("\r\n ", text.Chunk(28).Select(c => $"=?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(c))}?="));
}
