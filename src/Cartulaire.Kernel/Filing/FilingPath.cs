using System.Globalization;
using Cartulaire.Kernel.Registers;

namespace Cartulaire.Kernel.Filing;

/// <summary>Where records are filed: <c>/Courrier/{year}/{month}</c>, with <c>{day}</c> and <c>{service}</c>.</summary>
public sealed class FilingPath
{
    /// <summary>Records that an organising folder may hold.</summary>
    public const int Most = 1000;

    private static readonly string[] Known = ["year", "month", "day", "service"];
    private readonly IReadOnlyList<FormatPart> parts;

    private FilingPath(IReadOnlyList<FormatPart> parts) => this.parts = parts;

    /// <summary>Reads a path.</summary>
    /// <param name="text">The path; it begins with a slash and has no empty, <c>.</c> or <c>..</c> segment.</param>
    /// <param name="faults">Everything wrong with it.</param>
    public static FilingPath? Parse(string text, out IReadOnlyList<FormatFault> faults)
    {
        var (parts, found) = Placeholders.Parse(text, name => Known.Contains(name, StringComparer.Ordinal));
        List<FormatFault> all = [.. found];
        if (all.Count == 0 && (text[0] != '/' || text[1..].Split('/').Any(s => s is "" or "." or ".." || s.Trim().Length != s.Length)))
        {
            all.Add(new FormatFault("format.path", 1, text));
        }

        faults = all;
        return all.Count == 0 ? new FilingPath(parts) : null;
    }

    /// <summary>The segments for a record, from the root.</summary>
    /// <param name="registered">Day of registration.</param>
    /// <param name="service">Title of the service, when the path quotes it; slashes in it are replaced.</param>
    public IReadOnlyList<string> Segments(DateOnly registered, string? service = null)
        => [.. Placeholders.Write(parts, part => Placeholders.OfDate(part.Text, registered) ?? Clean(service)).Split('/', StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>The folder that takes the next record: the one of the path while it has room, else its numbered subfolder with room.</summary>
    /// <param name="segments">The path.</param>
    /// <param name="recordsIn">Records that a folder holds directly; 0 for one that does not exist.</param>
    public static IReadOnlyList<string> WithRoom(IReadOnlyList<string> segments, Func<IReadOnlyList<string>, int> recordsIn)
    {
        ArgumentNullException.ThrowIfNull(recordsIn);
        var folder = segments;
        for (var part = 2; recordsIn(folder) >= Most; part++)
        {
            folder = [.. segments, part.ToString("00", CultureInfo.InvariantCulture)];
        }

        return folder;
    }

    private static string Clean(string? service) => string.IsNullOrWhiteSpace(service) || service is "." or ".." ? "-" : service.Trim().Replace('/', '-');
}
