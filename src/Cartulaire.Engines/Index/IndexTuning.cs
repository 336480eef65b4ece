using Lucene.Net.Search.Similarities;

namespace Cartulaire.Engines.Index;

/// <summary>What a host may tune, and what tests break on purpose.</summary>
internal sealed record IndexTuning
{
    /// <summary>Memory for entries not yet written, in megabytes; small, because hundreds of indexes may be open.</summary>
    public double RamBufferMegabytes { get; init; } = 4;

    /// <summary>The same while a generation is filled: one at a time, and fewer, larger pieces are put together sooner.</summary>
    public double RebuildBufferMegabytes { get; init; } = 64;

    /// <summary>Parts of about one size that may stand side by side before they are put together. Each part costs every search a look at each word; each joining costs writing once more.</summary>
    public int PartsOfOneSize { get; init; } = 5;

    /// <summary>How long a change may wait to be seen when nobody asks for it.</summary>
    public TimeSpan RefreshEvery { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long a change may wait for stable storage; until then the journal holds it.</summary>
    public TimeSpan CommitEvery { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How the folder of a generation that was switched out goes away.</summary>
    public Action<string> Remove { get; init; } = folder => Directory.Delete(folder, recursive: true);

    /// <summary>Another way to score, to show that the leak test sees it.</summary>
    public Similarity? Similarity { get; init; }

    /// <summary>Leaves out the check of rights on documents, to show that the leak test sees it.</summary>
    public bool ForgetDocumentRights { get; init; }
}
