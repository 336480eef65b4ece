using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cartulaire.Engines.Conversion.Worker;

/// <summary>What the server may ask of a worker. The document opened last is the one that is meant.</summary>
internal enum WorkerOperation
{
    Open,
    Count,
    Text,
    ReadPage,
    PageImage,
    Barcodes,
    Pdf,
    Parts,
    Pages,

    /// <summary>Takes one more document onto the desk, beside the one that was opened: pages of several may make one letter.</summary>
    Beside,

    /// <summary>Makes a PDF of pages, in any order, turned.</summary>
    Sheets,

    /// <summary>How much of a page is dark.</summary>
    Ink,

    /// <summary>Runs a shell line inside the worker's own walls: for tests of these walls only, refused unless the sandbox was started for them.</summary>
    Trial,
}

internal sealed record WorkerRequest(WorkerOperation Operation)
{
    public FileKind Kind { get; init; }

    public string Name { get; init; } = "";

    public int Page { get; init; }

    public int Last { get; init; }

    public int Width { get; init; }

    public IReadOnlyList<Sheet> Sheets { get; init; } = [];

    public IReadOnlyList<string> Languages { get; init; } = [];
}

/// <summary>The end of every answer: a value, or the stable code of a refusal.</summary>
internal sealed record WorkerAnswer(string Refusal, string Detail, JsonElement? Value);

/// <summary>One page of a document to be made.</summary>
/// <param name="Source">The document that it comes from: 0 the one opened, then those beside it in their order.</param>
/// <param name="Page">Its number there, from 1.</param>
/// <param name="Turn">Degrees clockwise: 0, 90, 180 or 270.</param>
public sealed record Sheet(int Source, int Page, int Turn);

/// <summary>What was made of sheets.</summary>
/// <param name="Pages">How many pages it has.</param>
/// <param name="Tool">By what.</param>
public sealed record MadeOfSheets(int Pages, string Tool);

/// <summary>One piece found inside a document, or made from it.</summary>
/// <param name="Role"><c>body</c>, <c>attachment</c>, <c>entry</c>, <c>image</c> or <c>pdf</c>.</param>
/// <param name="Name">The name it bears inside; never to be used as a path.</param>
/// <param name="MediaType">Its declared media type; empty when none is declared.</param>
public sealed record PartHeader(string Role, string Name, string MediaType);

/// <summary>What ended the list of parts.</summary>
/// <param name="Count">How many parts were given.</param>
/// <param name="Bytes">Their counted bytes.</param>
/// <param name="Properties">What the container says of itself: <c>subject</c>, <c>from</c>, <c>to</c>, <c>date</c> (ISO 8601), <c>message-id</c>.</param>
/// <param name="Note">Stable code of what was left out; empty when the list is whole.</param>
public sealed record PartList(int Count, long Bytes, IReadOnlyDictionary<string, string> Properties, string Note);

/// <summary>A document's fault, or a limit that it met: the worker says so and goes on.</summary>
internal sealed class RefusedDocumentException(string code, string detail = "") : Exception($"{code} {detail}")
{
    public string Code { get; } = code;

    public string Detail { get; } = detail;
}

internal static class WorkerJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };
}
