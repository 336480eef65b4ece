using Cartulaire.App.Administration;
using Cartulaire.App.Organisation;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cartulaire.App.Jobs;

/// <summary>Makes the first request quick: opens the first administration and asks what each request asks, in the background of the start.</summary>
internal sealed partial class WarmUp(Administrations administrations, TimeProvider clock, ILogger<WarmUp> log) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            if ((await administrations.NamesAsync(stoppingToken).ConfigureAwait(false)) is not [var first, ..])
            {
                return;
            }

            var lease = await administrations.LeaseAsync(first, stoppingToken).ConfigureAwait(false);
            if (!lease.IsSuccess)
            {
                return;
            }

            using (lease.Value)
            {
                var administration = lease.Value.Administration;
                await Tokens.AuthenticateAsync(administration, "cart_warm-up", clock.GetUtcNow(), stoppingToken).ConfigureAwait(false);
                await using var db = administration.Store.Read();
                await administration.Organisation.CurrentAsync(db, stoppingToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program ends before it was warm.
        }
        catch (Exception fault)
        {
            LogFault(fault);
        }
    }

    [LoggerMessage(EventId = 1321, Level = LogLevel.Warning, Message = "The first administration could not be opened ahead of its first request")]
    private partial void LogFault(Exception fault);
}
