using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Cartulaire.Server.Web;

/// <summary>Turns <c>--urls</c> into listeners; explicit ones, because the socket of the verbs is one too.</summary>
internal static class Listening
{
    /// <summary>Listens on each address.</summary>
    /// <exception cref="FormatException">An address is not <c>http://host:port</c>.</exception>
    public static void On(KestrelServerOptions kestrel, string urls)
    {
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!Uri.TryCreate(url.Replace("*", "0.0.0.0", StringComparison.Ordinal), UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttp)
            {
                throw new FormatException($"« {url} » n'est pas une adresse http://hôte:port. TLS se termine au mandataire.");
            }

            if (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip))
            {
                kestrel.Listen(ip, address.Port);
            }
            else if (string.Equals(address.Host, "localhost", StringComparison.OrdinalIgnoreCase))
            {
                kestrel.ListenLocalhost(address.Port);
            }
            else
            {
                throw new FormatException($"« {url} » : donnez une adresse IP, « localhost » ou « * » ; un nom d'hôte ne dit pas sur quelle carte écouter.");
            }
        }
    }
}
