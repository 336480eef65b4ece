using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cartulaire.App.Erasure;
using Cartulaire.Kernel;

namespace Cartulaire.Server.Verbs;

/// <summary>Erases a person.</summary>
internal static class EraseVerb
{
    /// <summary>Runs the erasure.</summary>
    public static Task<Outcome<JsonNode?>> EraseAsync(VerbCall call, CancellationToken ct)
        => AdministrationVerbs.WithAsync(call, async administration =>
        {
            ContactId? contact = null;
            if (call.OptionalText("contact") is { } text)
            {
                if (!ContactId.TryParse(text, null, out var id))
                {
                    return new Failure(Refusal.NotFound, "erasure.contact-unknown", "contact");
                }

                contact = id;
            }

            var written = await call.Service<ErasePerson.Handler>().HandleAsync(
                administration, call.Actor, new ErasePerson.Command(call.OptionalText("user"), contact, call.Texts("words")), ct).ConfigureAwait(false);
            return written.Outcome.Map(answer => JsonSerializer.SerializeToNode(answer, VerbMessage.Json));
        }, ct);

    /// <summary>The command <c>erase</c>.</summary>
    public static Command Command(Option<string> data, Func<ParseResult, VerbRunner> runner)
    {
        var administration = new Option<string>("--administration") { Description = "Nom court de l'administration", Required = true };
        var user = new Option<string?>("--user") { Description = "Nom de connexion de l'utilisateur à effacer" };
        var contact = new Option<string?>("--contact") { Description = "Identifiant du contact à effacer" };
        var words = new Option<string[]>("--word") { Description = "Mot à effacer partout, par exemple un nom que personne d'autre ne porte" };
        var command = new Command("erase", "Efface une personne de partout, sauf des documents que la loi conserve") { administration, user, contact, words, data };
        command.SetAction((line, ct) => runner(line).RunAsync(
            "erase",
            new JsonObject
            {
                ["administration"] = line.GetValue(administration),
                ["user"] = line.GetValue(user),
                ["contact"] = line.GetValue(contact),
                ["words"] = new JsonArray([.. (line.GetValue(words) ?? []).Select(w => (JsonNode)w)]),
            },
            Show,
            null,
            ct));
        return command;
    }

    private static void Show(JsonNode? answer)
    {
        foreach (var (place, count) in answer!["places"]!.AsObject().Where(p => p.Value!.GetValue<int>() > 0))
        {
            Console.Out.WriteLine($"{place}: {count}");
        }

        Console.Out.WriteLine($"{answer["note"]}");
    }
}
