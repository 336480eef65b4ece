using Cartulaire.Engines.Database.Rows;
using Cartulaire.Engines.Storage;
using Cartulaire.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Jobs;

/// <summary>When each administration's next job may run, kept in the host's database so that closed administrations are opened in time.</summary>
/// <param name="data">The data folder.</param>
public sealed class DueBook(DataFolder data)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, DateTimeOffset> due = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> written = new(StringComparer.Ordinal);

    /// <summary>The next instant at which an administration is due, if any.</summary>
    public DateTimeOffset? Earliest
    {
        get
        {
            lock (gate)
            {
                return due.Count == 0 ? null : due.Values.Min();
            }
        }
    }

    /// <summary>Reads what was written down.</summary>
    /// <returns>Administrations to be looked at now: those with jobs, and all of them when the last owner did not end cleanly.</returns>
    public async Task<IReadOnlyList<string>> LoadAsync(CancellationToken ct)
    {
        await using var db = data.Host.Read();
        var rows = await db.Due.ToListAsync(ct).ConfigureAwait(false);
        lock (gate)
        {
            foreach (var row in rows)
            {
                written[row.Administration] = row.At;
            }
        }

        return data.EndedCleanly
            ? [.. rows.OrderBy(r => r.At).Select(r => r.Administration)]
            : await db.Administrations.OrderBy(a => a.Name).Select(a => a.Name).ToListAsync(ct).ConfigureAwait(false);
    }

    /// <summary>Takes those whose time has come.</summary>
    internal IReadOnlyList<string> TakeDue(DateTimeOffset now)
    {
        lock (gate)
        {
            var names = due.Where(d => d.Value <= now).Select(d => d.Key).ToList();
            names.ForEach(name => due.Remove(name));
            return names;
        }
    }

    /// <summary>Whether an administration will be looked at by then.</summary>
    internal bool IsDueBy(string name, DateTimeOffset at)
    {
        lock (gate)
        {
            return due.TryGetValue(name, out var known) && known <= at;
        }
    }

    /// <summary>Looks at an administration again at an instant, without writing it down.</summary>
    internal void Postpone(string name, DateTimeOffset at)
    {
        lock (gate)
        {
            due[name] = at;
        }
    }

    /// <summary>Writes down when an administration is due; null when it has nothing to do.</summary>
    internal async Task NoteAsync(string name, DateTimeOffset? at)
    {
        lock (gate)
        {
            if (at is null)
            {
                due.Remove(name);
            }
            else
            {
                due[name] = at.Value;
            }

            if (written.TryGetValue(name, out var known) ? known == at : at is null)
            {
                return;
            }

            if (at is null)
            {
                written.Remove(name);
            }
            else
            {
                written[name] = at.Value;
            }
        }

        await WriteAsync([(name, at)]).ConfigureAwait(false);
    }

    /// <summary>Writes down that these are due as soon as possible, and that the book is complete.</summary>
    internal async Task CloseAsync(IReadOnlyList<string> now)
    {
        Dictionary<string, DateTimeOffset?> lines;
        lock (gate)
        {
            lines = due.ToDictionary(d => d.Key, d => (DateTimeOffset?)d.Value, StringComparer.Ordinal);
        }

        foreach (var name in now)
        {
            lines[name] = DateTimeOffset.UnixEpoch;
        }

        if ((await WriteAsync([.. lines.Select(l => (l.Key, l.Value))]).ConfigureAwait(false)).IsSuccess)
        {
            data.EndCleanly();
        }
    }

    private Task<Outcome<Done>> WriteAsync(IReadOnlyList<(string Name, DateTimeOffset? At)> lines)
        => data.HostWriter.RunAsync<Done>(
            async (db, ct) =>
            {
                foreach (var (name, at) in lines)
                {
                    var row = await db.Due.FindAsync([name], ct).ConfigureAwait(false);
                    if (row is not null && at is null)
                    {
                        db.Due.Remove(row);
                    }
                    else if (row is not null)
                    {
                        row.At = at!.Value;
                    }
                    else if (at is not null && await db.Administrations.AnyAsync(a => a.Name == name, ct).ConfigureAwait(false))
                    {
                        db.Due.Add(new DueRow { Administration = name, At = at.Value });
                    }
                }

                return default(Done);
            },
            CancellationToken.None);
}
