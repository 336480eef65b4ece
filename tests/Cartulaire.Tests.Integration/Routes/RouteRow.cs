using System.Text.RegularExpressions;
using Cartulaire.App.Ui.Assets;

namespace Cartulaire.Tests.Integration.Routes;

/// <summary>What one endpoint answers to each kind of caller.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Pattern">The pattern as it is mapped.</param>
/// <param name="Expected">Statuses, in the order of <see cref="Callers.All"/>.</param>
/// <param name="Body">What is sent; makes it from the scene.</param>
/// <param name="With">Other values for the parts of the address, such as <c>item=annex</c>: the name of something in the scene.</param>
/// <param name="Query">What follows the question mark, with parts of the scene in braces.</param>
internal sealed partial record RouteRow(string Method, string Pattern, string Expected, Func<Scene, HttpContent>? Body = null, string? With = null, string? Query = null)
{
    /// <summary>How rows and endpoints are compared.</summary>
    public string Key => $"{Method} {Pattern}";

    /// <summary>Whether it may change something, so that each caller needs things of its own.</summary>
    public bool Writes => Method is not "GET";

    /// <summary>Whether it changes something that is there already.</summary>
    public bool IsAboutSomething => Pattern.Replace("{administration}", "", StringComparison.Ordinal).Contains('{', StringComparison.Ordinal) || Body is not null;

    /// <summary>Whether the caller must sign in again afterwards.</summary>
    public bool EndsTheSession => Pattern.EndsWith("/sign-out", StringComparison.Ordinal);

    /// <summary>Whether it is for people.</summary>
    public bool IsPage => !Pattern.Contains("/api/", StringComparison.Ordinal);

    public int ExpectedOf(string caller) => int.Parse(Expected.Split(' ', StringSplitOptions.RemoveEmptyEntries)[Callers.All.IndexOf(caller)], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>What the address is about.</summary>
    public string Thing => Renamed.GetValueOrDefault("item", Pattern.Contains("{assignment}", StringComparison.Ordinal) ? "assignment" : Pattern.Contains("{contact}", StringComparison.Ordinal) ? "contact" : "item");

    private Dictionary<string, string> Renamed => (With ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(w => w.Split('=')).ToDictionary(w => w[0], w => w[1], StringComparer.Ordinal);

    /// <summary>The address for a scene.</summary>
    public string AddressIn(Scene scene)
    {
        var with = Renamed;
        if (Pattern.StartsWith("/-/", StringComparison.Ordinal))
        {
            return AssetStore.Address(Pattern.Split('/')[^1]);
        }

        return Part.Replace(Pattern + (Query is null ? "" : "?" + Query), part => scene[with.GetValueOrDefault(part.Groups["name"].Value, part.Groups["name"].Value)]);
    }

    [GeneratedRegex(@"\{(?<name>\w+)(:\w+)?\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Part { get; }
}

/// <summary>Who calls, in the order of the columns.</summary>
internal static class Callers
{
    public const string Anonymous = "anonymous";
    public const string Elsewhere = "other administration";
    public const string Nothing = "no right";
    public const string Reader = "reader";
    public const string Editor = "editor";
    public const string Administrator = "administrator";
    public const string Operator = "operator";

    public static readonly List<string> All = [Anonymous, Elsewhere, Nothing, Reader, Editor, Administrator, Operator];

    /// <summary>Sign-in names in Sart.</summary>
    public static string? NameOf(string caller) => caller switch
    {
        Nothing => "anne",
        Reader => "rita",
        Editor => "paul",
        Administrator => "alice",
        _ => null,
    };
}
