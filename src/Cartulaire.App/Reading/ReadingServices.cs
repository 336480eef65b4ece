using Cartulaire.App.Capture.Separation;
using Cartulaire.App.Capture.Watched;
using Cartulaire.App.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace Cartulaire.App.Reading;

/// <summary>Reading, put together.</summary>
internal static class ReadingServices
{
    /// <summary>Registers the workers, the jobs that use them and the page images.</summary>
    public static void AddReading(this IServiceCollection services)
    {
        services.AddSingleton<ReadingState>();
        services.AddSingleton<PageImages>();
        services.AddJob<ReadText>();
        services.AddJob<OpenParts>();
        services.AddJob<SeparatePile>();
        services.AddSingleton<Inbox>();
        services.AddHostedService<InboxPoller>();
    }
}
