using Cartulaire.App.Packs.Reading;
using Cartulaire.Kernel.Packs;

namespace Cartulaire.Tests.Unit.Packs;

/// <summary>A small sound pack, to be broken in one place.</summary>
internal static class MiniPack
{
    public static IReadOnlyDictionary<string, string> Files { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["pack.yaml"] = "id: mini\nversion: 2\nlabels: {fr: Mini}\n",
        ["roles.yaml"] = "roles:\n  - {id: clerk, labels: {fr: Commis}}\nfunctions:\n  - {id: editor, labels: {fr: Agent}}\n  - {id: chief, labels: {fr: Chef}}\n",
        ["registers.yaml"] = "registers:\n  - id: main\n    labels: {fr: Registre}\n    format: \"{year}-{number:000}\"\n    reset: yearly\n",
        ["calendars.yaml"] = "calendars:\n  - id: be\n    holidays:\n      - {day: 12-25}\n      - {from-easter: 1}\n",
        ["parameters.yaml"] = "parameters:\n  - id: delay\n    labels: {fr: Délai}\n    unit: working-days\n    calendar: be\n    values: [{from: 2000-01-01, value: 5}]\n",
        ["dashboards.yaml"] = "dashboards:\n  - id: todo\n    labels: {fr: À faire}\n    query: type:letter\n    roles: [clerk]\n    view: letters\n    assignment: {kind: work, whose: mine}\n",
        ["views.yaml"] = "views:\n  - id: letters\n    type: letter\n    columns: [number, subject]\n",
        ["conversions.yaml"] = "conversions:\n  - from: 1\n    steps:\n      - {type: letter, rename: {from: title, to: subject}}\n",
        ["lists/kinds.yaml"] = "id: kinds\nlabels: {fr: Sortes}\ncodes:\n  - {id: plain, labels: {fr: Simple}, attributes: {due: delay}}\n  - {id: urgent, labels: {fr: Urgent}, from: 2020-01-01, to: 2026-12-31}\n",
        ["assignments/work.yaml"] = """
            id: work
            labels: {fr: Travail}
            states:
              - {id: open, phase: open, labels: {fr: Ouvert}}
              - {id: done, phase: done, labels: {fr: Fait}}
              - {id: void, phase: cancelled, labels: {fr: Annulé}}
            steps:
              - id: finish
                labels: {fr: Finir}
                from: [open]
                to: done
                who: [{functions: [editor], in: own}, {person: own}]
            acts:
              assign: [{functions: [editor], in: own}]
              transfer: [{functions: [editor], in: own}]
              cancel: [{role: clerk}]

            """,
        ["workflows/letter.yaml"] = """
            id: letter
            states:
              - {id: new, labels: {fr: Nouveau}}
              - {id: check, labels: {fr: À valider}}
              - {id: treat, labels: {fr: À traiter}, enter: [{open-assignments: {kind: work, services: services, person: agent, due: due}}]}
              - {id: end, final: true, labels: {fr: Fini}}
            levels:
              services: services
              after: treat
              steps: [{state: check, function: chief}]
            transitions:
              - id: send
                labels: {fr: Envoyer}
                from: [new]
                to: {level: next, else: treat}
                who: [{role: clerk}]
                when: {field: subject, is: filled}
              - id: approve
                labels: {fr: Valider}
                from: [check]
                to: {level: next, else: treat}
                who: [{functions: [chief], in: services}]
              - id: finish
                labels: {fr: Finir}
                from: [treat]
                to: end
                who: [{functions: [editor], in: services}]
                when:
                  all:
                    - assignments: {kind: work, all: done}
                    - {field: amount, less: 1000}
                effects:
                  - set: {field: agent, value: "@me", if-empty: true}

            """,
        ["types/letter.yaml"] = """
            id: letter
            labels: {fr: Lettre}
            workflow: letter
            title: "{number} {subject}"
            filing: /Lettres/{year}
            list: letters
            children: [page]
            capabilities:
              registration: {register: main, received: received}
              correspondence: {sender: sender, subject: subject}
              routing: {treating-services: services, assigned-person: agent, due: due, kind: work}
              confidentiality: {flag: secret, need-to-know: insiders}
              main-document: {type: page}
            create: [{role: clerk}]
            fields:
              - {id: subject, kind: text, labels: {fr: Objet}, query: objet, weight: 3, max-length: 100}
              - {id: sender, kind: contact, repeatable: true, labels: {fr: Expéditeur}, query: de}
              - {id: received, kind: date, labels: {fr: Reçu}}
              - {id: due, kind: date, labels: {fr: Échéance}, default: {from: received, code: sort, attribute: due}}
              - {id: sort, kind: code, list: kinds, labels: {fr: Sorte}}
              - {id: mode, kind: choice, labels: {fr: Mode}, options: [{id: post, labels: {fr: Poste}}, {id: mail, labels: {fr: Mail}}]}
              - {id: services, kind: service, repeatable: true, labels: {fr: Services}, write: route}
              - {id: agent, kind: user, labels: {fr: Agent}}
              - {id: secret, kind: boolean, labels: {fr: Secret}}
              - {id: insiders, kind: user, repeatable: true, labels: {fr: Initiés}}
              - {id: amount, kind: amount, labels: {fr: Montant}, min: 0, max: 5000}
              - {id: lines, kind: table, labels: {fr: Lignes}, columns: [{id: what, kind: text, labels: {fr: Quoi}, required: true}, {id: price, kind: amount, labels: {fr: Prix}}]}
              - {id: total, kind: computed, labels: {fr: Total}, compute: {sum: [lines.price, amount]}}
              - {id: limit, kind: computed, labels: {fr: Limite}, compute: {date-plus: [received], parameter: delay}}
              - {id: code, kind: text, labels: {fr: Code}, pattern: "@@-###", write: base, required: {from-state: end}}
            access:
              - {to: [{role: clerk}], rights: [read, edit, edit-base, route, transition]}
              - {to: [{functions: [editor], in: services}], states: [treat, end], rights: [read, edit, transition]}
              - {to: [{functions: [chief], in: services}], states: [check], rights: [read, transition]}
              - {to: [{person: insiders}], rights: [read], need-to-know: true}

            """,
        ["types/page.yaml"] = "id: page\nkind: document\nlabels: {fr: Page}\naccess: {inherit: [read]}\n",
    };

    public static Pack Pack { get; } = PackReader.Read(Files).Pack ?? throw new InvalidOperationException(string.Join('\n', PackReader.Read(Files).Faults));

    public static Catalogue Catalogue { get; } = new(Pack);

    /// <summary>The files with one text replaced; the text must be there.</summary>
    public static Dictionary<string, string> With(string file, string old, string @new)
    {
        var text = Files.GetValueOrDefault(file, "");
        Assert.Contains(old, text, StringComparison.Ordinal);
        var at = text.IndexOf(old, StringComparison.Ordinal);
        return new Dictionary<string, string>(Files, StringComparer.Ordinal) { [file] = old.Length == 0 ? @new : text[..at] + @new + text[(at + old.Length)..] };
    }
}
