using System.Globalization;
using Cartulaire.App.Administration;
using Cartulaire.App.Http;
using Cartulaire.App.Texts;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Packs;
using Cartulaire.Kernel.Types;

namespace Cartulaire.App.Ui;

/// <summary>Everything around a page: who looks at it, in which language, where it stands. Components get it as a cascading value.</summary>
public sealed class Screen
{
    /// <summary>Two letters: fr, nl, de, en.</summary>
    public required string Language { get; init; }

    /// <summary>Path and query of the page.</summary>
    public required string Here { get; init; }

    /// <summary>The administration of the address, if the page is in one.</summary>
    public OpenAdministration? Administration { get; init; }

    /// <summary>Who is signed in, if anybody.</summary>
    public Caller? Caller { get; init; }

    /// <summary>Whether the person manages services and users.</summary>
    public bool Administers { get; init; }

    /// <summary>The saved searches of the person, in the order of the packs.</summary>
    public IReadOnlyList<Dashboard> Dashboards { get; init; } = [];

    /// <summary>How many items each saved search holds now, by its id; one without a number is not counted.</summary>
    public IReadOnlyDictionary<string, long> Counts { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);

    /// <summary>Types of records that the person may make, for the button "new".</summary>
    public IReadOnlyList<TypeDefinition> Creatable { get; init; } = [];

    /// <summary>Whether the person confirms what is captured: then the navigation leads to the capture desk.</summary>
    public bool Captures { get; init; }

    /// <summary>Code of what has just been done, told once at the top of the page.</summary>
    public string? Done { get; init; }

    internal byte[]? FormKey { get; init; }

    /// <summary>How dates and numbers are written.</summary>
    public CultureInfo Culture => Sentences.CultureOf(Language);

    /// <summary>A fresh token for a form of this page; null when nobody is signed in.</summary>
    public string? FormToken => FormKey is null ? null : FormTokens.Make(FormKey);

    /// <summary>The day, in the administration's time zone.</summary>
    public DateOnly Today { get; init; }

    /// <summary>A sentence by its code.</summary>
    public string Say(string code, params IReadOnlyList<object?> args) => Sentences.Of(code, Language, args);

    /// <summary>A label of a pack.</summary>
    public string Say(Labels labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return labels.In(Language);
    }

    /// <summary>The sentence of a refusal.</summary>
    public string Say(Failure failure) => Sentences.Of(failure, Language);

    /// <summary>An address inside the administration.</summary>
    /// <param name="path">Such as <c>users</c>; empty for the home page.</param>
    public string To(string path = "") => path.Length == 0 ? $"/{Administration?.Name}" : $"/{Administration?.Name}/{path}";

    /// <summary>A day, as people write it.</summary>
    public string Day(DateOnly day) => day.ToString("d", Culture);

    /// <summary>An instant, in the administration's time zone, to the minute.</summary>
    public string Time(DateTimeOffset at)
        => (Administration is { } administration ? TimeZoneInfo.ConvertTime(at, administration.TimeZone) : at).ToString("g", Culture);

    /// <summary>An instant for machines.</summary>
    public static string Machine(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
