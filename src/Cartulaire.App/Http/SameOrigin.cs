using Microsoft.AspNetCore.Http;

namespace Cartulaire.App.Http;

/// <summary>Refuses what another site makes a browser send (security C-01). Programs bring a token of their own and are not concerned.</summary>
internal static class SameOrigin
{
    /// <summary>Header that our own script adds when it calls the REST door with the cookie; a form of another site cannot.</summary>
    public const string ScriptHeader = "Cartulaire-Script";

    /// <summary>Whether an unsafe request comes from our own pages. Browsers say so themselves; one that says nothing is refused.</summary>
    public static bool Holds(HttpContext context)
    {
        var request = context.Request;
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method))
        {
            return true;
        }

        var site = request.Headers["Sec-Fetch-Site"];
        if (site.Count > 0 && !string.Equals(site, "same-origin", StringComparison.Ordinal))
        {
            return false;
        }

        return request.Headers.Origin is [{ } origin]
            ? Uri.TryCreate(origin, UriKind.Absolute, out var from) && string.Equals(from.Scheme, request.Scheme, StringComparison.OrdinalIgnoreCase)
                && HostString.FromUriComponent(from).Equals(WithPort(request))
            : site.Count > 0;
    }

    /// <summary>Whether an address leads nowhere else than to this site: what a sign-in may return to (security X-04).</summary>
    public static bool IsLocal(string? address)
        => address is ['/', ..] && !address.StartsWith("//", StringComparison.Ordinal) && !address.StartsWith("/\\", StringComparison.Ordinal)
            && !address.Any(c => char.IsControl(c) || c == '\\');

    private static HostString WithPort(HttpRequest request)
        => HostString.FromUriComponent(new Uri($"{request.Scheme}://{request.Host.Value}"));
}
