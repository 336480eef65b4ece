using System.Text.RegularExpressions;

namespace Cartulaire.Tests.Architecture;

/// <summary>Packs are data: the code knows capabilities and their slots, never the id of a type, field, state or register.</summary>
public sealed class PackWordTests
{
    private const string App = "src/Cartulaire.App/";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    private const string Pack = """
        id: letters
        types:
          - id: incoming-letter
            label: Courrier
            fields:
              - id: original-date
              - id: title
              - id: reference
            capabilities:
              registers: { number: reference, on: original-date }
        workflows:
          treat:
            states: { in-treatment: {}, done: {} }
        """;

    /// <summary>
    /// Ids of packs that are also words of the code itself: names of columns, of JSON members, of search fields, of HTTP.
    /// One word, no hyphen, no underscore: such an id in quotes proves nothing. A composed id is never excused.
    /// </summary>
    private static readonly HashSet<string> Ordinary = new(
        ["amount", "body", "boolean", "code", "comment", "content", "country", "count", "date", "description", "document", "email", "file", "folder", "id", "kind", "label",
         "language", "link", "list", "mail", "name", "note", "number", "order", "phone", "priority", "reason", "role", "sender", "service", "source", "state", "status",
         "subject", "text", "time", "title", "type", "url", "user", "value", "version", "year",
         "all", "none", "read", "edit", "manage", "open", "closed", "done", "new", "created", "cancelled", "deleted", "approve", "validate", "close", "cancel", "late", "mine", "post", "route", "registered"],
        StringComparer.Ordinal);

    /// <summary>Words that outside checks type on the command line (the e-invoice library's commands), which a pack has given to a thing of its own too: excused where commands are, nowhere else.</summary>
    private static readonly HashSet<string> Commands = new(["invoice"], StringComparer.Ordinal);

    [Fact]
    public void Ordinary_words_are_single_words() => Assert.All(Ordinary, w => Assert.True(w.All(char.IsAsciiLetterLower), w));

    [Fact]
    public void No_id_of_a_pack_is_written_in_the_code()
    {
        if (Repository.Real.Packs.Any(p => !p.Path.EndsWith("/demonstration/courrier.yaml", StringComparison.Ordinal)))
        {
            Rule.Holds(IdsInCode(Repository.Real));
        }
    }

    [Fact]
    public void An_id_of_a_pack_in_the_code_is_found() => Rule.Finds(
        IdsInCode(Repository.Of(
            "packs/letters/pack.yaml", Pack,
            "src/Cartulaire.App/Items/A.cs", "if (type == \"incoming-letter\") { }",
            "src/Cartulaire.App/Items/B.razor", "<input name=\"original-date\" />",
            "src/Cartulaire.App/Items/C.cs", "var s = \"in-treatment\";",
            "src/Cartulaire.Kernel/D.cs", "// \"incoming-letter\" in a comment, \"an incoming-letter\"\nvar t = \"title\"; var u = \"an incoming-letter in a sentence\"; var n = \"number\";")),
        "A.cs: \"incoming-letter\"",
        "B.razor: \"original-date\"",
        "C.cs: \"in-treatment\"");

    [Fact]
    public void A_word_of_the_command_line_is_excused_there_only() => Rule.Finds(
        IdsInCode(Repository.Of(
            "packs/letters/pack.yaml", "id: letters\nlists:\n  kinds:\n    - id: invoice",
            "src/Cartulaire.Server/Verbs/InvoiceCommands.cs", "new Command(\"invoice\");",
            "src/Cartulaire.Server/Verbs/ImportVerb.cs", "if (kind == \"invoice\") { }")),
        "ImportVerb.cs: \"invoice\"");

    [Fact]
    public void No_capability_is_named_outside_its_folder()
    {
        if (Repository.Real.Packs.Any(p => !p.Path.EndsWith("/demonstration/courrier.yaml", StringComparison.Ordinal)))
        {
            Rule.Holds(CapabilitiesOutside(Repository.Real));
        }
    }

    [Fact]
    public void A_capability_named_outside_its_folder_is_found() => Rule.Finds(
        CapabilitiesOutside(Repository.Of(
            "packs/letters/pack.yaml", Pack,
            "src/Cartulaire.Kernel/Types/Capabilities.cs", "public const string Registers = \"registers\";",
            "src/Cartulaire.App/Registers/Registers.cs", "type.Has(Capabilities.Registers);",
            "src/Cartulaire.App/Items/Page.cs", "if (type.Has(\"registers\")) { }",
            "src/Cartulaire.Protocols/Cmis/T.cs", "var x = Capabilities.Registers;",
            "src/Cartulaire.App/Search/S.cs", "var x = \"all the registers\"; // Capabilities.Registers")),
        "src/Cartulaire.Protocols/Cmis/T.cs",
        "Registers, Items");

    [Fact]
    public void A_capability_named_in_its_folder_is_not() => Rule.Finds(
        CapabilitiesOutside(Repository.Of(
            "packs/letters/pack.yaml", Pack,
            "src/Cartulaire.App/Registers/Registers.cs", "type.Has(Capabilities.Registers);",
            "src/Cartulaire.App/Registers/Page.cs", "type.Has(\"registers\");")));

    [Theory]
    [InlineData("capabilities: [sittings]")]
    [InlineData("capabilities: { sittings: { slots: { agenda: x } } }")]
    [InlineData("capabilities:\n  - id: sittings\n    slots: { agenda: x }")]
    public void A_capability_is_recognised_in_each_way_of_writing_it(string yaml)
    {
        var words = PackWords.Read(Repository.Of("packs/x.yaml", yaml));

        Assert.Equal(["sittings"], words.Capabilities);
        Assert.Empty(words.Ids);
        Assert.Equal(yaml.Contains("agenda", StringComparison.Ordinal) ? ["agenda"] : [], words.Slots);
    }

    private static Finding IdsInCode(Repository repository)
    {
        var words = PackWords.Read(repository);
        var known = words.Capabilities.Concat(words.Slots).ToHashSet(StringComparer.Ordinal);
        var files = repository.Sources(".cs", ".razor").ToList();
        return new Finding(words.Ids.Count * files.Count, [..
            from file in files
            from literal in file.Literals.Distinct(StringComparer.Ordinal)
            where words.Ids.ContainsKey(literal) && !known.Contains(literal) && !Ordinary.Contains(literal)
            where !(Commands.Contains(literal) && file.Path == "src/Cartulaire.Server/Verbs/InvoiceCommands.cs")
            select $"{file.Path}: \"{literal}\" is an id of {words.Ids[literal]}."]);
    }

    /// <summary>
    /// Kernel holds the closed list and the rules. Beyond it a capability, as a literal or as <c>Capabilities.Name</c>, is named by one folder of App and by nobody else.
    /// </summary>
    private static Finding CapabilitiesOutside(Repository repository)
    {
        var files = repository.Sources(".cs", ".razor").Where(f => !f.Path.StartsWith("src/Cartulaire.Kernel/", StringComparison.Ordinal)).ToList();
        var faults = new List<string>();
        foreach (var capability in PackWords.Read(repository).Capabilities)
        {
            var constant = "Capabilities." + string.Concat(capability.Split('-').Select(w => char.ToUpperInvariant(w[0]) + w[1..]));
            var naming = files.Where(f => f.Literals.Contains(capability, StringComparer.Ordinal) || Regex.IsMatch(f.Code, $@"(?<![\w.]){Regex.Escape(constant)}\b", RegexOptions.None, Limit)).ToList();
            faults.AddRange(naming.Where(f => !f.Path.StartsWith(App, StringComparison.Ordinal)).Select(f => $"{f.Path} names the capability {capability}; only a folder of App may."));
            var homes = naming.Where(f => f.Path.StartsWith(App, StringComparison.Ordinal)).Select(f => f.Path[App.Length..].Split('/')[0]).Distinct(StringComparer.Ordinal).ToList();
            if (homes.Count > 1)
            {
                faults.Add($"The capability {capability} is named by several folders of App: {string.Join(", ", homes)}.");
            }
        }

        return new Finding(files.Count, faults);
    }
}
