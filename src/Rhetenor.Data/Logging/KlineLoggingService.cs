using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Rhetenor.Data.Core;

namespace Rhetenor.Data.Logging;

/// <summary>Logs live for as long as the host runs. What ends the logging otherwise ends the host, as failed.</summary>
internal sealed class KlineLoggingService(
    Func<CancellationToken, Task<HantooKlineLogger>> create, IProgress<CatchUpReport>? reports, IHostApplicationLifetime lifetime, ILogger logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var klines = await create(stoppingToken).ConfigureAwait(false);
            await klines.RunAsync(reports, stoppingToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
        catch (Exception exception)
        {
            Log.LoggingEnded(logger, exception);
            // A host of .NET 10 that a service has stopped ends like any other.
            if (Environment.ExitCode == 0)
                Environment.ExitCode = 1;
            lifetime.StopApplication();
            throw;
        }
    }
}
