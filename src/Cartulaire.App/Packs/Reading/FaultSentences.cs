using System.Collections.Frozen;
using System.Globalization;
using Cartulaire.Kernel.Packs;

namespace Cartulaire.App.Packs.Reading;

/// <summary>What is said about a fault: file, line, and a sentence that helps, in French or English.</summary>
public static class FaultSentences
{
    private static readonly FrozenDictionary<string, (string Fr, string En)> Texts = new Dictionary<string, (string Fr, string En)>(StringComparer.Ordinal)
    {
        [FaultCodes.YamlInvalid] = ("Ce n'est pas du YAML valable : {0}", "This is not valid YAML: {0}"),
        [FaultCodes.YamlTooLarge] = ("Le fichier compte {0} caractères ; {1} au plus sont acceptés.", "The file has {0} characters; at most {1} are accepted."),
        [FaultCodes.YamlTooDeep] = ("Trop de niveaux imbriqués : {0} au plus.", "Too many nested levels: {0} at most."),
        [FaultCodes.YamlAlias] = ("Les ancres et alias (« {0} ») ne sont pas acceptés : écrivez la valeur à chaque endroit.", "Anchors and aliases (\"{0}\") are not accepted: write the value in each place."),
        [FaultCodes.FileUnknown] = ("Le fichier « {0} » n'a pas de place dans un pack ; déplacez-le ou renommez-le.", "The file \"{0}\" has no place in a pack; move or rename it."),
        [FaultCodes.PackMissing] = ("Le fichier pack.yaml manque : il donne id, version et labels.", "The file pack.yaml is missing: it gives id, version and labels."),
        [FaultCodes.KeyUnknown] = ("La clé « {0} » n'existe pas ici{1:?. Vouliez-vous écrire « {1} » ?}", "The key \"{0}\" does not exist here{1:?. Did you mean \"{1}\"?}"),
        [FaultCodes.KeyTwice] = ("La clé « {0} » est écrite deux fois.", "The key \"{0}\" is written twice."),
        [FaultCodes.KeyMissing] = ("Il manque « {0} ».", "\"{0}\" is missing."),
        [FaultCodes.ValueShape] = ("On attend ici : {0} ; il y a « {1} ».", "Expected here: {0}; found \"{1}\"."),
        [FaultCodes.ValueUnknown] = ("« {0} » n'est pas un mot connu ici ; vouliez-vous : {1} ?", "\"{0}\" is not a known word here; did you mean: {1}?"),
        [FaultCodes.IdInvalid] = ("« {0} » n'est pas un identifiant : minuscules, chiffres et tirets, en commençant par une lettre.", "\"{0}\" is not an id: lower-case letters, digits and hyphens, a letter first."),
        [FaultCodes.IdTwice] = ("{0} « {1} » est déclaré deux fois ; la première fois en {2}.", "{0} \"{1}\" is declared twice; first at {2}."),
        [FaultCodes.RefUnknown] = ("{0} « {1} » n'est déclaré nulle part{2:?. Vouliez-vous écrire « {2} » ?}", "{0} \"{1}\" is declared nowhere{2:?. Did you mean \"{2}\"?}"),
        [FaultCodes.FormatInvalid] = ("Le format est fautif au caractère {1} (« {2} ») : {0}.", "The format is wrong at character {1} (\"{2}\"): {0}."),
        [FaultCodes.SlotMissing] = ("La capacité « {0} » a besoin d'un champ pour « {1} ».", "The capability \"{0}\" needs a field for \"{1}\"."),
        [FaultCodes.SlotKind] = ("« {0} » ne peut pas être le champ « {1} » de nature {2} ; il faut : {3}.", "\"{0}\" cannot be the field \"{1}\" of kind {2}; it takes: {3}."),
        [FaultCodes.SlotRepeatable] = ("Pour « {0} », le champ « {1} » doit changer de nombre (repeatable).", "For \"{0}\", the field \"{1}\" must change its number (repeatable)."),
        [FaultCodes.FieldIncomplete] = ("Le champ « {0} » de nature {1} a besoin de « {2} ».", "The field \"{0}\" of kind {1} needs \"{2}\"."),
        [FaultCodes.FieldExtra] = ("Le champ « {0} » de nature {1} n'admet pas « {2} ».", "The field \"{0}\" of kind {1} does not take \"{2}\"."),
        [FaultCodes.FieldBounds] = ("Les bornes du champ « {0} » se contredisent ou dépassent ce qui est permis.", "The bounds of the field \"{0}\" contradict each other or exceed what is allowed."),
        [FaultCodes.FieldKindMismatch] = ("Le champ « {0} » est de nature {1} ; il faut ici : {2}.", "The field \"{0}\" is of kind {1}; needed here: {2}."),
        [FaultCodes.ComputedForward] = ("Le champ calculé « {0} » regarde « {1} », qui vient après lui.", "The computed field \"{0}\" looks at \"{1}\", which comes after it."),
        [FaultCodes.QueryTwice] = ("Le nom de recherche « {0} » est déjà celui du champ « {1} ».", "The search name \"{0}\" is already that of the field \"{1}\"."),
        [FaultCodes.StatesMissing] = ("« {0} » n'a pas ce qu'il lui faut : {1}.", "\"{0}\" lacks: {1}."),
        [FaultCodes.StateUnreachable] = ("Aucune transition ne mène à l'état « {0} ».", "No transition leads to the state \"{0}\"."),
        [FaultCodes.StateStuck] = ("On ne sort jamais de l'état « {0} », qui n'est pas final.", "Nothing leaves the state \"{0}\", which is not final."),
        [FaultCodes.LevelsMissing] = ("La transition « {0} » suit des niveaux de validation, et le parcours n'en déclare pas.", "The transition \"{0}\" follows validation levels, and the workflow declares none."),
        [FaultCodes.RelationOwn] = ("« {0} » ne se dit que d'une attribution.", "\"{0}\" can only be said of an assignment."),
        [FaultCodes.FunctionAdministers] = ("La fonction « {0} » ne vaut que dans un service : seul un rôle peut administrer.", "The function \"{0}\" only counts in a service: only a role may administer."),
        [FaultCodes.AccessNone] = ("Personne ne peut lire un élément du type « {0} » : donnez-lui des règles d'accès.", "Nobody may read an item of type \"{0}\": give it access rules."),
        [FaultCodes.AccessBoth] = ("Le type « {0} » a des règles d'accès et hérite : choisissez.", "The type \"{0}\" has access rules and inherits: choose."),
        [FaultCodes.AccessConfidential] = ("Un élément confidentiel du type « {0} » ne serait lisible par personne : marquez une règle need-to-know.", "A confidential item of type \"{0}\" could be read by nobody: mark a rule need-to-know."),
        [FaultCodes.DatesContradict] = ("Les dates ou valeurs de « {0} » se contredisent ou manquent.", "The dates or values of \"{0}\" contradict each other or are missing."),
        [FaultCodes.ConversionVersion] = ("La conversion depuis la version {0} n'est pas à sa place : chaque version antérieure au plus une fois.", "The conversion from version {0} is out of place: each earlier version once at most."),
        [FaultCodes.OverlayUnknown] = ("L'adaptation change {0} « {1} », que la base n'a pas.", "The overlay changes {0} \"{1}\", which the base does not have."),
        [FaultCodes.OverlayConflict] = ("{0} « {1} » a été adapté sur la version {2} ; la base est à la version {3}. Rien n'est repris sans vous.", "{0} \"{1}\" was adapted on version {2}; the base is at version {3}. Nothing is taken without you."),
        [FaultCodes.OverlayShadows] = ("{0} « {1} » existe dans la base : dites de quelle version part l'adaptation (base).", "{0} \"{1}\" exists in the base: say on which version the overlay builds (base)."),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The codes that have a sentence.</summary>
    public static IReadOnlyCollection<string> Codes => Texts.Keys;

    /// <summary>The sentence, with file and line.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="language">Two letters; anything but <c>en</c> reads as French.</param>
    public static string Of(Fault fault, string language)
    {
        var (fr, en) = Texts[fault.Code];
        var text = language.StartsWith("en", StringComparison.Ordinal) ? en : fr;
        return string.Create(CultureInfo.InvariantCulture, $"{fault.At.File}:{fault.At.Line} {Fill(text, fault.Args)}");
    }

    // "{1:?…}" is written only when argument 1 says something; arguments are never read as a format.
    private static string Fill(string text, IReadOnlyList<string> args)
    {
        for (var i = text.IndexOf(":?", StringComparison.Ordinal); i >= 0; i = text.IndexOf(":?", StringComparison.Ordinal))
        {
            var index = text[i - 1] - '0';
            var end = text.LastIndexOf('}');
            var inner = index < args.Count && args[index].Length > 0 ? text[(i + 2)..end] : ".";
            text = text[..(i - 2)] + inner + text[(end + 1)..];
        }

        var parts = text.Split('{');
        return parts[0] + string.Concat(parts.Skip(1).Select(part => (part[0] - '0' < args.Count ? args[part[0] - '0'] : "") + part[2..]));
    }
}
