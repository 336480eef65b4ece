using System.Net.Http.Headers;
using System.Net.Sockets;
using Cartulaire.App;
using Cartulaire.App.Administration;
using Cartulaire.App.Http;
using Cartulaire.App.Organisation;
using Cartulaire.App.Packs;
using Cartulaire.App.SignIn;
using Cartulaire.Kernel;
using Cartulaire.Tests.Integration.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Cartulaire.Tests.Integration.Routes;

/// <summary>Sart with one caller of each kind, its neighbour Huy, and the operators' socket.</summary>
public sealed class Town : IAsyncLifetime
{
    private readonly Dictionary<string, (string Token, string Cookie, string Form)> known = new(StringComparer.Ordinal);
    private readonly HttpClient web = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
    private HttpClient? socket;
    private AdministrationLease? huy;

    public HttpFixture Host { get; } = new();

    /// <summary>Every endpoint that is mapped: method and pattern.</summary>
    internal static IEnumerable<string> Endpoints(IServiceProvider services)
        => EndpointsOf(services.GetRequiredService<EndpointDataSource>());

    /// <inheritdoc cref="Endpoints"/>
    internal static IEnumerable<string> EndpointsOf(EndpointDataSource source)
        => source.Endpoints.OfType<RouteEndpoint>()
            .SelectMany(e => (e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["ANY"]).Select(m => $"{m} {PatternOf(e)}"));

    public async ValueTask InitializeAsync()
    {
        await Host.InitializeAsync();
        await Host.AddUserAsync("rita", "Rita Colin", ["mail-reader"], []);
        await Host.AddUserAsync("alice", "Alice Henry", ["administrator"], []);
        foreach (var caller in Callers.All)
        {
            if (Callers.NameOf(caller) is { } name)
            {
                known[caller] = await SignedInAsync(Host.Sart, Host.Persons[name], Host.TokenOf(name));
            }
        }

        await Host.Host.GetRequiredService<CreateAdministration.Handler>().HandleAsync(new CreateAdministration.Command("huy", "Ville de Huy"), default);
        huy = (await Host.Host.GetRequiredService<Administrations>().LeaseAsync("huy", default)).Value;
        await InstallPack.HandleAsync(huy.Administration, HttpFixture.Actor, PackFolders.Of(Host.Host.GetRequiredService<CartulaireOptions>(), "courrier"), default);
        var jean = (await AddUser.HandleAsync(
            huy.Administration, HttpFixture.Actor, new AddUser.Command("jean", "jean@huy.example", "Jean Noël", ["administrator", "director-general"], [], null), default)).Outcome.Value.Id;
        var token = (await Tokens.CreateAsync(huy.Administration, HttpFixture.Actor, new Tokens.Create("jean"), default)).Outcome.Value.Secret;
        known[Callers.Elsewhere] = await SignedInAsync(huy.Administration, jean, token);
        socket = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, ct) =>
            {
                var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await connection.ConnectAsync(new UnixDomainSocketEndPoint(Host.Socket), ct);
                return new NetworkStream(connection, ownsSocket: true);
            },
        });
    }

    /// <summary>Calls an endpoint as somebody: programs bring a token, people the cookie of a session and the token of its forms.</summary>
    internal async Task<HttpResponseMessage> CallAsync(RouteRow row, string caller, Scene scene)
    {
        using var request = new HttpRequestMessage(new HttpMethod(row.Method), new Uri(caller == Callers.Operator ? new Uri("http://owner/") : Host.Address, row.AddressIn(scene)));
        var who = known.GetValueOrDefault(caller);
        if (row.IsPage)
        {
            request.Headers.Add("Sec-Fetch-Site", "same-origin");
            request.Headers.Add("Origin", Host.Address.GetLeftPart(UriPartial.Authority));
            request.Headers.Add("Cookie", who.Cookie is null ? "c-sart=x" : $"c-sart={who.Cookie}");
        }
        else
        {
            request.Headers.Authorization = who.Token is null ? null : new AuthenticationHeaderValue("Bearer", who.Token);
        }

        if (row.Writes)
        {
            request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{scene.StampOf(row.Thing)}\""));
            request.Content = row.IsPage ? new PageForm(row.Body?.Invoke(scene), who.Form, scene.StampOf(row.Thing)).Content : row.Body?.Invoke(scene);
        }

        var answer = await (caller == Callers.Operator ? socket! : web).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        if (row.EndsTheSession && Callers.NameOf(caller) is { } gone)
        {
            known[caller] = await SignedInAsync(Host.Sart, Host.Persons[gone], Host.TokenOf(gone));
        }

        return answer;
    }

    public async ValueTask DisposeAsync()
    {
        web.Dispose();
        socket?.Dispose();
        huy?.Dispose();
        await Host.DisposeAsync();
    }

    // Addresses of assets change with their content; in Matrix.cs they have one name.
    private static string PatternOf(RouteEndpoint endpoint)
        => endpoint.RoutePattern.RawText!.Split('/') is ["", "-", _, var asset] ? $"/-/hash/{asset}" : endpoint.RoutePattern.RawText;

    private static async Task<(string, string, string)> SignedInAsync(OpenAdministration administration, PersonId person, string token)
    {
        var secret = (await Sessions.BeginAsync(administration, person, default)).Value;
        var session = await Sessions.FindAsync(administration, secret, TimeProvider.System.GetUtcNow(), default);
        return (token, secret, FormTokens.Make(session!.FormKey));
    }

    /// <summary>A form as our pages send it: its token first.</summary>
    private sealed class PageForm
    {
        public PageForm(HttpContent? body, string? token, string stamp)
        {
            if (body is MultipartFormDataContent files)
            {
                var form = new MultipartFormDataContent { { new StringContent(token ?? "x"), FormTokens.Field } };
                foreach (var part in files)
                {
                    form.Add(part);
                }

                Content = form;
                return;
            }

            var said = body is null ? "" : body.ReadAsStringAsync().GetAwaiter().GetResult();
            Content = new StringContent($"{FormTokens.Field}={token ?? "x"}&_stamp={stamp}&{said}", System.Text.Encoding.UTF8, "application/x-www-form-urlencoded");
        }

        public HttpContent Content { get; }
    }
}
