namespace Cartulaire.EInvoicing.Xml;

/// <summary>How often elements of a document were looked at, and how often they may be.</summary>
/// <remarks>A rule that compares an element with all of its kind is nothing in an invoice, and hours in a file made for it. Counted, not timed: the same file gets the same answer on every machine.</remarks>
internal sealed class Work
{
    private long allowed = long.MaxValue;

    /// <summary>So far.</summary>
    public long Done { get; private set; }

    /// <summary>Allows so many more.</summary>
    public void Allow(long looks) => allowed = Done + looks;

    /// <summary>Allows as many as are wanted.</summary>
    public void AllowAll() => allowed = long.MaxValue;

    /// <summary>So many more.</summary>
    /// <exception cref="TooMuchWorkException">They are more than allowed.</exception>
    public void Add(int looks)
    {
        if ((Done += looks) > allowed)
        {
            throw new TooMuchWorkException();
        }
    }
}

/// <summary>Elements were looked at more often than allowed: said to callers as a fault.</summary>
internal sealed class TooMuchWorkException : Exception;
