using System.Text.Json.Nodes;
using Cartulaire.Engines.Database;
using Cartulaire.Kernel;

namespace Cartulaire.Server.Verbs;

/// <summary>What a verb is given, whether it runs in its own process or in that of the owner of the data folder.</summary>
/// <param name="Args">Its arguments.</param>
/// <param name="Content">Bytes that come with it, or null.</param>
/// <param name="Actor">The system user who typed it.</param>
/// <param name="Progress">Told how far long work is.</param>
/// <param name="Services">The product.</param>
internal sealed record VerbCall(JsonObject Args, Stream? Content, Actor Actor, IProgress<VerbProgress> Progress, IServiceProvider Services)
{
    /// <summary>A required text argument.</summary>
    public string Text(string name) => Args[name]?.GetValue<string>() ?? throw new ArgumentException($"The argument '{name}' is missing.");

    /// <summary>An optional text argument.</summary>
    public string? OptionalText(string name) => Args[name]?.GetValue<string>();

    /// <summary>A list of texts; empty when absent.</summary>
    public IReadOnlyList<string> Texts(string name) => Args[name] is JsonArray list ? [.. list.Select(v => v!.GetValue<string>())] : [];

    /// <summary>A required service of the product.</summary>
    public T Service<T>()
        where T : notnull
        => Services.GetRequiredService<T>();
}

/// <summary>How far a verb is.</summary>
/// <param name="What">What is being done, such as <c>blobs</c>.</param>
/// <param name="Done">Units done.</param>
/// <param name="Total">Units in all, or 0 when unknown.</param>
internal sealed record VerbProgress(string What, long Done, long Total);

/// <summary>The work of a verb.</summary>
internal delegate Task<Outcome<JsonNode?>> VerbWork(VerbCall call, CancellationToken ct);
