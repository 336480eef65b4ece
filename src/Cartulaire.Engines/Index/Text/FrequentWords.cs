using System.Collections.Frozen;

namespace Cartulaire.Engines.Index.Text;

/// <summary>Words that nearly every letter holds weigh less. The list is shipped, not counted: counting would tell of texts that one may not read.</summary>
internal static class FrequentWords
{
    private const string Grammar = """
        a ai ainsi apres au aucun aucune aura auront aussi autre autres aux avant avec avez avoir avons c car ce ceci cela celle celui ces cet cette chaque ci comme dans de depuis des deux doit
        dont du elle elles en encore entre est et etaient etait etant etc ete etes etre eu fait faire il ils j je jusqu l la le les leur leurs lors lui m ma mais me meme mes moi moins mon n ne ni
        non nos notre nous on ont ou par pas pendant peu peut plus pour pourra pouvez pouvons qu quand que quel quelle quelles quels qui s sa sans se selon sera seront ses si sinon soit son sont
        sous suis sur t ta tant te tel telle tels tes toi ton tous tout toute toutes tres tu un une vers via voici vos votre vous y
        de het een en van in op te voor met aan is zijn dat die der die das und ist von zu den mit auf the of and to for in on
        """;

    private const string Office = """
        madame monsieur mesdames messieurs veuillez agreer sentiments distingues salutations cordialement objet date concerne lettre courrier demande dossier commune communal communale
        administration service rue belgique page annexe annexes numero reference tel telephone mail fax bourgmestre college conseil ville
        """;

    private static readonly FrozenDictionary<string, float> Weights = Build();

    /// <summary>Weight of a term, stemmed or not: 1 for a word that says something, down to 1/8 for an article.</summary>
    public static float Weight(string term) => Weights.GetValueOrDefault(term, 1f);

    private static FrozenDictionary<string, float> Build()
    {
        var weights = new Dictionary<string, float>(StringComparer.Ordinal);
        foreach (var (list, weight) in new[] { (Office, 0.5f), (Grammar, 0.125f) })
        {
            foreach (var word in TextAnalysis.Words(TextAnalysis.Flat, list))
            {
                weights[word.Term] = weight;
                weights[TextAnalysis.Words(TextAnalysis.Stemmed, word.Term)[0].Term] = weight;
            }
        }

        return weights.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
