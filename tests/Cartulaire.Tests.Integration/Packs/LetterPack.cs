using Cartulaire.App.Packs;
using Cartulaire.App.Packs.Reading;

namespace Cartulaire.Tests.Integration.Packs;

/// <summary>A small pack in two versions with all four kinds of conversion between them, and overlays on it.</summary>
internal static class LetterPack
{
    public const string TypeV2 = """
        id: letter
        version: 2
        labels: {fr: Lettre}
        workflow: letter
        title: "{subject}"
        create: [{role: clerk}]
        fields:
          - {id: subject, kind: text, labels: {fr: Objet}}
          - {id: mode, kind: choice, labels: {fr: Mode}, options: [{id: post, labels: {fr: Poste}}, {id: mail, labels: {fr: Mail}}]}
          - {id: urgency, kind: choice, labels: {fr: Urgence}, options: [{id: usual, labels: {fr: Normale}}, {id: high, labels: {fr: Haute}}]}
          - {id: shelf, kind: text, labels: {fr: Rayon}}
        access:
          - {to: [{role: clerk}], rights: [read, edit, transition]}

        """;

    private const string TypeV1 = """
        id: letter
        labels: {fr: Lettre}
        workflow: letter
        title: "{title}"
        create: [{role: clerk}]
        fields:
          - {id: title, kind: text, labels: {fr: Titre}}
          - {id: mode, kind: choice, labels: {fr: Mode}, options: [{id: p, labels: {fr: Poste}}, {id: m, labels: {fr: Mail}}, {id: f, labels: {fr: Fax}}]}
          - {id: shelf, kind: text, labels: {fr: Rayon}}
        access:
          - {to: [{role: clerk}], rights: [read, edit, transition]}

        """;

    public static Dictionary<string, string> V1() => new(StringComparer.Ordinal)
    {
        ["pack.yaml"] = "id: letters\nversion: 1\nlabels: {fr: Lettres}\n",
        ["roles.yaml"] = "roles:\n  - {id: clerk, labels: {fr: Commis}}\nfunctions:\n  - {id: editor, labels: {fr: Agent}}\n",
        ["dashboards.yaml"] = "dashboards:\n  - {id: all-letters, labels: {fr: Toutes}, query: type:letter}\n",
        ["registers.yaml"] = "registers:\n  - {id: book, labels: {fr: Registre}, format: \"{number}\"}\n",
        ["workflows/letter.yaml"] = Workflow(1, "check"),
        ["types/letter.yaml"] = TypeV1,
    };

    public static Dictionary<string, string> V2() => new(V1(), StringComparer.Ordinal)
    {
        ["pack.yaml"] = "id: letters\nversion: 2\nlabels: {fr: Lettres}\n",
        ["workflows/letter.yaml"] = Workflow(2, "review"),
        ["types/letter.yaml"] = TypeV2,
        ["conversions.yaml"] = """
            conversions:
              - from: 1
                steps:
                  - {type: letter, rename: {from: title, to: subject}}
                  - {type: letter, map-values: {field: mode, map: {p: post, m: mail, f: mail}}}
                  - {type: letter, map-states: {check: review}}
                  - {type: letter, default: {field: urgency, value: usual}}
                  - {type: letter, default: {field: shelf, value: A1}}

            """,
    };

    /// <summary>An overlay that adds a field to the letter and changes the register.</summary>
    public static Dictionary<string, string> Overlay(int version, int typeBase) => new(StringComparer.Ordinal)
    {
        ["pack.yaml"] = $"id: ours\nversion: {version}\noverlays: letters\nlabels: {{fr: À nous}}\n",
        ["types/letter.yaml"] = $"id: letter\nbase: {typeBase}\nlabels: {{fr: Pli}}\nfields:\n  - {{id: colour, kind: text, labels: {{fr: Couleur}}}}\n",
        ["registers.yaml"] = "registers:\n  - {id: book, base: 1, labels: {fr: Registre}, format: \"L{number}\"}\n",
    };

    public static PackSource Source(Dictionary<string, string> files)
    {
        var source = PackSource.Of(files);
        Assert.True(source.IsSuccess, string.Join('\n', PackReader.Read(files).Faults));
        return source.Value;
    }

    public static void Write(Dictionary<string, string> files, string folder)
    {
        foreach (var (path, text) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Join(folder, path))!);
            File.WriteAllText(Path.Join(folder, path), text);
        }
    }

    private static string Workflow(int version, string middle) => $$"""
        id: letter
        version: {{version}}
        states:
          - {id: new, labels: {fr: Nouveau} }
          - {id: {{middle}}, labels: {fr: Contrôle} }
          - {id: end, final: true, labels: {fr: Fini} }
        transitions:
          - {id: send, labels: {fr: Envoyer}, from: [new], to: {{middle}}, who: [{role: clerk}] }
          - {id: finish, labels: {fr: Finir}, from: [{{middle}}], to: end, who: [{role: clerk}] }

        """;
}
