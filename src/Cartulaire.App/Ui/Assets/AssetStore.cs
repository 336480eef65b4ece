using System.Collections.Frozen;
using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cartulaire.App.Ui.Assets;

/// <summary>Style sheet, scripts and mark, carried inside the program and served under an address that changes with their content.</summary>
public static class AssetStore
{
    private const string Prefix = "assets/";

    private static readonly FrozenDictionary<string, Asset> Assets = Load();

    /// <summary>Address of an asset; browsers keep it for ever.</summary>
    /// <exception cref="KeyNotFoundException">There is no such asset.</exception>
    public static string Address(string name) => Assets[name].Address;

    /// <summary>Maps the addresses.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var asset in Assets.Values)
        {
            routes.MapGet(asset.Address, context => ServeAsync(context, asset)).WithMetadata(new AllowAnonymousAttribute()).ExcludeFromDescription();
        }
    }

    private static Task ServeAsync(HttpContext context, Asset asset)
    {
        var (bytes, encoding) = context.Request.Headers.AcceptEncoding.ToString() switch
        {
            var accepted when accepted.Contains("br", StringComparison.Ordinal) => (asset.Brotli.Value, "br"),
            var accepted when accepted.Contains("gzip", StringComparison.Ordinal) => (asset.Gzip.Value, "gzip"),
            _ => (asset.Bytes, null),
        };
        var headers = context.Response.Headers;
        headers.CacheControl = "public, max-age=31536000, immutable";
        headers.Vary = "Accept-Encoding";
        if (encoding is not null)
        {
            headers.ContentEncoding = encoding;
        }

        context.Response.ContentType = asset.MediaType;
        context.Response.ContentLength = bytes.Length;
        return context.Response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
    }

    private static FrozenDictionary<string, Asset> Load()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var files = assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).ToDictionary(n => n[Prefix.Length..], n => Read(assembly, n), StringComparer.Ordinal);
        var assets = new Dictionary<string, Asset>(StringComparer.Ordinal);
        foreach (var name in files.Keys)
        {
            Add(assets, files, name);
        }

        return assets.ToFrozenDictionary(StringComparer.Ordinal);
    }

    // What a script imports from beside it is named by its address, so that the browser keeps each as long as it does not change.
    private static Asset Add(Dictionary<string, Asset> assets, Dictionary<string, byte[]> files, string name)
    {
        if (assets.TryGetValue(name, out var known))
        {
            return known;
        }

        var bytes = files[name];
        if (name.EndsWith(".js", StringComparison.Ordinal))
        {
            var text = Encoding.UTF8.GetString(bytes);
            bytes = Encoding.UTF8.GetBytes(files.Keys.Where(other => text.Contains($" from \"./{other}\"", StringComparison.Ordinal))
                .Aggregate(text, (script, other) => script.Replace($" from \"./{other}\"", $" from \"{Add(assets, files, other).Address}\"", StringComparison.Ordinal)));
        }

        return assets[name] = new Asset(name, bytes);
    }

    private static byte[] Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }

    private static byte[] Press(byte[] bytes, Func<Stream, Stream> through)
    {
        using var memory = new MemoryStream();
        using (var stream = through(memory))
        {
            stream.Write(bytes);
        }

        return memory.ToArray();
    }

    private sealed class Asset
    {
        public Asset(string name, byte[] bytes)
        {
            (Name, Bytes) = (name, bytes);
            Address = $"/-/{Convert.ToHexStringLower(SHA256.HashData(bytes))[..12]}/{name}";
            MediaType = Path.GetExtension(name) switch { ".css" => "text/css; charset=utf-8", ".js" => "text/javascript; charset=utf-8", _ => "image/svg+xml" };
            Brotli = new Lazy<byte[]>(() => Press(bytes, s => new BrotliStream(s, CompressionLevel.SmallestSize)));
            Gzip = new Lazy<byte[]>(() => Press(bytes, s => new GZipStream(s, CompressionLevel.SmallestSize)));
        }

        public string Name { get; }

        public string Address { get; }

        public string MediaType { get; }

        public byte[] Bytes { get; }

        public Lazy<byte[]> Brotli { get; }

        public Lazy<byte[]> Gzip { get; }
    }
}
