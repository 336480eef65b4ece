using Cartulaire.App.Administration;
using Cartulaire.Engines.Database;
using Cartulaire.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Jobs;

/// <summary>Gives a job that was given up a new series of tries.</summary>
public static class RetryJob
{
    /// <summary>Lets it wait again, due at once; refuses a job that is unknown or not given up.</summary>
    public static Task<Written<Done>> HandleAsync(OpenAdministration administration, Actor actor, JobId job, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(administration);
        return administration.Store.Writer.RunAsync<Done>(
            actor,
            async (act, token) =>
            {
                var row = await act.Db.Jobs.SingleOrDefaultAsync(j => j.Id == job, token).ConfigureAwait(false);
                if (row is null)
                {
                    return new Failure(Refusal.NotFound, "job.unknown");
                }

                if (row.State != JobStates.GivenUp)
                {
                    return new Failure(Refusal.Conflict, "job.not-given-up");
                }

                row.State = JobStates.Waiting;
                (row.Attempts, row.Deaths) = (0, 0);
                row.DueAt = act.Now;
                act.WakeJobs();
                act.Journal("job.retried", job, new { row.Kind });
                return default(Done);
            },
            ct);
    }
}
