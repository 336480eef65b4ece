namespace Cartulaire.App.SignIn;

/// <summary>Counts failed sign-ins: 10 in five minutes for an account, 100 for a network (security C-05).</summary>
/// <remarks>Kept in memory, known and unknown accounts alike, so that neither answers nor times tell who exists. One process owns the data folder.</remarks>
public sealed class SignInLimits(TimeProvider clock)
{
    /// <summary>Failures that an account may have within <see cref="Window"/>.</summary>
    public const int OfAccount = 10;

    /// <summary>Failures that a network may have within <see cref="Window"/>.</summary>
    public const int OfNetwork = 100;

    /// <summary>The time over which failures are counted.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private const int Many = 20_000;

    private readonly Dictionary<string, List<DateTimeOffset>> failures = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    /// <summary>Takes the right to try; an attempt counts as failed until it is given back, so that parallel attempts cannot pass together.</summary>
    /// <returns>False when there were too many failures.</returns>
    public bool TryTake(string account, string network)
    {
        var now = clock.GetUtcNow();
        lock (gate)
        {
            if (failures.Count > Many)
            {
                foreach (var stale in failures.Where(f => f.Value.TrueForAll(at => at <= now - Window)).Select(f => f.Key).ToList())
                {
                    failures.Remove(stale);
                }
            }

            var (mine, ours) = (Of("a:" + account, now), Of("n:" + network, now));
            if (mine.Count >= OfAccount || ours.Count >= OfNetwork)
            {
                return false;
            }

            mine.Add(now);
            ours.Add(now);
            return true;
        }
    }

    /// <summary>The attempt succeeded: the account's failures are forgotten, the network's attempt is given back.</summary>
    public void Succeeded(string account, string network)
    {
        lock (gate)
        {
            failures.Remove("a:" + account);
            if (failures.TryGetValue("n:" + network, out var ours) && ours.Count > 0)
            {
                ours.RemoveAt(ours.Count - 1);
            }
        }
    }

    private List<DateTimeOffset> Of(string key, DateTimeOffset now)
    {
        if (!failures.TryGetValue(key, out var list))
        {
            failures.Add(key, list = []);
        }

        list.RemoveAll(at => at <= now - Window);
        return list;
    }
}
