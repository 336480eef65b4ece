using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace Cartulaire.App.SignIn;

/// <summary>The cookie of a session: one per administration, for the browser only, never sent along from another site.</summary>
internal static class SessionCookie
{
    /// <summary>The secret that the request brings, or null.</summary>
    public static string? Read(HttpContext context, string administration) => context.Request.Cookies[Name(context, administration)];

    /// <summary>Gives the browser the secret.</summary>
    public static void Write(HttpContext context, string administration, string secret)
        => context.Response.Cookies.Append(Name(context, administration), secret, Options(context));

    /// <summary>Takes it back.</summary>
    public static void Erase(HttpContext context, string administration)
        => context.Response.Cookies.Delete(Name(context, administration), Options(context));

    /// <summary>Whether a password may be asked for: over TLS, or on the machine itself (both ends of it, for a proxy on the machine is not the person).</summary>
    public static bool IsSafe(HttpContext context)
        => context.Request.IsHttps
            || (context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
                && (string.Equals(context.Request.Host.Host, "localhost", StringComparison.OrdinalIgnoreCase)
                    || (IPAddress.TryParse(context.Request.Host.Host.Trim('[', ']'), out var host) && IPAddress.IsLoopback(host))));

    /// <summary>Where a request comes from, for counting: an IPv4 address, or the /64 of an IPv6 one.</summary>
    public static string Network(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress;
        if (address is { IsIPv4MappedToIPv6: true })
        {
            address = address.MapToIPv4();
        }

        return address is { AddressFamily: AddressFamily.InterNetworkV6 }
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
            : address?.ToString() ?? "local";
    }

    private static string Name(HttpContext context, string administration) => context.Request.IsHttps ? $"__Host-c-{administration}" : $"c-{administration}";

    private static CookieOptions Options(HttpContext context) => new()
    {
        HttpOnly = true,
        IsEssential = true,
        Path = "/",
        SameSite = SameSiteMode.Strict,
        Secure = context.Request.IsHttps,
    };
}
