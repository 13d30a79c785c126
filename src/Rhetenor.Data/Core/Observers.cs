using Microsoft.Extensions.Logging;

namespace Rhetenor.Data.Core;

/// <summary>Reports to the observers of a caller.</summary>
internal static class Observers
{
    /// <summary>Reports a value. An exception of the observer is logged, because it must not end the work that is reported.</summary>
    public static void ReportSafely<T>(this IProgress<T>? observer, T value, ILogger logger)
    {
        try
        {
            observer?.Report(value);
        }
        catch (Exception exception)
        {
            Log.ObserverFailed(logger, exception.Message);
        }
    }
}
