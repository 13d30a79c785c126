using Microsoft.Extensions.Logging;

namespace Rhetenor.Data;

/// <summary>What the stores log. No message holds a header, a body or a setting.</summary>
internal static partial class StorageLog
{
    [LoggerMessage(EventId = 2001, Level = LogLevel.Warning,
        Message = "Store {Operation} of '{Key}' failed on attempt {Attempt} ({Reason}); next attempt in {WaitMilliseconds} ms")]
    public static partial void Retrying(
        ILogger logger, string operation, string key, int attempt, string reason, double waitMilliseconds);

    [LoggerMessage(EventId = 2002, Level = LogLevel.Warning,
        Message = "Whether '{Key}' was written is unknown ({Reason})")]
    public static partial void Unclear(ILogger logger, string key, string reason);

    [LoggerMessage(EventId = 2003, Level = LogLevel.Information,
        Message = "Removed {Count} unfinished files that an earlier process left behind")]
    public static partial void RemovedUnfinished(ILogger logger, int count);

    /// <summary>Logs, and lets no failure of the logger reach the operation.</summary>
    public static void Quietly(ILogger logger, Action<ILogger> log)
    {
        try
        {
            log(logger);
        }
        catch (Exception)
        {
            // A caller's logger must not decide whether an object is stored.
        }
    }
}
