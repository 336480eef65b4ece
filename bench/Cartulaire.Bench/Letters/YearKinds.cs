using System.Globalization;

namespace Cartulaire.Bench.Letters;

/// <summary>A kind of letter: its type, the service that usually treats it, and the words that it is written with.</summary>
internal sealed record YearKind(string Type, string Service, IReadOnlyList<string> Subjects, IReadOnlyList<string> Sentences)
{
    /// <summary>A subject and a body; places, amounts and other dates are drawn.</summary>
    public (string Subject, IReadOnlyList<string> Body) Fill(Random random, DateOnly date, DateOnly received)
    {
        string Put(string text) => text
            .Replace("{rue}", YearSenders.Streets[random.Next(YearSenders.Streets.Count)], StringComparison.Ordinal)
            .Replace("{somme}", (random.Next(4_000, 900_000) / 100m).ToString("N2", CultureInfo.GetCultureInfo("fr-BE")), StringComparison.Ordinal)
            .Replace("{avant}", date.AddDays(-random.Next(10, 200)).ToString("dd/MM/yyyy", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{apres}", received.AddDays(random.Next(10, 90)).ToString("d MMMM yyyy", CultureInfo.GetCultureInfo("fr-BE")), StringComparison.Ordinal);
        var body = Sentences.OrderBy(_ => random.Next()).Take(3).Select(Put).ToList();
        return (Put(Subjects[random.Next(Subjects.Count)]), body);
    }
}

/// <summary>Twelve kinds for twelve services. Their words overlap on purpose: streets, sums and dates stand in all of them.</summary>
internal static class YearKinds
{
    public static IReadOnlyList<YearKind> All { get; } =
    [
        new("courrier", "travaux", ["État de la voirie {rue}", "Éclairage public {rue}", "Égout bouché {rue}"],
            ["La chaussée {rue} est dégradée depuis le {avant}.", "Un avaloir déborde à chaque orage.", "Le trottoir s'affaisse devant notre porte.", "Nous demandons une réparation avant le {apres}.", "Les travaux annoncés pour {somme} € n'ont pas commencé."]),
        new("courrier", "urbanisme", ["Demande de permis {rue}", "Avis sur un permis d'urbanisme", "Enquête publique {rue}"],
            ["Le projet prévoit une extension de l'habitation sise {rue}.", "Les plans joints sont à l'échelle 1/50.", "La parcelle se trouve en zone d'habitat à caractère rural.", "L'enquête publique se termine le {apres}.", "Le certificat d'urbanisme délivré le {avant} reste valable."]),
        new("facture", "finances", ["Facture n° {somme}", "Rappel de paiement", "Note de crédit"],
            ["Le montant de {somme} € est à payer avant le {apres}.", "Livraison effectuée le {avant}.", "TVA 21 % comprise.", "Veuillez mentionner la communication structurée.", "Votre bon de commande du {avant} est honoré."]),
        new("certificat médical", "personnel", ["Certificat médical", "Incapacité de travail", "Reprise du travail"],
            ["L'agent est incapable de travailler jusqu'au {apres}.", "Je certifie avoir examiné le patient ce jour.", "Les sorties sont autorisées.", "Il s'agit d'une prolongation du certificat du {avant}.", "Un travail adapté est recommandé."]),
        new("courrier", "population", ["Extrait d'acte de naissance", "Changement d'adresse {rue}", "Certificat de résidence"],
            ["Je souhaite recevoir une copie de l'acte dressé le {avant}.", "Je déclare ma nouvelle adresse, {rue}.", "Ma carte d'identité expire le {apres}.", "Je joins la copie de mon passeport.", "L'agent de quartier est passé le {avant}."]),
        new("courrier", "secretariat", ["Fête locale {rue}", "Demande de subside", "Location de la salle communale"],
            ["Notre association organise une fête le {apres}.", "Nous sollicitons un subside de {somme} €.", "Nous souhaitons louer la salle et la sonorisation.", "Le comité s'est réuni le {avant}.", "Le podium et les barrières nous seraient utiles."]),
        new("recours", "juridique", ["Réclamation contre une taxe", "Recours en annulation", "Mise en demeure"],
            ["Mon client conteste la taxe de {somme} €.", "La décision du {avant} viole le principe d'égalité.", "Je vous mets en demeure de répondre avant le {apres}.", "La requête est introduite dans le délai légal.", "Sous toutes réserves et sans reconnaissance préjudiciable."]),
        new("courrier", "enseignement", ["Inscription à l'école communale", "Garderie {rue}", "Repas chauds"],
            ["Notre enfant entrera en première primaire le {apres}.", "La garderie ferme trop tôt.", "Le montant des repas, {somme} €, a été payé deux fois.", "L'instituteur nous a reçus le {avant}.", "La cour de récréation manque d'ombre."]),
        new("courrier", "environnement", ["Dépôt clandestin {rue}", "Collecte des déchets", "Arbres {rue}"],
            ["Des sacs ont été abandonnés {rue}.", "La collecte du {avant} n'a pas eu lieu.", "Le permis d'environnement arrive à échéance le {apres}.", "Les frênes malades doivent être abattus.", "La bulle à verre est pleine depuis le {avant}."]),
        new("courrier", "mobilite", ["Vitesse excessive {rue}", "Stationnement {rue}", "Occupation de la voirie"],
            ["Les voitures roulent trop vite {rue}.", "Nous demandons un emplacement pour personne handicapée.", "Un conteneur sera placé jusqu'au {apres}.", "La police a constaté douze infractions le {avant}.", "Un passage pour piétons manque."]),
        new("retour recommandé", "taxes", ["Envoi recommandé non réclamé", "Avis de réception", "Retour à l'expéditeur"],
            ["L'envoi présenté le {avant} n'a pas été réclamé.", "Le destinataire n'habite plus à l'adresse.", "L'avis de réception est signé.", "L'envoi vous est restitué.", "Délai de garde jusqu'au {apres}."]),
        new("offre", "marches", ["Offre pour le marché {rue}", "Question sur le cahier des charges", "Demande d'agréation"],
            ["Notre offre s'élève à {somme} € hors TVA.", "Le métré récapitulatif est joint.", "L'offre est valable jusqu'au {apres}.", "Nous avons visité les lieux le {avant}.", "Le cahier spécial des charges appelle une question."]),
    ];
}
