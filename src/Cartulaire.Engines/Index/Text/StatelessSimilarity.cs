using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Util;

namespace Cartulaire.Engines.Index.Text;

/// <summary>Scores by what the entry itself holds (term frequency, length) and by a shipped list of frequent words; never by the collection, so that what one may not read moves nothing that one sees.</summary>
/// <remarks>Scores are multiples of 1/256 and small: their sums are exact in any order. Otherwise the order in which scorers are added, which follows document frequencies, would show in the last bit.</remarks>
internal sealed class StatelessSimilarity : Similarity
{
    private static readonly float[] Saturation = BuildSaturation();

    /// <inheritdoc/>
    public override long ComputeNorm(FieldInvertState state) => Math.Min(255, (int)(8 * Math.Log2(state.Length + 1)));

    /// <inheritdoc/>
    public override SimWeight ComputeWeight(float queryBoost, CollectionStatistics collectionStats, params TermStatistics[] termStats)
    {
        var rarity = 0f;
        foreach (var term in termStats)
        {
            rarity = Math.Max(rarity, FrequentWords.Weight(term.Term.Utf8ToString()));
        }

        return new Weight(collectionStats.Field, queryBoost * rarity);
    }

    /// <inheritdoc/>
    public override SimScorer GetSimScorer(SimWeight stats, AtomicReaderContext context)
    {
        var weight = (Weight)stats;
        return new Scorer(weight.Value, context.AtomicReader.GetNormValues(weight.Field));
    }

    private static float[] BuildSaturation()
    {
        var table = new float[256];
        for (var i = 0; i < table.Length; i++)
        {
            var length = Math.Pow(2, i / 8.0) - 1;
            table[i] = (float)(1.2 * (0.25 + (0.75 * Math.Min(length, 20_000) / 200)));
        }

        return table;
    }

    private sealed class Weight(string field, float boost) : SimWeight
    {
        private float topLevel = 1;

        public string Field { get; } = field;

        public float Value => boost * topLevel;

        public override float GetValueForNormalization() => 1;

        public override void Normalize(float queryNorm, float topLevelBoost) => topLevel = topLevelBoost;
    }

    private sealed class Scorer(float weight, NumericDocValues? norms) : SimScorer
    {
        public override float Score(int doc, float freq)
        {
            var k = norms is null ? 1.2f : Saturation[norms.Get(doc) & 0xFF];
            return MathF.Round(weight * 16f * freq / (freq + k) * 256f) / 256f;
        }

        public override float ComputeSlopFactor(int distance) => 1f / (distance + 1);

        public override float ComputePayloadFactor(int doc, int start, int end, BytesRef payload) => 1;
    }
}
