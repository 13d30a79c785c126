using Microsoft.Extensions.Logging;
using Rhetenor.Data.Core;

namespace Rhetenor.Data.Logging;

/// <summary>Writes what was fetched before a run ended by a stop or a failure.</summary>
internal static class LastWrite
{
    /// <summary>Writes within the time that a stop may take. The failure that ended the run is the one that is thrown.</summary>
    /// <param name="write">Writes.</param>
    /// <param name="grace">The maximum time.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="logger">Logs a failure. The next run requests these bars again.</param>
    public static async Task RunAsync(Func<CancellationToken, Task> write, TimeSpan grace, TimeProvider timeProvider, ILogger logger)
    {
        using var stop = new CancellationTokenSource(grace, timeProvider);
        try
        {
            await write(stop.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is ObjectStoreException or OperationCanceledException)
        {
            Log.LastWriteFailed(logger, exception.Message);
        }
    }
}
