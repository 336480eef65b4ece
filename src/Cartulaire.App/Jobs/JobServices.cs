using Microsoft.Extensions.DependencyInjection;

namespace Cartulaire.App.Jobs;

/// <summary>Background work, put together.</summary>
internal static class JobServices
{
    /// <summary>Registers the scheduler. Each kind of job is added by name with <see cref="AddJob{T}"/>: nothing is found by scanning.</summary>
    public static void AddJobs(this IServiceCollection services)
    {
        services.AddSingleton<DueBook>();
        services.AddSingleton<JobCounts>();
        services.AddSingleton<JobRunner>();
        services.AddSingleton<JobScheduler>();

        // A host starts them; a verb that owns the folder for a moment does not, and its jobs wait for the next server.
        services.AddHostedService(provider => provider.GetRequiredService<JobScheduler>());
        services.AddHostedService<WarmUp>();
    }

    /// <summary>Adds a kind of job to the explicit list.</summary>
    public static void AddJob<T>(this IServiceCollection services)
        where T : class, IJob
        => services.AddSingleton<IJob, T>();
}
