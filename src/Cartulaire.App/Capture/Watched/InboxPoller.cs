using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cartulaire.App.Capture.Watched;

/// <summary>The one look-out for the watched folders of all administrations.</summary>
internal sealed partial class InboxPoller(Inbox inbox, CartulaireOptions options, TimeProvider clock, ILogger<InboxPoller> log) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.InboxInterval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
            {
                try
                {
                    await inbox.PollAsync(stoppingToken).ConfigureAwait(false);
                }
                catch (Exception fault) when (fault is not OperationCanceledException)
                {
                    // The next look may succeed; the program must not end for it.
                    LogFault(fault);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The program stops.
        }
    }

    [LoggerMessage(EventId = 1402, Level = LogLevel.Error, Message = "The watched folders could not be looked into")]
    private partial void LogFault(Exception fault);
}
