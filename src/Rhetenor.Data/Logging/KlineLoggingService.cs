using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Rhetenor.Data.Core;

namespace Rhetenor.Data.Logging;

/// <summary>Logs live while the host runs. If the logging fails, the host stops with an error.</summary>
internal sealed class KlineLoggingService(
    Func<HantooKlineLogger> create, IProgress<CatchUpReport>? reports, IHostApplicationLifetime lifetime, ILogger logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await create().RunAsync(reports, stoppingToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host is stopping.
        }
        catch (Exception exception)
        {
            Log.LoggingEnded(logger, exception);
            // Under .NET 10, a host stopped by a service otherwise exits as if it succeeded.
            if (Environment.ExitCode == 0)
                Environment.ExitCode = 1;
            lifetime.StopApplication();
            throw;
        }
    }
}
