using System.Reflection;
using System.Text.RegularExpressions;

namespace Cartulaire.Tests.Architecture;

/// <summary>Words of code that may be written in one place only.</summary>
public sealed partial class ForbiddenTests
{
    private const RegexOptions Plain = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    /// <summary>Files that may write ready-made markup, each with the reason why what they write is safe. Nobody yet.</summary>
    private static readonly string[] MarkupAllowed = [];

    private static readonly Dictionary<string, Ban> Bans = new(StringComparer.Ordinal)
    {
        ["raw SQL"] = new(Words(@"\b(FromSql\w*|ExecuteSql\w*|SqlQuery\w*|CommandText|SqliteConnection|SqliteCommand|NpgsqlConnection|NpgsqlCommand)\b"), InEngines),
        ["filters lifted"] = new(Words(@"\b(IgnoreQueryFilters|FromSqlRaw|ExecuteSqlRaw)\b"), InEngines),
        ["ready-made markup"] = new(Words(@"\bMarkupString\b|\bHtml\.Raw\b|\bAddMarkupContent\b|\b(inner|outer)HTML\b|\binsertAdjacentHTML\b|\bdocument\.write\b"), f => MarkupAllowed.Contains(f.Path, StringComparer.Ordinal)),
        ["a client of the network"] = new(Words(@"\bnew\s+HttpClient\b|\bHttpClient\s+\w+\s*=\s*new\s*\(|\bnew\s+(WebClient|TcpClient|SmtpClient)\b"), _ => false),
        ["a process"] = new(Words(@"\bProcess\.Start\s*\(|\bnew\s+(Process|ProcessStartInfo)\b"), f => f.Path.StartsWith("src/Cartulaire.Engines/Conversion/", StringComparison.Ordinal)),
        ["a pattern made at run time"] = new(Words(@"\bnew\s+Regex\b|\bRegex\s*\.\s*(IsMatch|Match|Matches|Replace|Split|Count|EnumerateMatches)\s*\("), _ => false),
        ["a tuple made when first asked for, which another thread may see half-written"] = new(Words(@"\)\?\s+(?<field>\w+)\s*;[\s\S]*\b\k<field>\s*\?\?="), _ => false),
        ["an interactive render mode"] = new(Words(@"\bAddInteractive\w+|\bInteractive(Server|WebAssembly|Auto)\w*|@rendermode\b"), _ => false),
    };

    public static TheoryData<string> Names => [.. Bans.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Nobody_writes_it_outside_its_place(string name) => Rule.Holds(Search(Repository.Real, Bans[name]));

    [Theory]
    [InlineData("raw SQL", "src/Cartulaire.App/X.cs", "db.Items.FromSql($\"x\");")]
    [InlineData("raw SQL", "src/Cartulaire.Protocols/X.cs", "await using var c = new SqliteCommand();")]
    [InlineData("filters lifted", "src/Cartulaire.App/X.cs", "db.Items.IgnoreQueryFilters().ToList();")]
    [InlineData("ready-made markup", "src/Cartulaire.App/Ui/X.razor", "<p>@((MarkupString)text)</p>")]
    [InlineData("ready-made markup", "src/Cartulaire.App/wwwroot/x.js", "element.innerHTML = text;")]
    [InlineData("a client of the network", "src/Cartulaire.Engines/X.cs", "using var http = new HttpClient();")]
    [InlineData("a client of the network", "src/Cartulaire.Engines/X.cs", "HttpClient http = new();")]
    [InlineData("a process", "src/Cartulaire.App/X.cs", "Process.Start(\"soffice\");")]
    [InlineData("a process", "src/Cartulaire.Engines/Mail/X.cs", "var info = new ProcessStartInfo();")]
    [InlineData("a pattern made at run time", "src/Cartulaire.Kernel/X.cs", "if (Regex.IsMatch(text, typed)) { }")]
    [InlineData("a pattern made at run time", "src/Cartulaire.App/X.cs", "var pattern = new Regex(typed);")]
    [InlineData("a tuple made when first asked for, which another thread may see half-written", "src/Cartulaire.App/X.cs", "private (int[] A, int B)? table;\nint B => (table ??= Make()).B;")]
    [InlineData("an interactive render mode", "src/Cartulaire.Server/X.cs", "services.AddRazorComponents().AddInteractiveServerComponents();")]
    [InlineData("an interactive render mode", "src/Cartulaire.App/X.razor", "<Form @rendermode=\"mode\" />")]
    public void Written_elsewhere_it_is_found(string name, string path, string text)
        => Rule.Finds(Search(Repository.Of(path, text), Bans[name]), path);

    [Theory]
    [InlineData("a tuple made when first asked for, which another thread may see half-written", "src/Cartulaire.App/X.cs", "private Table? table;\nint B => (table ??= Make()).B;")]
    [InlineData("raw SQL", "src/Cartulaire.Engines/Database/X.cs", "db.Items.FromSql($\"x\");")]
    [InlineData("a process", "src/Cartulaire.Engines/Conversion/X.cs", "Process.Start(info);")]
    [InlineData("ready-made markup", "src/Cartulaire.App/X.cs", "// MarkupString is never used here")]
    [InlineData("ready-made markup", "src/Cartulaire.App/X.razor", "@* innerHTML would be wrong *@<p>x</p>")]
    [InlineData("a client of the network", "src/Cartulaire.App/X.cs", "throw new InvalidOperationException(\"new HttpClient is not for you\");")]
    public void In_its_place_or_in_a_comment_it_is_not(string name, string path, string text)
        => Rule.Finds(Search(Repository.Of(path, text), Bans[name]));

    [Fact]
    public void Sql_text_stands_in_Engines_only() => Rule.Holds(Sql(Repository.Real));

    [Fact]
    public void Sql_text_elsewhere_is_found() => Rule.Finds(
        Sql(Repository.Of(
            "src/Cartulaire.App/A.cs", "var q = \"SELECT id FROM item WHERE 1\";",
            "src/Cartulaire.App/B.cs", "var q = \"\"\"\n    delete from item\n    \"\"\";",
            "src/Cartulaire.Engines/C.cs", "var q = \"SELECT id FROM item\";",
            "src/Cartulaire.App/D.cs", "var q = \"Select one of these\"; // \"SELECT id FROM item\"",
            "src/Cartulaire.App/e.sql", "select 1;")),
        "A.cs",
        "B.cs",
        "e.sql");

    [Fact]
    public void R_01_no_tool_that_cannot_be_tamed_is_named() => Rule.Holds(Untamed(Repository.Real));

    [Fact]
    public void R_01_one_that_is_named_is_found() => Rule.Finds(Untamed(Repository.Of("src/Cartulaire.Engines/Conversion/X.cs", "Tool.RunAsync(\"magick\", [], time, ct);", "src/Cartulaire.Engines/Y.cs", "Run(\"gs\");")), "X.cs", "Y.cs");

    private static Finding Untamed(Repository repository)
    {
        var files = repository.Sources(".cs").ToList();
        return new Finding(files.Count, [.. files.Where(f => f.Literals.Any(l => l is "magick" or "convert" or "identify" or "mogrify" or "gs" or "ghostscript" or "exiftool")).Select(f => $"{f.Path} names a tool that may not be run.")]);
    }

    [Fact]
    public void R_07_every_pattern_has_a_time_limit() => Rule.Holds(Limits(Ours.Types.SelectMany(
        t => t.GetMembers(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            .Select(m => ($"{t.Name}.{m.Name}", m.GetCustomAttribute<GeneratedRegexAttribute>())))));

    [Fact]
    public void R_07_a_pattern_without_one_is_found() => Rule.Finds(
        Limits([("X.Endless", new GeneratedRegexAttribute("(a+)+$")), ("X.Long", new GeneratedRegexAttribute("a", RegexOptions.None, 60_000)), ("X.Good", new GeneratedRegexAttribute("a", RegexOptions.None, 1_000)), ("X.None", null)]),
        "X.Endless",
        "X.Long");

    private static Finding Limits(IEnumerable<(string Place, GeneratedRegexAttribute? Pattern)> members)
    {
        var patterns = members.Where(m => m.Pattern is not null).ToList();
        return new Finding(patterns.Count, [.. patterns.Where(p => p.Pattern!.MatchTimeoutMilliseconds is <= 0 or > 2_000).Select(p => $"{p.Place} has no time limit of two seconds at most.")]);
    }

    private static Finding Search(Repository repository, Ban ban)
    {
        var files = repository.Sources(".cs", ".razor", ".js").ToList();
        return new Finding(files.Count, [.. files.Where(f => !ban.Allowed(f)).SelectMany(f => ban.Words.Matches(f.Code).Select(m => $"{f.Path}: {m.Value}"))]);
    }

    private static Finding Sql(Repository repository)
    {
        var files = repository.Sources(".cs", ".razor", ".sql").ToList();
        return new Finding(files.Count, [.. files
            .Where(f => !InEngines(f) && (f.Is(".sql") || f.Literals.Any(l => Statement().IsMatch(l))))
            .Select(f => $"{f.Path} holds SQL.")]);
    }

    private static bool InEngines(Source file) => file.Path.StartsWith("src/Cartulaire.Engines/", StringComparison.Ordinal);

    private static Regex Words(string pattern) => new(pattern, Plain, Limit);

    [GeneratedRegex(@"^\s*(SELECT\s[\s\S]+\sFROM\s|select\s[\s\S]+\sfrom\s|(INSERT|insert)\s[\s\S]*(INTO|into)\s|(UPDATE|update)\s+\S+\s+(SET|set)\s|(DELETE\s+FROM|delete\s+from)\s|(CREATE|create|ALTER|alter|DROP|drop)\s+(TABLE|table|INDEX|index|TRIGGER|trigger|VIEW|view|UNIQUE|unique)\s|(PRAGMA|pragma)\s)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Statement();

    private sealed record Ban(Regex Words, Func<Source, bool> Allowed);
}
