using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cartulaire.Engines.Database;
using Cartulaire.Kernel;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Cartulaire.Server.Verbs;

/// <summary>The owner's side of the verbs: reachable through the socket of the data folder only, which is 0600.</summary>
internal static partial class SocketDoor
{
    private static readonly object Mark = new();

    /// <summary>Listens on the socket and marks its connections.</summary>
    public static void Listen(KestrelServerOptions kestrel, string socket)
        => kestrel.ListenUnixSocket(socket, listen =>
        {
            listen.Use(next => connection =>
            {
                connection.Items[Mark] = true;
                return next(connection);
            });
        });

    /// <summary>Answers verbs before anything else of the web is asked; elsewhere the address does not exist.</summary>
    public static void UseVerbs(this WebApplication app)
        => app.Use(async (context, next) =>
        {
            var fromSocket = context.Features.Get<IConnectionItemsFeature>()?.Items.ContainsKey(Mark) == true;
            if (!fromSocket)
            {
                await next(context).ConfigureAwait(false);
                return;
            }

            // Verbs and nothing else: whoever holds the socket reads no document through it (design §7).
            if (context.Request.Path.Value?.Split('/') is ["", "verbs", var verb] && HttpMethods.IsPost(context.Request.Method))
            {
                await RunAsync(context, verb, app).ConfigureAwait(false);
            }
            else if (context.Request.Path != "/verbs")
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
            }
        });

    private static async Task RunAsync(HttpContext context, string verb, WebApplication app)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = null;
        }

        var ct = context.RequestAborted;
        context.Response.ContentType = "application/x-ndjson";
        if (!VerbTable.Works.TryGetValue(verb, out var work))
        {
            await WriteAsync(context, new VerbMessage(Failures: [VerbFailure.From(new Failure(Refusal.Invalid, "verb.unknown", null, verb))]), ct).ConfigureAwait(false);
            return;
        }

        var args = JsonNode.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(context.Request.Headers["Cartulaire-Args"].ToString())))!.AsObject();
        using var writing = new SemaphoreSlim(1, 1);
        var progress = new Lines(context, writing, ct);
        VerbMessage last;
        try
        {
            var outcome = await work(new VerbCall(args, context.Request.Body, Peer(context), progress, app.Services), ct).ConfigureAwait(false);
            last = outcome.IsSuccess ? new VerbMessage(Result: outcome.Value) : new VerbMessage(Failures: [.. outcome.Failures.Select(VerbFailure.From)]);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // Told to the operator who typed the verb, and to the log of the server.
            LogFault(app.Logger, fault, verb);
            last = new VerbMessage(Failures: [VerbFailure.From(new Failure(Refusal.Unavailable, "request.unexpected", null, fault.Message))]);
        }

        await writing.WaitAsync(ct).ConfigureAwait(false);
        await WriteAsync(context, last, ct).ConfigureAwait(false);
    }

    private static async Task WriteAsync(HttpContext context, VerbMessage message, CancellationToken ct)
    {
        await context.Response.WriteAsync(JsonSerializer.Serialize(message, VerbMessage.Json) + "\n", ct).ConfigureAwait(false);
        await context.Response.Body.FlushAsync(ct).ConfigureAwait(false);
    }

    /// <summary>The system user at the other end, told by the kernel (SO_PEERCRED), not by himself.</summary>
    private static Actor Peer(HttpContext context)
    {
        const int SolSocket = 1;
        const int PeerCredentials = 17;
        Span<byte> credentials = stackalloc byte[12];
        context.Features.Get<IConnectionSocketFeature>()!.Socket.GetRawSocketOption(SolSocket, PeerCredentials, credentials);
        var uid = BitConverter.ToUInt32(credentials[4..8]);
        var name = File.ReadLines("/etc/passwd").Select(l => l.Split(':'))
            .FirstOrDefault(f => f.Length > 2 && f[2] == uid.ToString(CultureInfo.InvariantCulture))?[0];
        return Actor.Operator(name ?? uid.ToString(CultureInfo.InvariantCulture));
    }

    [LoggerMessage(EventId = 1101, Level = LogLevel.Error, Message = "Verb {Verb} failed")]
    private static partial void LogFault(ILogger log, Exception fault, string verb);

    private sealed class Lines(HttpContext context, SemaphoreSlim writing, CancellationToken ct) : IProgress<VerbProgress>
    {
        private long last;

        public void Report(VerbProgress value)
        {
            // At most ten lines a second, and never two at once: a line that finds another being written is not needed.
            var now = Environment.TickCount64;
            if (now - last < 100 || !writing.Wait(0, CancellationToken.None))
            {
                return;
            }

            last = now;
            _ = SendAsync(value);
        }

        private async Task SendAsync(VerbProgress value)
        {
            try
            {
                await WriteAsync(context, new VerbMessage(value), ct).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                // The operator went away; the verb itself decides what that means.
            }
            finally
            {
                writing.Release();
            }
        }
    }
}
