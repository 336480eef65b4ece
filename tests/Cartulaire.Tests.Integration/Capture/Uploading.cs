using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Cartulaire.Tests.Integration.Items;

namespace Cartulaire.Tests.Integration.Capture;

/// <summary>A few words to upload in pieces.</summary>
internal static class Uploading
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Begins; answers the upload's address.</summary>
    public static async Task<string> BeginAsync(this HttpClient client, object wanted)
    {
        var (body, _) = await client.MustAsync(HttpMethod.Post, "uploads", wanted);
        return $"uploads/{body.Text("id")}";
    }

    /// <summary>Sends a piece; the offset is the one that the answer's header gives.</summary>
    public static async Task<(HttpStatusCode Status, JsonNode? Body, long? Offset)> PieceAsync(
        this HttpClient client, string upload, long offset, HttpContent content, string? checksum = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, upload) { Content = content };
        content.Headers.ContentType = new MediaTypeHeaderValue("application/offset+octet-stream");
        request.Headers.Add("Upload-Offset", offset.ToString(CultureInfo.InvariantCulture));
        if (checksum is not null)
        {
            request.Headers.Add("Upload-Checksum", checksum);
        }

        using var answer = await client.SendAsync(request, Ct);
        var text = await answer.Content.ReadAsStringAsync(Ct);
        return (answer.StatusCode, text.StartsWith('{') ? JsonNode.Parse(text) : null, OffsetOf(answer));
    }

    public static Task<(HttpStatusCode Status, JsonNode? Body, long? Offset)> PieceAsync(this HttpClient client, string upload, long offset, byte[] bytes)
        => client.PieceAsync(upload, offset, new ByteArrayContent(bytes));

    /// <summary>Asks where it stands.</summary>
    public static async Task<(HttpStatusCode Status, long? Offset)> AskAsync(this HttpClient client, string upload)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, upload);
        using var answer = await client.SendAsync(request, Ct);
        return (answer.StatusCode, OffsetOf(answer));
    }

    /// <summary>Waits until the upload stands at an offset: a server learns of a cut when the connection tells it.</summary>
    public static async Task StandsAtAsync(this HttpClient client, string upload, long offset)
    {
        for (var attempt = 0; attempt < 400; attempt++)
        {
            if ((await client.AskAsync(upload)).Offset == offset)
            {
                return;
            }

            await Task.Delay(25, Ct);
        }

        Assert.Equal(offset, (await client.AskAsync(upload)).Offset);
    }

    /// <summary>Opens a connection and sends the head of a piece and as many of its bytes; the connection is closed when disposed.</summary>
    public static async Task<TcpClient> CutPieceAsync(Uri address, string token, string upload, long offset, byte[] bytes, int sent)
    {
        var connection = new TcpClient();
        await connection.ConnectAsync(address.Host, address.Port, Ct);
        var stream = connection.GetStream();
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"PATCH /sart/api/v1/{upload} HTTP/1.1\r\nHost: {address.Authority}\r\nAuthorization: Bearer {token}\r\nContent-Type: application/offset+octet-stream\r\nUpload-Offset: {offset}\r\nContent-Length: {bytes.Length}\r\n\r\n");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), Ct);
        await stream.WriteAsync(bytes.AsMemory(0, sent), Ct);
        await stream.FlushAsync(Ct);
        return connection;
    }

    private static long? OffsetOf(HttpResponseMessage answer)
        => answer.Headers.TryGetValues("Upload-Offset", out var values) ? long.Parse(values.Single(), CultureInfo.InvariantCulture) : null;
}
