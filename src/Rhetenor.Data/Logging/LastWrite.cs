using Microsoft.Extensions.Logging;
using Rhetenor.Data.Core;

namespace Rhetenor.Data.Logging;

/// <summary>Writes what was fetched when a run ends early. A store that cannot be reached is asked again until the grace is over.</summary>
internal static class LastWrite
{
    private const int LongestWait = 4;

    /// <summary>Writes, and never throws what the store throws: the failure that ended the run is reported, and the next run requests the
    /// bars again.</summary>
    /// <param name="write">Writes what is pending. A repetition does nothing that was done.</param>
    /// <param name="grace">The time for all attempts.</param>
    /// <param name="timeProvider">The clock of the grace.</param>
    /// <param name="logger">Receives what could not be written.</param>
    public static async Task RunAsync(Func<CancellationToken, Task> write, TimeSpan grace, TimeProvider timeProvider, ILogger logger)
    {
        using var over = new CancellationTokenSource(grace, timeProvider);
        var failure = "";
        try
        {
            for (var wait = 1; ; wait = Math.Min(2 * wait, LongestWait))
            {
                try
                {
                    await write(over.Token).ConfigureAwait(false);
                    return;
                }
                catch (ObjectStoreException exception) when (exception.Error == ObjectStoreError.Unavailable)
                {
                    failure = exception.Message;
                }

                await Pause.ForAsync(TimeSpan.FromSeconds(wait), timeProvider, over.Token).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is ObjectStoreException or OperationCanceledException)
        {
            Log.LastWriteFailed(logger, exception is OperationCanceledException && failure.Length > 0 ? failure : exception.Message);
        }
    }
}
