using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cartulaire.App;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Storage;
using Cartulaire.Kernel;

namespace Cartulaire.Server.Verbs;

/// <summary>Runs a verb where the data folder is owned: here when it is free, else in the process that owns it, through its socket (design §5).</summary>
internal sealed class Owner : IAsyncDisposable
{
    private readonly DataFolder? data;
    private readonly ServiceProvider? services;
    private readonly HttpClient? remote;

    private Owner(DataFolder data)
    {
        this.data = data;
        services = new ServiceCollection().AddLogging(log => log.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning))
            .AddCartulaire(data, new CartulaireOptions()).BuildServiceProvider();
    }

    private Owner(HttpClient remote) => this.remote = remote;

    /// <summary>Owns the folder, or finds who does.</summary>
    /// <exception cref="HttpRequestException">Another process owns it and does not answer.</exception>
    /// <exception cref="HalfRestoredException">A restore into it has not come to its end.</exception>
    public static async Task<Owner> OfAsync(string path, CancellationToken ct)
    {
        // A server that is starting or ending holds the lock for a moment without answering.
        for (var attempt = 0; ; attempt++)
        {
            if (DataFolder.TryOwn(path) is { } data)
            {
                return new Owner(data);
            }

            if (DataFolder.IsHalfRestored(path))
            {
                throw new HalfRestoredException();
            }

            var client = Connect(DataFolder.SocketOf(path));
            try
            {
                using var answer = await client.GetAsync(new Uri("http://owner/verbs"), ct).ConfigureAwait(false);
                return new Owner(client);
            }
            catch (HttpRequestException) when (attempt < 50)
            {
                client.Dispose();
                await Task.Delay(100, ct).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Runs a verb to its end.</summary>
    /// <param name="verb">Its name in the <see cref="VerbTable"/>.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="content">Bytes that go with it.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<Outcome<JsonNode?>> RunAsync(string verb, JsonObject args, Stream? content, IProgress<VerbProgress> progress, CancellationToken ct)
        => services is not null
            ? await VerbTable.Works[verb](new VerbCall(args, content, Actor.Operator(Environment.UserName), progress, services), ct).ConfigureAwait(false)
            : await SendAsync(verb, args, content, progress, ct).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        remote?.Dispose();
        if (services is not null)
        {
            await services.DisposeAsync().ConfigureAwait(false);
            await data!.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static HttpClient Connect(string socket)
        => new(new SocketsHttpHandler
        {
            ConnectCallback = async (_, ct) =>
            {
                var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                try
                {
                    await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket), ct).ConfigureAwait(false);
                    return new NetworkStream(connection, ownsSocket: true);
                }
                catch
                {
                    connection.Dispose();
                    throw;
                }
            },
        })
        { Timeout = Timeout.InfiniteTimeSpan };

    private async Task<Outcome<JsonNode?>> SendAsync(string verb, JsonObject args, Stream? content, IProgress<VerbProgress> progress, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"http://owner/verbs/{verb}"));
        request.Headers.Add("Cartulaire-Args", Convert.ToBase64String(Encoding.UTF8.GetBytes(args.ToJsonString())));
        request.Content = content is null ? new ByteArrayContent([]) : new StreamContent(content);
        using var response = await remote!.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct).ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(ct).ConfigureAwait(false));
        while (await lines.ReadLineAsync(ct).ConfigureAwait(false) is { } line)
        {
            var message = JsonSerializer.Deserialize<VerbMessage>(line, VerbMessage.Json)!;
            if (message.Progress is not null)
            {
                progress.Report(message.Progress);
            }
            else
            {
                return message.Failures is { Count: > 0 } failures ? Outcome<JsonNode?>.Refused([.. failures.Select(f => f.ToFailure())]) : message.Result;
            }
        }

        throw new IOException("The owner of the data folder ended before the verb did.");
    }
}

/// <summary>One line of a verb's answer over the socket.</summary>
internal sealed record VerbMessage(VerbProgress? Progress = null, JsonNode? Result = null, IReadOnlyList<VerbFailure>? Failures = null)
{
    /// <summary>How lines are written.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
}

/// <summary>A refusal that travels: its arguments as texts.</summary>
internal sealed record VerbFailure(Refusal Kind, string Code, string? Field, IReadOnlyList<string?> Args)
{
    public static VerbFailure From(Failure failure)
        => new(failure.Kind, failure.Code, failure.Field, [.. failure.Args.Select(a => Convert.ToString(a, System.Globalization.CultureInfo.InvariantCulture))]);

    public Failure ToFailure() => new(Kind, Code, Field, [.. Args]);
}

/// <summary>A restore into the data folder has not come to its end: nothing may be read or written there.</summary>
internal sealed class HalfRestoredException : Exception;
