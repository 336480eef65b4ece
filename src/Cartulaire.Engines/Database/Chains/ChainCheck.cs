using System.Globalization;
using System.Text.Json;

namespace Cartulaire.Engines.Database.Chains;

/// <summary>A stored link, as read for verification.</summary>
internal sealed record StoredLink(long Number, DateTimeOffset At, string Actor, string Kind, string? Subject, byte[] Canon, byte[] Hash);

/// <summary>Walks a chain in order and says everything that does not hold (security L-02).</summary>
internal sealed class ChainCheck(string chain)
{
    private byte[] previous = ChainLink.Origin;
    private long expected = 1;

    /// <summary>What was found wrong.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>Links walked.</summary>
    public long Count => expected - 1;

    /// <summary>Hash of the last link walked.</summary>
    public byte[] LastHash => previous;

    /// <summary>Checks the next link; null when its bytes cannot be read.</summary>
    public ChainLink? Next(StoredLink stored)
    {
        if (stored.Number != expected)
        {
            Add(stored.Number, $"number {expected} expected");
        }

        if (!ChainLink.Hash(previous, stored.Canon).AsSpan().SequenceEqual(stored.Hash))
        {
            Add(stored.Number, "hash does not follow from the previous entry");
        }

        previous = stored.Hash;
        expected = stored.Number + 1;
        try
        {
            var link = ChainLink.FromCanon(stored.Canon);
            if (link.Number != stored.Number || link.At != stored.At || link.Actor != stored.Actor
                || link.Kind != stored.Kind || link.Subject != stored.Subject)
            {
                Add(stored.Number, "columns differ from the chained bytes");
            }

            return link;
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or FormatException or InvalidOperationException)
        {
            Add(stored.Number, "the chained bytes cannot be read");
            return null;
        }
    }

    /// <summary>Compares the end of the walk with the head that the database keeps.</summary>
    public void End(long headNumber, byte[] headHash)
    {
        if (headNumber != Count)
        {
            Faults.Add(string.Create(CultureInfo.InvariantCulture, $"{chain}: the head says {headNumber}, the last entry is {Count}"));
        }
        else if (!headHash.AsSpan().SequenceEqual(previous))
        {
            Faults.Add($"{chain}: the head's hash is not that of the last entry");
        }
    }

    private void Add(long number, string what)
        => Faults.Add(string.Create(CultureInfo.InvariantCulture, $"{chain} {number}: {what}"));
}
