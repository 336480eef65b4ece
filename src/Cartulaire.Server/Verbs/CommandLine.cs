using System.CommandLine;
using System.CommandLine.Help;
using System.Text.Json.Nodes;
using Cartulaire.Server.Web;

namespace Cartulaire.Server.Verbs;

/// <summary>The command line: one command per verb. Descriptions are what <c>--help</c> prints.</summary>
internal static class CommandLine
{
    /// <summary>The data folder.</summary>
    internal static readonly Option<string> Data = new("--data")
    {
        Description = "Dossier des données (sinon CARTULAIRE_DATA, sinon le dossier courant s'il en est un, sinon .data)",
        Recursive = true,
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("CARTULAIRE_DATA") ?? (File.Exists("host.db") ? "." : ".data"),
    };

    /// <summary>Whether a program reads the answer.</summary>
    internal static readonly Option<bool> Json = new("--json") { Description = "Répond en JSON, pour un programme", Recursive = true };

    /// <summary>Builds the root command.</summary>
    public static RootCommand Build()
    {
        var root = new RootCommand("Cartulaire, la plate-forme documentaire des pouvoirs locaux");
        root.Options.Add(Json);
        foreach (var help in root.Options.OfType<HelpOption>())
        {
            help.Description = "Affiche cette aide";
        }

        root.Subcommands.Add(Serve());
        root.Subcommands.Add(Administration());
        root.Subcommands.Add(Service());
        root.Subcommands.Add(User());
        root.Subcommands.Add(Token());
        root.Subcommands.Add(Import());
        root.Subcommands.Add(Simple(
            "demo", "Crée l'administration de démonstration", "demo", [], answer => Console.Out.WriteLine($"{answer!["letters"]} courriers"), null));
        root.Subcommands.Add(Search());
        root.Subcommands.Add(Reindex());
        root.Subcommands.Add(PackCommands.Build());
        root.Subcommands.Add(InvoiceCommands.Build());
        root.Subcommands.Add(Simple("verify", "Vérifie tout : empreintes, chaînes, registres, index", "verify", [], VerifyVerb.Show, VerifyVerb.Exit));
        root.Subcommands.Add(JobVerbs.Command(Data, Runner));
        root.Subcommands.Add(EraseVerb.Command(Data, Runner));
        root.Subcommands.Add(Backup());
        root.Subcommands.Add(Restore());
        return root;
    }

    private static Command Serve()
    {
        var urls = new Option<string>("--urls") { Description = "Adresses servies, séparées par des points-virgules", DefaultValueFactory = _ => "http://localhost:8080" };
        var reserve = new Option<long>("--reserve") { Description = "Mio du disque laissés libres", DefaultValueFactory = _ => Engines.Storage.DiskReserve.DefaultBytes >> 20 };
        var origin = new Option<Uri?>("--content-origin")
        {
            Description = "Origine des fichiers reçus, autre que celle des pages (sinon 127.0.0.1 sur localhost ; ailleurs, fichiers à télécharger seulement)",
            CustomParser = OriginOf,
        };
        var command = new Command("serve", "Sert les administrations du dossier") { Data, urls, reserve, origin };
        command.SetAction((line, ct) => WebServer.RunAsync(
            line.GetValue(Data)!, line.GetValue(urls)!, new App.CartulaireOptions { ReserveBytes = line.GetValue(reserve) << 20, ContentOrigin = line.GetValue(origin) }, ct));
        return command;
    }

    private static Uri? OriginOf(System.CommandLine.Parsing.ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (Uri.TryCreate(text, UriKind.Absolute, out var origin) && origin is { Scheme: "http" or "https", PathAndQuery: "/", UserInfo: "" })
        {
            return origin;
        }

        result.AddError($"« {text} » n'est pas une origine, comme https://contenu.commune.be");
        return null;
    }

    private static Command Administration()
    {
        var id = new Argument<string>("id") { Description = "Nom court, dans chaque adresse" };
        var title = new Option<string>("--title") { Description = "Nom pour les gens", Required = true };
        var packs = new Option<string>("--packs") { Description = "Packs à installer, séparés par des virgules", DefaultValueFactory = _ => string.Empty };
        var create = new Command("create", "Crée une administration") { id, title, packs, Data };
        create.SetAction((line, ct) => Runner(line).RunAsync(
            "administration-create",
            new JsonObject { ["name"] = line.GetValue(id), ["title"] = line.GetValue(title), ["packs"] = List(line.GetValue(packs)!) },
            answer => Console.Out.WriteLine(answer!["id"]),
            null,
            ct));
        return new Command("administration", "Administrations")
        {
            create,
            Simple("list", "Liste les administrations", "administration-list", [], answer =>
            {
                foreach (var name in answer!.AsArray())
                {
                    Console.Out.WriteLine(name);
                }
            }, null),
        };
    }

    private static Command Service()
    {
        var administration = AdministrationOption();
        var id = new Option<string>("--id") { Description = "Nom court", Required = true };
        var title = new Option<string>("--title") { Description = "Nom pour les gens", Required = true };
        var parent = new Option<string?>("--parent") { Description = "Nom court du service supérieur" };
        var add = new Command("add", "Ajoute un service") { administration, id, title, parent, Data };
        add.SetAction((line, ct) => Runner(line).RunAsync(
            "service-add",
            new JsonObject
            {
                ["administration"] = line.GetValue(administration),
                ["name"] = line.GetValue(id),
                ["title"] = line.GetValue(title),
                ["parent"] = line.GetValue(parent),
            },
            answer => Console.Out.WriteLine(answer!["id"]),
            null,
            ct));
        return new Command("service", "Services") { add };
    }

    private static Command User()
    {
        var administration = AdministrationOption();
        var name = new Option<string>("--name") { Description = "Nom de connexion", Required = true };
        var email = new Option<string>("--email") { Description = "Adresse électronique", Required = true };
        var display = new Option<string?>("--display-name") { Description = "Nom affiché" };
        var roles = new Option<string>("--roles") { Description = "Rôles, séparés par des virgules", DefaultValueFactory = _ => string.Empty };
        var functions = new Option<string>("--functions") { Description = "Fonctions service/fonction, séparées par des virgules", DefaultValueFactory = _ => string.Empty };
        var password = new Option<bool>("--password-stdin") { Description = "Lit le mot de passe sur l'entrée standard" };
        var add = new Command("add", "Ajoute un utilisateur") { administration, name, email, display, roles, functions, password, Data };
        add.SetAction(async (line, ct) => await Runner(line).RunAsync(
            "user-add",
            new JsonObject
            {
                ["administration"] = line.GetValue(administration),
                ["name"] = line.GetValue(name),
                ["email"] = line.GetValue(email),
                ["displayName"] = line.GetValue(display),
                ["roles"] = List(line.GetValue(roles)!),
                ["functions"] = List(line.GetValue(functions)!),
                ["password"] = line.GetValue(password) ? await Console.In.ReadLineAsync(ct).ConfigureAwait(false) : null,
            },
            answer => Console.Out.WriteLine(answer!["id"]),
            null,
            ct).ConfigureAwait(false));
        return new Command("user", "Utilisateurs") { add };
    }

    private static Command Token()
    {
        var administration = AdministrationOption();
        var user = new Option<string>("--user") { Description = "Nom de connexion", Required = true };
        var label = new Option<string?>("--label") { Description = "À quoi il sert" };
        var create = new Command("create", "Crée un jeton et l'écrit seul sur la sortie standard") { administration, user, label, Data };
        create.SetAction((line, ct) => Runner(line).RunAsync(
            "token-create",
            new JsonObject { ["administration"] = line.GetValue(administration), ["user"] = line.GetValue(user), ["label"] = line.GetValue(label) },
            answer => Console.Out.WriteLine(answer!["token"]),
            null,
            ct));
        return new Command("token", "Jetons") { create };
    }

    private static Command Import()
    {
        var administration = AdministrationOption();
        var type = new Option<string?>("--type") { Description = "Type de dossier à créer" };
        var files = new Argument<FileInfo[]>("fichiers") { Description = "Fichiers, dans l'ordre de la pile", Arity = ArgumentArity.OneOrMore };
        files.AcceptExistingOnly();
        var separate = new Option<bool>("--separate") { Description = "Découper chaque fichier aux feuilles de séparation" };
        var command = new Command("import", "Prend des fichiers, dans l'ordre") { administration, type, separate, files, Data };
        command.SetAction((line, ct) => ImportVerb.RunAsync(
            Runner(line), line.GetValue(administration)!, line.GetValue(type), line.GetValue(separate), [.. line.GetValue(files)!.Select(f => f.FullName)], ct));
        return command;
    }

    private static Command Search()
    {
        var administration = AdministrationOption();
        var person = new Option<string>("--as") { Description = "Nom de connexion de la personne dont les droits comptent", Required = true };
        var query = new Argument<string[]>("recherche") { Description = "Ce que l'on cherche", Arity = ArgumentArity.OneOrMore };
        var command = new Command("search", "Cherche avec les droits d'une personne") { administration, person, query, Data };
        command.SetAction((line, ct) => Runner(line).RunAsync(
            "search",
            new JsonObject
            {
                ["administration"] = line.GetValue(administration),
                ["as"] = line.GetValue(person),
                ["query"] = string.Join(' ', line.GetValue(query)!),
            },
            SearchVerbs.Show,
            null,
            ct));
        return command;
    }

    private static Command Reindex()
    {
        var administration = AdministrationOption();
        var command = new Command("reindex", "Refait l'index, pendant le service") { administration, Data };
        command.SetAction((line, ct) => Runner(line).RunAsync(
            "reindex",
            new JsonObject { ["administration"] = line.GetValue(administration) },
            answer => Console.Out.WriteLine($"{answer!["items"]} élément(s)"),
            null,
            ct));
        return command;
    }

    private static Command Backup()
    {
        var to = new Option<DirectoryInfo>("--to") { Description = "Dossier vide de la sauvegarde", Required = true };
        var command = new Command("backup", "Sauvegarde tout, pendant le service") { to, Data };
        command.SetAction((line, ct) => Runner(line).RunAsync(
            "backup",
            new JsonObject { ["to"] = line.GetValue(to)!.FullName },
            answer => Console.Out.WriteLine($"{answer!["administrations"]} administration(s), {answer["blobs"]} pièce(s), {answer["bytes"]} octets"),
            null,
            ct));
        return command;
    }

    private static Command Restore()
    {
        var from = new Option<DirectoryInfo>("--from") { Description = "Dossier de la sauvegarde", Required = true };
        var command = new Command("restore", "Restaure dans un dossier neuf, puis vérifie tout") { from, Data };
        command.SetAction((line, ct) => BackupVerbs.RestoreAsync(Runner(line), line.GetValue(from)!.FullName, line.GetValue(Data)!, ct));
        return command;
    }

    private static Command Simple(string name, string description, string verb, JsonObject args, Action<JsonNode?>? show, Func<JsonNode?, int>? exit)
    {
        var command = new Command(name, description) { Data };
        command.SetAction((line, ct) => Runner(line).RunAsync(verb, args.DeepClone().AsObject(), show, exit, ct));
        return command;
    }

    /// <summary>The administration concerned.</summary>
    internal static Option<string> AdministrationOption() => new("--administration") { Description = "Nom court de l'administration", Required = true };

    /// <summary>Runs a verb on the data folder that was given.</summary>
    internal static VerbRunner Runner(ParseResult line) => new(line.GetValue(Data)!, line.GetValue(Json));

    private static JsonArray List(string text)
        => [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(t => (JsonNode)t)];
}
