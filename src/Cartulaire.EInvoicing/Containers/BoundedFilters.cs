using System.IO.Compression;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Tokenization.Scanner;
using UglyToad.PdfPig.Tokens;

namespace Cartulaire.EInvoicing.Containers;

/// <summary>
/// How the streams are decompressed that tell the structure of a PDF (cross-reference tables, objects): no more in all than a limit, which no honest structure comes near, and with Flate only, which all have. The library itself has no limit.
/// </summary>
internal sealed class BoundedFilters : ILookupFilterProvider
{
    private const long Most = 32 << 20;

    private readonly BoundedFilter flate;

    public BoundedFilters() => flate = new BoundedFilter();

    /// <inheritdoc/>
    public IReadOnlyList<IFilter> GetFilters(DictionaryToken dictionary)
    {
        ArgumentNullException.ThrowIfNull(dictionary);
        return dictionary.TryGet(NameToken.Filter, out IToken filter) ? Of(filter) : [];
    }

    /// <inheritdoc/>
    public IReadOnlyList<IFilter> GetFilters(DictionaryToken dictionary, IPdfTokenScanner scanner) => GetFilters(dictionary);

    /// <inheritdoc/>
    public IReadOnlyList<IFilter> GetNamedFilters(IReadOnlyList<NameToken> names) => [.. names.SelectMany(Of)];

    /// <inheritdoc/>
    public IReadOnlyList<IFilter> GetAllFilters() => [flate];

    private List<IFilter> Of(IToken filter) => filter switch
    {
        NameToken { Data: "FlateDecode" or "Fl" } => [flate],
        ArrayToken array => [.. array.Data.SelectMany(Of)],
        _ => throw new InvalidDataException(filter.ToString()),
    };

    private sealed class BoundedFilter : IFilter
    {
        private readonly FlateFilter inner = new();
        private long total;

        /// <inheritdoc/>
        public bool IsSupported => true;

        /// <inheritdoc/>
        public Memory<byte> Decode(Memory<byte> input, DictionaryToken streamDictionary, IFilterProvider filterProvider, int filterIndex)
        {
            // Measured first, kept by nobody.
            using var inflated = new DeflateStream(new MemoryStream(input[Math.Min(2, input.Length)..].ToArray()), CompressionMode.Decompress);
            var buffer = new byte[16384];
            try
            {
                for (int read; (read = inflated.Read(buffer)) > 0;)
                {
                    total += read;
                    if (total > Most)
                    {
                        throw new InvalidDataException("more than the structure of a PDF needs");
                    }
                }
            }
            catch (InvalidDataException) when (total <= Most)
            {
                // Broken: the library takes what can be taken, which is no more than was measured.
            }

            return inner.Decode(input, streamDictionary, filterProvider, filterIndex);
        }
    }
}
