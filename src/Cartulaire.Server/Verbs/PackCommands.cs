using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cartulaire.App;
using Cartulaire.App.Packs;
using Cartulaire.App.Packs.Scenarios;

namespace Cartulaire.Server.Verbs;

/// <summary>The command line of packs.</summary>
internal static class PackCommands
{
    /// <summary>Builds <c>pack</c> and what stands under it.</summary>
    public static Command Build()
    {
        var overlay = new Option<string?>("--overlay") { Description = "Dossier de la nouvelle version de l'adaptation" };
        var accept = new Option<bool>("--accept") { Description = "Garde les adaptations telles quelles sur ce qui a changé dans la base" };
        return new Command("pack", "Packs : ce qu'une administration classe, et comment")
        {
            Local("check", "Vérifie le dossier d'un pack et dit toutes ses fautes", Check),
            Local("test", "Vérifie un pack et joue ses scénarios", Test),
            Change("install", "Installe un pack, livré ou d'un dossier", "pack-install", overlay: null, accept: null),
            Change("upgrade", "Met un pack à niveau et convertit ce qui existe ; la même version achève une conversion interrompue", "pack-upgrade", overlay, accept),
            ById("rollback", "Revient à la version précédente d'un pack", "pack-rollback"),
            ById("remove", "Enlève une adaptation", "pack-remove"),
            List(),
        };
    }

    private static Command Local(string name, string description, Func<VerbRunner, string, int> run)
    {
        var folder = new Argument<string>("dossier") { Description = "Dossier qui contient pack.yaml" };
        var command = new Command(name, description) { folder };
        command.SetAction(line => run(new VerbRunner(string.Empty, line.GetValue(CommandLine.Json)), line.GetValue(folder)!));
        return command;
    }

    private static int Check(VerbRunner runner, string folder)
        => runner.Show(PackTest.Check(folder, new CartulaireOptions()).Map<JsonNode?>(c => Head(c.Pack.Id, c.Pack.Version)), answer => Console.Out.WriteLine($"{answer!["pack"]} {answer["version"]} : aucune faute"));

    private static int Test(VerbRunner runner, string folder)
        => runner.Show(PackTest.Check(folder, new CartulaireOptions()).Map<JsonNode?>(Play), Show, answer => answer!["failed"]!.GetValue<int>() == 0 ? VerbRunner.Done : VerbRunner.Refused);

    private static JsonNode Play(PackTest.Checked pack)
    {
        var results = PackTest.Play(pack);
        var answer = Head(pack.Pack.Id, pack.Pack.Version);
        answer["passed"] = results.Count(r => r.Passed);
        answer["failed"] = results.Count(r => !r.Passed);
        answer["scenarios"] = new JsonArray([.. results.Select(r => (JsonNode)new JsonObject
        {
            ["file"] = r.File,
            ["title"] = r.Title,
            ["passed"] = r.Passed,
            ["differences"] = new JsonArray([.. r.Differences.Select(d => (JsonNode)d)]),
        })]);
        return answer;
    }

    private static void Show(JsonNode? answer)
    {
        foreach (var scenario in answer!["scenarios"]!.AsArray())
        {
            Console.Out.WriteLine($"{(scenario!["passed"]!.GetValue<bool>() ? "ok    " : "ÉCHEC ")} {scenario["file"]} : {scenario["title"]}");
            foreach (var difference in scenario["differences"]!.AsArray())
            {
                Console.Out.WriteLine($"         {difference}");
            }
        }

        Console.Out.WriteLine($"{answer["passed"]} réussi(s), {answer["failed"]} en échec");
    }

    private static JsonObject Head(string pack, int version) => new() { ["pack"] = pack, ["version"] = version };

    private static Command Change(string name, string description, string verb, Option<string?>? overlay, Option<bool>? accept)
    {
        var administration = CommandLine.AdministrationOption();
        var pack = new Argument<string>("pack") { Description = "Nom d'un pack livré, ou dossier qui contient pack.yaml" };
        var command = new Command(name, description) { administration, pack, CommandLine.Data };
        new Option?[] { overlay, accept }.OfType<Option>().ToList().ForEach(command.Options.Add);
        command.SetAction((line, ct) => ChangeAsync(
            CommandLine.Runner(line),
            verb,
            new JsonObject { ["administration"] = line.GetValue(administration), ["accept"] = accept is not null && line.GetValue(accept) },
            [("pack", line.GetValue(pack)), ("overlay", overlay is null ? null : line.GetValue(overlay))],
            ct));
        return command;
    }

    private static async Task<int> ChangeAsync(VerbRunner runner, string verb, JsonObject args, IReadOnlyList<(string Part, string? Given)> parts, CancellationToken ct)
    {
        var sent = new Dictionary<string, Dictionary<string, string>>(StringComparer.Ordinal);
        foreach (var (part, given) in parts.Where(p => p.Given is not null))
        {
            if (!Directory.Exists(given))
            {
                args[part] = given;
                continue;
            }

            var files = PackSource.FilesOf(given);
            if (!files.IsSuccess)
            {
                return runner.Show(files.Failure, null);
            }

            sent[part] = files.Value;
            args["sent"] = true;
        }

        using var content = sent.Count == 0 ? null : new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(sent));
        return await runner.WithOwnerAsync(
            async owner => runner.Show(await runner.WithProgressAsync(progress => owner.RunAsync(verb, args, content, progress, ct)).ConfigureAwait(false), Changed), ct).ConfigureAwait(false);
    }

    private static Command ById(string name, string description, string verb)
    {
        var administration = CommandLine.AdministrationOption();
        var pack = new Argument<string>("pack") { Description = "Nom du pack ou de l'adaptation" };
        var command = new Command(name, description) { administration, pack, CommandLine.Data };
        command.SetAction((line, ct) => CommandLine.Runner(line).RunAsync(
            verb, new JsonObject { ["administration"] = line.GetValue(administration), ["pack"] = line.GetValue(pack) }, Changed, null, ct));
        return command;
    }

    private static Command List()
    {
        var administration = CommandLine.AdministrationOption();
        var command = new Command("list", "Liste les packs d'une administration et leurs versions") { administration, CommandLine.Data };
        command.SetAction((line, ct) => CommandLine.Runner(line).RunAsync(
            "pack-list",
            new JsonObject { ["administration"] = line.GetValue(administration) },
            answer =>
            {
                foreach (var pack in answer!["packs"]!.AsArray())
                {
                    Console.Out.WriteLine($"{pack!["revision"]}\t{pack["id"]}\t{pack["version"]}\t{pack["state"]}\t{pack["installedAt"]}");
                }

                Console.Out.WriteLine($"{answer["remaining"]} élément(s) encore à convertir");
            },
            null,
            ct));
        return command;
    }

    private static void Changed(JsonNode? answer)
        => Console.Out.WriteLine($"{answer!["pack"]} {answer["version"]} ; {answer["converted"]} élément(s) converti(s)");
}
