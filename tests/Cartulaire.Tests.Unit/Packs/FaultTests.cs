using System.Globalization;
using Cartulaire.App.Packs.Reading;
using Cartulaire.Kernel.Packs;

namespace Cartulaire.Tests.Unit.Packs;

public sealed class FaultTests
{
    private const string Letter = "types/letter.yaml";
    private const string Flow = "workflows/letter.yaml";
    private const string Work = "assignments/work.yaml";

    // code, file, text replaced, by what, text that stands on the line of the fault
    private static readonly (string Code, string File, string Old, string New, string Needle)[] Broken =
    [
        (FaultCodes.YamlInvalid, "views.yaml", "columns: [number, subject]", "columns: }", "columns"),
        (FaultCodes.YamlTooLarge, "views.yaml", "views:", "# " + new string('x', 600_000) + "\nviews:", "xxx"),
        (FaultCodes.YamlTooDeep, "views.yaml", "columns: [number, subject]", "columns: " + new string('[', 60) + new string(']', 60), "columns"),
        (FaultCodes.YamlAlias, "views.yaml", "columns: [number, subject]", "columns: &a [number, subject]", "columns"),
        (FaultCodes.YamlAlias, "views.yaml", "columns: [number, subject]", "columns: *b", "columns"),
        (FaultCodes.FileUnknown, "other.yaml", "", "a: b\n", "a: b"),
        (FaultCodes.KeyUnknown, Letter, "title: \"", "titel: \"", "titel"),
        (FaultCodes.KeyUnknown, Flow, "from: [check]\n", "from: [check]\n    deny: true\n", "deny"),
        (FaultCodes.KeyTwice, "pack.yaml", "version: 2", "version: 2\nversion: 3", "version: 3"),
        (FaultCodes.KeyMissing, Letter, "labels: {fr: Lettre}\n", "", "id: letter"),
        (FaultCodes.KeyMissing, Letter, "kind: date, labels: {fr: Reçu}", "labels: {fr: Reçu}", "id: received"),
        (FaultCodes.ValueShape, "pack.yaml", "version: 2", "version: deux", "version"),
        (FaultCodes.ValueShape, Letter, "min: 0", "min: peu", "id: amount"),
        (FaultCodes.ValueUnknown, Letter, "kind: text, labels: {fr: Objet}", "kind: texte, labels: {fr: Objet}", "id: subject"),
        (FaultCodes.ValueUnknown, Letter, "rights: [read], need-to-know", "rights: [reed], need-to-know", "reed"),
        (FaultCodes.ValueUnknown, Letter, "  registration:", "  registraton:", "registraton"),
        (FaultCodes.IdInvalid, "lists/kinds.yaml", "id: urgent", "id: Très_urgent", "Très"),
        (FaultCodes.IdTwice, "lists/kinds.yaml", "id: urgent", "id: plain", "Urgent"),
        (FaultCodes.IdTwice, Letter, "id: sender, kind", "id: subject, kind", "Expéditeur"),
        (FaultCodes.RefUnknown, Letter, "workflow: letter", "workflow: leter", "workflow: leter"),
        (FaultCodes.RefUnknown, Letter, "{role: clerk}], rights", "{role: clark}], rights", "clark"),
        (FaultCodes.RefUnknown, Letter, "states: [treat, end]", "states: [treat, ende]", "treat, ende"),
        (FaultCodes.RefUnknown, Letter, "sum: [lines.price", "sum: [lines.prise", "lines.prise"),
        (FaultCodes.RefUnknown, Letter, "list: kinds", "list: kind-s", "kind-s"),
        (FaultCodes.RefUnknown, Letter, "required: {from-state: end}", "required: {from-state: fin}", "fr: Code"),
        (FaultCodes.RefUnknown, Letter, "children: [page]", "children: [pages]", "pages"),
        (FaultCodes.RefUnknown, Flow, "all: done", "all: finished", "finished"),
        (FaultCodes.RefUnknown, Flow, "function: chief", "function: chef", "function: chef"),
        (FaultCodes.RefUnknown, Flow, "{field: subject, is: filled}", "{field: subjet, is: filled}", "subjet"),
        (FaultCodes.RefUnknown, "parameters.yaml", "calendar: be", "calendar: fr", "calendar: fr"),
        (FaultCodes.RefUnknown, "views.yaml", "[number, subject]", "[number, object]", "columns"),
        (FaultCodes.RefUnknown, "lists/kinds.yaml", "due: delay", "due: dealy", "dealy"),
        (FaultCodes.RefUnknown, "dashboards.yaml", "kind: work", "kind: labour", "labour"),
        (FaultCodes.FormatInvalid, "registers.yaml", "{number:000}", "{numero}", "format"),
        (FaultCodes.FormatInvalid, "registers.yaml", "{year}-{", "{", "format"),
        (FaultCodes.FormatInvalid, Letter, "{number} {subject}", "{number} {sujet}", "title"),
        (FaultCodes.FormatInvalid, Letter, "/Lettres/{year}", "Lettres/{year}", "filing"),
        (FaultCodes.SlotMissing, Letter, "correspondence: {sender: sender, subject: subject}", "correspondence: {subject: subject}", "correspondence"),
        (FaultCodes.SlotKind, Letter, "correspondence: {sender: sender, subject: subject}", "correspondence: {sender: sender, subject: amount}", "correspondence"),
        (FaultCodes.SlotRepeatable, Letter, "confidentiality: {flag: secret, need-to-know: insiders}", "confidentiality: {flag: secret, need-to-know: agent}", "confidentiality"),
        (FaultCodes.FunctionAdministers, "roles.yaml", "{id: chief, labels", "{id: chief, administers: true, labels", "chief"),
        (FaultCodes.FieldIncomplete, Letter, "kind: code, list: kinds", "kind: code", "id: sort"),
        (FaultCodes.FieldIncomplete, Letter, "parameter: delay", "", "id: limit"),
        (FaultCodes.FieldExtra, Letter, "{id: received, kind: date", "{id: received, kind: date, max-length: 5", "id: received"),
        (FaultCodes.FieldExtra, Letter, "{id: price, kind: amount", "{id: price, kind: table", "id: price"),
        (FaultCodes.FieldBounds, Letter, "max: 5000", "max: -1", "id: amount"),
        (FaultCodes.FieldBounds, Letter, "max-length: 100", "max-length: 100000", "id: subject"),
        (FaultCodes.FieldKindMismatch, Letter, "compute: {date-plus: [received]", "compute: {date-plus: [subject]", "id: limit"),
        (FaultCodes.FieldKindMismatch, Flow, "{field: amount, less: 1000}", "{field: subject, less: 1000}", "less: 1000"),
        (FaultCodes.FieldKindMismatch, Letter, "[{person: insiders}]", "[{person: services}]", "person: services"),
        (FaultCodes.ComputedForward, Letter, "sum: [lines.price, amount]", "sum: [lines.price, limit]", "id: total"),
        (FaultCodes.QueryTwice, Letter, "query: de", "query: objet", "id: sender"),
        (FaultCodes.StatesMissing, Work, "  - {id: void, phase: cancelled, labels: {fr: Annulé}}\n", "", "id: work"),
        (FaultCodes.StateUnreachable, Flow, "  - {id: end, final", "  - {id: lost, final: true, labels: {fr: Perdu}}\n  - {id: end, final", "id: lost"),
        (FaultCodes.StateStuck, Flow, "{id: end, final: true", "{id: end, final: false", "id: end"),
        (FaultCodes.LevelsMissing, Flow, "levels:\n  services: services\n  after: treat\n  steps: [{state: check, function: chief}]\n", "", "id: send"),
        (FaultCodes.RelationOwn, Flow, "who: [{functions: [chief], in: services}]", "who: [{functions: [chief], in: own}]", "id: approve"),
        (FaultCodes.RelationOwn, Letter, "{person: insiders}], rights", "{person: own}], rights", "person: own"),
        (FaultCodes.AccessNone, "types/page.yaml", "access: {inherit: [read]}", "", "id: page"),
        (FaultCodes.AccessConfidential, Letter, "rights: [read], need-to-know: true", "rights: [read]", "confidentiality"),
        (FaultCodes.DatesContradict, "lists/kinds.yaml", "to: 2026-12-31", "to: 2019-12-31", "urgent"),
        (FaultCodes.DatesContradict, "parameters.yaml", "[{from: 2000-01-01, value: 5}]", "[]", "id: delay"),
        (FaultCodes.ConversionVersion, "conversions.yaml", "from: 1", "from: 2", "from: 2"),
    ];

    // Codes that no single YAML text can have; their tests are in the classes named here.
    private static readonly string[] Elsewhere = [FaultCodes.PackMissing, FaultCodes.AccessBoth, FaultCodes.OverlayConflict, FaultCodes.OverlayShadows, FaultCodes.OverlayUnknown];

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Broken.Length)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_broken_sample_is_told_at_its_line(int index)
    {
        var (code, file, old, @new, needle) = Broken[index];
        var files = MiniPack.With(file, old, @new);
        var line = files[file].Split('\n').Select((text, i) => (text, i)).First(p => p.text.Contains(needle, StringComparison.Ordinal)).i + 1;

        var reading = PackReader.Read(files);

        Assert.Null(reading.Pack);
        Assert.Contains($"{file}:{line.ToString(CultureInfo.InvariantCulture)} {code}", reading.Faults.Select(f => $"{f.At.File}:{f.At.Line.ToString(CultureInfo.InvariantCulture)} {f.Code}"));
    }

    [Fact]
    public void The_sound_pack_has_no_fault() => Assert.Empty(PackReader.Read(MiniPack.Files).Faults);

    [Fact]
    public void Every_code_has_a_sentence_in_both_languages_and_a_test()
    {
        Assert.Equal(FaultCodes.All.Order(StringComparer.Ordinal), FaultSentences.Codes.Order(StringComparer.Ordinal));
        Assert.Empty(FaultCodes.All.Except(Broken.Select(b => b.Code), StringComparer.Ordinal).Except(Elsewhere, StringComparer.Ordinal));
        Assert.All(FaultCodes.All, code =>
        {
            var fault = new Fault(code, new Origin("f.yaml", 3), "un", "deux", "trois", "quatre");
            Assert.StartsWith("f.yaml:3 ", FaultSentences.Of(fault, "fr"), StringComparison.Ordinal);
            Assert.NotEqual(FaultSentences.Of(fault, "fr"), FaultSentences.Of(fault, "en"));
            Assert.DoesNotContain('{', FaultSentences.Of(fault, "fr"));
            Assert.DoesNotContain('{', FaultSentences.Of(fault, "en"));
        });
    }

    [Fact]
    public void The_nearest_word_is_offered()
    {
        var fault = PackReader.Read(MiniPack.With(Letter, "title: \"", "titel: \"")).Faults.First(f => string.Equals(f.Code, FaultCodes.KeyUnknown, StringComparison.Ordinal));
        Assert.Contains("Vouliez-vous écrire « title » ?", FaultSentences.Of(fault, "fr"), StringComparison.Ordinal);
        Assert.EndsWith("n'existe pas ici.", FaultSentences.Of(fault with { Args = ["zzz", ""] }, "fr"), StringComparison.Ordinal);
    }

    [Fact]
    public void Braces_in_a_pack_are_never_read_as_a_format()
        => Assert.Contains("{1}", FaultSentences.Of(new Fault(FaultCodes.KeyMissing, new Origin("a", 1), "{1}"), "fr"), StringComparison.Ordinal);

    [Fact]
    public void All_faults_are_told_at_once()
    {
        var files = MiniPack.With(Letter, "workflow: letter", "workflow: leter");
        files["registers.yaml"] = files["registers.yaml"].Replace("{number:000}", "{numero}", StringComparison.Ordinal);
        files["views.yaml"] = files["views.yaml"].Replace("columns", "colums", StringComparison.Ordinal);
        var told = PackReader.Read(files).Faults.Select(f => f.Code).ToList();
        Assert.Superset(new HashSet<string>([FaultCodes.RefUnknown, FaultCodes.FormatInvalid, FaultCodes.KeyUnknown], StringComparer.Ordinal), told.ToHashSet(StringComparer.Ordinal));
    }

    [Fact]
    public void A_pack_without_its_head_is_not_a_pack()
    {
        var files = new Dictionary<string, string>(MiniPack.Files, StringComparer.Ordinal);
        files.Remove("pack.yaml");
        Assert.Contains(PackReader.Read(files).Faults, f => string.Equals(f.Code, FaultCodes.PackMissing, StringComparison.Ordinal));
    }

    [Fact]
    public void Rules_and_inherited_rights_exclude_each_other()
    {
        var page = MiniPack.Catalogue.Type("page");
        var both = MiniPack.Pack with { Types = [MiniPack.Catalogue.Type("letter"), page with { Access = MiniPack.Catalogue.Type("letter").Access }] };
        Assert.Contains(PackChecker.Check(both), f => string.Equals(f.Code, FaultCodes.AccessBoth, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("just text")]
    [InlineData("- a\n- b")]
    [InlineData("\t\u0000")]
    [InlineData("? [a]\n: b")]
    public void Nonsense_is_a_fault_never_an_exception(string text)
        => Assert.All(MiniPack.Files.Keys, file => Assert.NotEmpty(PackReader.Read(new Dictionary<string, string>(MiniPack.Files, StringComparer.Ordinal) { [file] = text }).Faults));

    [Fact]
    public void A_file_cut_anywhere_is_never_an_exception()
    {
        var text = MiniPack.Files[Letter];
        for (var length = 0; length < text.Length; length += 7)
        {
            Assert.NotNull(PackReader.Read(new Dictionary<string, string>(MiniPack.Files, StringComparer.Ordinal) { [Letter] = text[..length] }).Faults);
        }
    }
}
