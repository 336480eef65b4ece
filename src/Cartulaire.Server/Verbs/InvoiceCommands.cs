using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cartulaire.EInvoicing;

namespace Cartulaire.Server.Verbs;

/// <summary>The command line of electronic invoices: thin over <see cref="EInvoicing"/>, on files, without a data folder.</summary>
internal static class InvoiceCommands
{
    // One line for one file, letters as they are: a terminal or a program reads it, no browser.
    private static readonly JsonSerializerOptions Line = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Builds <c>invoice</c> and what stands under it.</summary>
    public static Command Build() => new("invoice", "Factures électroniques : EN 16931 et Peppol") { Validate(), View(), CodeLists() };

    private static Command Validate()
    {
        var files = new Argument<string[]>("fichiers") { Description = "Factures", Arity = ArgumentArity.OneOrMore };
        var language = LanguageOption();
        var rules = new Option<RuleSet>("--rules")
        {
            Description = "Règles : declared (celles que la facture annonce), en16931, peppol, facturx",
            DefaultValueFactory = _ => RuleSet.AsDeclared,
            CustomParser = RulesOf,
        };
        var lists = CodeListsOption();
        var command = new Command("validate", "Contrôle des factures ; code de sortie 1 si l'une d'elles n'est pas valable") { files, language, rules, lists };
        command.SetAction(line =>
        {
            if (!Use(line.GetValue(lists), line.GetValue(language)))
            {
                return VerbRunner.Refused;
            }

            var valid = true;
            foreach (var file in line.GetValue(files)!)
            {
                var answer = Check(file, line.GetValue(rules), line.GetValue(language));
                valid &= answer["valid"]!.GetValue<bool>();
                Write(answer, line.GetValue(CommandLine.Json));
            }

            return valid ? VerbRunner.Done : VerbRunner.Refused;
        });
        return command;
    }

    private static Command View()
    {
        var file = new Argument<string>("fichier") { Description = "Facture" };
        var language = LanguageOption();
        var output = new Option<string?>("--output") { Description = "Fichier à écrire (sinon la sortie standard)" };
        var lists = CodeListsOption();
        var command = new Command("view", "Écrit la facture en une page HTML, telle qu'une personne la lit, avec ses erreurs à leur place") { file, language, output, lists };
        command.SetAction(async (line, ct) => Use(line.GetValue(lists), line.GetValue(language))
            ? await ShowAsync(line.GetValue(file)!, line.GetValue(output), line.GetValue(language), ct).ConfigureAwait(false)
            : VerbRunner.Refused);
        return command;
    }

    private static Command CodeLists()
    {
        var lists = CodeListsOption();
        var output = new Option<string?>("--output") { Description = "Fichier où écrire ces listes, à compléter puis à donner par --code-lists" };
        var command = new Command("code-lists", "Listes de codes des contrôles, chacune avec la date de sa version") { lists, output };
        command.SetAction(line =>
        {
            if (!Use(line.GetValue(lists), Language.French))
            {
                return VerbRunner.Refused;
            }

            if (line.GetValue(output) is not { } file)
            {
                List(line.GetValue(CommandLine.Json));
                return VerbRunner.Done;
            }

            return Attempt(file, Language.French, () =>
            {
                using var text = File.CreateText(file);
                InvoiceCodeLists.Write(text);
                return [];
            }) ? VerbRunner.Done : VerbRunner.Refused;
        });
        return command;
    }

    private static void List(bool json)
    {
        foreach (var list in InvoiceCodeLists.InUse)
        {
            var date = list.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            Console.Out.WriteLine(json
                ? new JsonObject { ["id"] = list.Id, ["name"] = list.Name, ["date"] = date, ["codes"] = list.Count }.ToJsonString(Line)
                : $"{list.Id} : {list.Name}, version du {date}, {list.Count} codes");
        }
    }

    // Takes a file of lists in the place of those that came with the program; false when it cannot be taken, which is said.
    private static bool Use(string? file, Language language) => file is null || Attempt(file, language, () =>
    {
        using var text = File.OpenText(file);
        return InvoiceCodeLists.Replace(text);
    });

    private static bool Attempt(string file, Language language, Func<IReadOnlyList<CodeListFault>> act)
    {
        try
        {
            var faults = act();
            foreach (var fault in faults)
            {
                Console.Error.WriteLine($"{file} : {fault.Message(language)}");
            }

            return faults.Count == 0;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            Console.Error.WriteLine($"{file} : {Words(fault)}");
            return false;
        }
    }

    // The page is made before it goes anywhere: of an invoice that cannot be read nothing is written, and no file is overwritten.
    private static async Task<int> ShowAsync(string file, string? output, Language language, CancellationToken ct)
    {
        try
        {
            using var page = new MemoryStream();
            using var stream = File.OpenRead(file);
            if (InvoiceView.Write(stream, page, language).Fault is { } fault)
            {
                await Console.Error.WriteLineAsync($"{file} : {fault.Message(language)}".AsMemory(), ct).ConfigureAwait(false);
                return VerbRunner.Refused;
            }

            page.Position = 0;
            await using var target = output is null ? Console.OpenStandardOutput() : File.Create(output);
            await page.CopyToAsync(target, ct).ConfigureAwait(false);
            return VerbRunner.Done;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            await Console.Error.WriteLineAsync($"{file} : {Words(fault)}".AsMemory(), ct).ConfigureAwait(false);
            return VerbRunner.Refused;
        }
    }

    // Whatever a file contains, and even when it cannot be opened, there is an answer, and the next file has its turn.
    private static JsonObject Check(string file, RuleSet rules, Language language)
    {
        try
        {
            using var stream = File.OpenRead(file);
            var result = InvoiceCheck.Check(stream, rules: rules);
            return Answer(file, FormatOf(result.Format), result.IsValid, result.Fault is { } fault
                ? [Found($"READ-{fault.Kind.ToString().ToUpperInvariant()}", Severity.Fatal, string.Empty, fault.Line, fault.Column, fault.Message(language))]
                : result.Findings.Select(f => Found(f.Rule, f.Severity, f.Location, f.Line, f.Column, f.Message(language))));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return Answer(file, FormatOf(InvoiceFormat.None), false, [Found("READ-FILE", Severity.Fatal, string.Empty, 0, 0, Words(fault))]);
        }
    }

    // As everything of the command line, in French; what the system says beyond that stands behind.
    private static string Words(Exception fault) => fault switch
    {
        FileNotFoundException or DirectoryNotFoundException => "ce fichier n'existe pas ; vérifiez son nom",
        UnauthorizedAccessException => "ce fichier ne peut pas être ouvert : est-ce un dossier, ou vos droits n'y suffisent-ils pas ?",
        _ => $"ce fichier ne peut pas être lu ou écrit ({fault.Message})",
    };

    private static JsonObject Answer(string file, string format, bool valid, IEnumerable<JsonNode> findings) => new()
    {
        ["file"] = file,
        ["format"] = format,
        ["valid"] = valid,
        ["findings"] = new JsonArray([.. findings]),
    };

    private static JsonNode Found(string rule, Severity severity, string location, int line, int column, string message) => new JsonObject
    {
        ["rule"] = rule,
        ["severity"] = severity == Severity.Fatal ? "fatal" : "warning",
        ["location"] = location,
        ["line"] = line,
        ["column"] = column,
        ["message"] = message,
    };

    private static void Write(JsonObject answer, bool json)
    {
        if (json)
        {
            Console.Out.WriteLine(answer.ToJsonString(Line));
            return;
        }

        Console.Out.WriteLine($"{answer["file"]} : {(answer["valid"]!.GetValue<bool>() ? "valable" : "non valable")} ({answer["format"]})");
        foreach (var finding in answer["findings"]!.AsArray())
        {
            Console.Out.WriteLine($"  {(finding!["severity"]!.GetValue<string>() == "fatal" ? "erreur" : "avertissement")} {finding["rule"]}, ligne {finding["line"]} : {finding["message"]}");
        }
    }

    private static Option<string?> CodeListsOption() => new("--code-lists") { Description = "Listes de codes plus récentes que celles du programme (invoice code-lists --output en écrit le modèle)" };

    private static Option<Language> LanguageOption() => new("--lang")
    {
        Description = "Langue des messages : fr, nl, de, en",
        DefaultValueFactory = _ => Language.French,
        CustomParser = LanguageOf,
    };

    private static Language LanguageOf(ArgumentResult result)
    {
        switch (result.Tokens[0].Value)
        {
            case "fr": return Language.French;
            case "nl": return Language.Dutch;
            case "de": return Language.German;
            case "en": return Language.English;
            default:
                result.AddError($"« {result.Tokens[0].Value} » n'est pas une langue d'ici : fr, nl, de ou en");
                return default;
        }
    }

    private static RuleSet RulesOf(ArgumentResult result)
    {
        switch (result.Tokens[0].Value)
        {
            case "declared": return RuleSet.AsDeclared;
            case "en16931": return RuleSet.En16931;
            case "peppol": return RuleSet.Peppol;
            case "facturx": return RuleSet.FacturX;
            default:
                result.AddError($"« {result.Tokens[0].Value} » n'est pas un jeu de règles : declared, en16931, peppol ou facturx");
                return default;
        }
    }

    private static string FormatOf(InvoiceFormat format) => format switch
    {
        InvoiceFormat.UblInvoice => "ubl-invoice",
        InvoiceFormat.UblCreditNote => "ubl-credit-note",
        InvoiceFormat.CiiInvoice => "cii-invoice",
        _ => "unknown",
    };
}
