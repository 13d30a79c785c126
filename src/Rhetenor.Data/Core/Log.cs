using Microsoft.Extensions.Logging;

namespace Rhetenor.Data.Core;

/// <summary>All log messages of the library. Event ids are public and are never reused. Times use fixed formats with culture-independent
/// separators.</summary>
internal static partial class Log
{
    [LoggerMessage(100, LogLevel.Warning, "DWS download of {FileName}: attempt {Attempt} failed, next in {WaitMilliseconds:0} ms: {Reason}")]
    public static partial void DwsRetry(ILogger logger, string fileName, int attempt, double waitMilliseconds, string reason);

    [LoggerMessage(110, LogLevel.Information, "Master {Market} of {Date:yyyy-MM-dd}: {Count} instruments from {Origin}, written by DWS at {SourceTime:yyyy-MM-dd HH':'mm':'ss zzz}")]
    public static partial void MasterRead(ILogger logger, Enum market, DateOnly date, int count, Enum origin, DateTimeOffset? sourceTime);

    [LoggerMessage(111, LogLevel.Warning, "Master {Market} of {Date:yyyy-MM-dd}: DWS still serves the file of {SourceTime:yyyy-MM-dd HH':'mm':'ss zzz}; it is returned and not cached under this date")]
    public static partial void MasterStale(ILogger logger, Enum market, DateOnly date, DateTimeOffset? sourceTime);

    [LoggerMessage(114, LogLevel.Information, "{FileName} of {Date:yyyy-MM-dd}: {Count} rows, written by DWS at {SourceTime:yyyy-MM-dd HH':'mm':'ss zzz}")]
    public static partial void CompanionRead(ILogger logger, string fileName, DateOnly date, int count, DateTimeOffset? sourceTime);

    [LoggerMessage(112, LogLevel.Warning, "Master {Market} of {Date:yyyy-MM-dd}: {Key} cannot be used and is ignored: {Reason}")]
    public static partial void MasterUnusable(ILogger logger, Enum market, DateOnly date, string key, string reason);

    [LoggerMessage(113, LogLevel.Warning, "Master {Market} of {Date:yyyy-MM-dd}: {ShortCode} {Field}: {Warning}")]
    public static partial void MasterOddity(ILogger logger, Enum market, DateOnly date, string shortCode, string field, string warning);

    [LoggerMessage(200, LogLevel.Warning, "Store {Operation} of '{Key}' failed on attempt {Attempt} ({Reason}); next attempt in {WaitMilliseconds:0} ms")]
    public static partial void StoreRetry(ILogger logger, string operation, string key, int attempt, string reason, double waitMilliseconds);

    [LoggerMessage(201, LogLevel.Warning, "Whether '{Key}' was written is unknown ({Reason})")]
    public static partial void StoreUnclear(ILogger logger, string key, string reason);

    [LoggerMessage(202, LogLevel.Information, "Removed {Count} unfinished files that an earlier process left behind")]
    public static partial void StoreRemovedUnfinished(ILogger logger, int count);

    [LoggerMessage(203, LogLevel.Warning, "The cache folder '{Folder}' cannot be used; objects are fetched instead: {Reason}")]
    public static partial void CacheUnusable(ILogger logger, string folder, string reason);

    [LoggerMessage(204, LogLevel.Warning, "'{File}' in the cache is damaged; the object is fetched again")]
    public static partial void CacheDamaged(ILogger logger, string file);

    [LoggerMessage(300, LogLevel.Warning, "KIS {TrId}: attempt {Attempt} failed, next in {WaitMilliseconds:0} ms: {Reason}")]
    public static partial void HantooRetry(ILogger logger, string trId, int attempt, double waitMilliseconds, string reason);

    [LoggerMessage(301, LogLevel.Warning, "KIS reports too many calls ({Code}): the pace is now {PermitsPerSecond:0.##} calls per second")]
    public static partial void HantooSlower(ILogger logger, string? code, double permitsPerSecond);

    [LoggerMessage(302, LogLevel.Information, "KIS issued a token, valid until {Expires:yyyy-MM-dd HH':'mm':'ss zzz}")]
    public static partial void TokenIssued(ILogger logger, DateTimeOffset expires);

    [LoggerMessage(303, LogLevel.Warning, "Waiting {Seconds} s for KIS's one token a minute: the last one was requested at {Asked:yyyy-MM-dd HH':'mm':'ss zzz}. A FileTokenCache keeps it between starts")]
    public static partial void TokenWaits(ILogger logger, long seconds, DateTimeOffset asked);

    [LoggerMessage(304, LogLevel.Warning, "The KIS token is kept in memory only: {Reason}")]
    public static partial void TokenNotKept(ILogger logger, string reason);

    [LoggerMessage(305, LogLevel.Warning, "The KIS token cache contains no usable token under '{Name}'; it is replaced")]
    public static partial void TokenIgnored(ILogger logger, string name);

    [LoggerMessage(306, LogLevel.Warning, "Others could read '{Path}'; it is now mode 0600. If others use this machine, renew the app secret")]
    public static partial void TokenFileTightened(ILogger logger, string path);

    [LoggerMessage(307, LogLevel.Information, "KIS refuses the token ({Code}); it is renewed")]
    public static partial void TokenRejected(ILogger logger, string? code);

    [LoggerMessage(308, LogLevel.Warning, "KIS {TrId} of {Symbol}: {Count} filler rows without a time were left out")]
    public static partial void HantooRowsDropped(ILogger logger, string trId, string symbol, int count);

    [LoggerMessage(309, LogLevel.Warning, "The pace is not shared with other processes on this host: {Reason}")]
    public static partial void PaceNotShared(ILogger logger, string reason);

    [LoggerMessage(310, LogLevel.Warning, "KIS {TrId} of {Symbol}: the times of {Count} rows have seconds, which were cut off")]
    public static partial void HantooSecondsCut(ILogger logger, string trId, string symbol, int count);

    [LoggerMessage(311, LogLevel.Warning, "KIS {TrId} of {Symbol}: {Count} rows are of a later day than {Date:yyyy-MM-dd} and are not used")]
    public static partial void HantooRowsOfLaterDay(ILogger logger, string trId, string symbol, int count, DateOnly date);

    [LoggerMessage(320, LogLevel.Information, "KIS issued an approval key")]
    public static partial void ApprovalIssued(ILogger logger);

    [LoggerMessage(321, LogLevel.Information, "KIS refuses the approval key; it is renewed")]
    public static partial void ApprovalRejected(ILogger logger);

    [LoggerMessage(322, LogLevel.Information, "Connected for ticks of {Venue}: {Count} symbols are registered")]
    public static partial void TicksConnected(ILogger logger, Enum venue, int count);

    [LoggerMessage(323, LogLevel.Warning, "The connection for ticks ended, attempt {Attempt}, next in {WaitMilliseconds:0} ms: {Reason}")]
    public static partial void TicksDisconnected(ILogger logger, int attempt, double waitMilliseconds, string reason);

    [LoggerMessage(324, LogLevel.Warning, "KIS refused the registration of {Symbol} ({Code}): {Reason}")]
    public static partial void TicksRefused(ILogger logger, string symbol, string? code, string? reason);

    [LoggerMessage(325, LogLevel.Warning, "Whether {Date:yyyy-MM-dd} is a session is not known, and is looked up again a minute later: {Reason}")]
    public static partial void SessionUnknown(ILogger logger, DateOnly date, string reason);

    [LoggerMessage(326, LogLevel.Error, "The end of the ticks failed: {Reason}")]
    public static partial void TicksEndFailed(ILogger logger, string reason);

    [LoggerMessage(330, LogLevel.Warning, "App key {Number} is set aside until {Until:yyyy-MM-dd HH':'mm':'ss zzz}, and its requests are made with the others: {Reason}")]
    public static partial void FleetKeySetAside(ILogger logger, int number, DateTimeOffset until, string reason);

    [LoggerMessage(331, LogLevel.Information, "App key {Number} answers and is used again")]
    public static partial void FleetKeyBack(ILogger logger, int number);

    [LoggerMessage(332, LogLevel.Warning, "App key {Number} gives no ticks and is tried again at {Until:yyyy-MM-dd HH':'mm':'ss zzz}; {Moved} of its symbols are registered with the others, {Left} have no room: {Reason}")]
    public static partial void FleetTicksMoved(ILogger logger, int number, DateTimeOffset until, int moved, int left, string reason);

    [LoggerMessage(400, LogLevel.Warning, "The KIS holidays could not be fetched; continuing with the known days: {Reason}")]
    public static partial void CalendarUnavailable(ILogger logger, string reason);

    [LoggerMessage(401, LogLevel.Warning, "KIS's holidays contradict the known ones: {Date:yyyy-MM-dd} is {Day} by KIS, which is believed")]
    public static partial void CalendarContradicts(ILogger logger, DateOnly date, Enum day);

    [LoggerMessage(410, LogLevel.Information, "{Report}")]
    public static partial void CaughtUp(ILogger logger, object report);

    [LoggerMessage(411, LogLevel.Warning, "{Symbol} on {Date:yyyy-MM-dd} was not fetched: {Reason}")]
    public static partial void SymbolFailed(ILogger logger, string symbol, DateOnly date, string reason);

    [LoggerMessage(412, LogLevel.Warning, "{Key} is left out: {Reason}")]
    public static partial void ObjectUnusable(ILogger logger, string key, string reason);

    [LoggerMessage(433, LogLevel.Warning, "{Lines} of the {Total} lines of {Key} are of another date than its name, and are left out")]
    public static partial void LinesOfOtherDate(ILogger logger, string key, int lines, int total);

    [LoggerMessage(417, LogLevel.Information, "{Objects} objects of {Date:yyyy-MM-dd} are compacted into {Key}")]
    public static partial void Compacted(ILogger logger, int objects, DateOnly date, string key);

    [LoggerMessage(418, LogLevel.Information, "Removed {Key}: {Compacted} contains all its data")]
    public static partial void Removed(ILogger logger, string key, string compacted);

    [LoggerMessage(419, LogLevel.Warning, "{Key} could not be removed and stays, as do the objects after it: {Reason}")]
    public static partial void RemovalFailed(ILogger logger, string key, string reason);

    [LoggerMessage(420, LogLevel.Warning, "The store holds no bars of {Venue} under '{Prefix}' from {From:yyyy-MM-dd} to {To:yyyy-MM-dd}")]
    public static partial void NothingStored(ILogger logger, Enum venue, string prefix, DateOnly from, DateOnly to);

    [LoggerMessage(413, LogLevel.Information, "Another writer has {Key}: the day is read again, round {Round}")]
    public static partial void KeyTaken(ILogger logger, string key, int round);

    [LoggerMessage(414, LogLevel.Error, "The round over {Date:yyyy-MM-dd} failed and is tried again later: {Reason}")]
    public static partial void RoundFailed(ILogger logger, DateOnly date, string reason);

    [LoggerMessage(415, LogLevel.Warning, "An observer of the progress failed: {Reason}")]
    public static partial void ObserverFailed(ILogger logger, string reason);

    [LoggerMessage(416, LogLevel.Warning, "Bars fetched before the run ended could not be written; the next catch-up fetches them again: {Reason}")]
    public static partial void LastWriteFailed(ILogger logger, string reason);

    [LoggerMessage(431, LogLevel.Warning, "The server's time is not known, and this machine's clock decides which session is the latest: {Reason}")]
    public static partial void ServerTimeUnknown(ILogger logger, string reason);

    [LoggerMessage(432, LogLevel.Warning, "The source answered none of {Failures} symbols in a row: what was fetched is written, and {Left} symbols of {Date:yyyy-MM-dd} wait for {Pause}")]
    public static partial void SourceSilent(ILogger logger, int failures, int left, DateOnly date, TimeSpan pause);

    [LoggerMessage(430, LogLevel.Warning, "Whether another writer stored bars of {Date:yyyy-MM-dd} at the same moment is unknown: {Reason}")]
    public static partial void NoLookBack(ILogger logger, DateOnly date, string reason);

    [LoggerMessage(421, LogLevel.Critical, "Live logging ended and stops the host")]
    public static partial void LoggingEnded(ILogger logger, Exception exception);

    [LoggerMessage(434, LogLevel.Warning, "The quotes of several symbols could not be used, and the minutes of all are requested: {Reason}")]
    public static partial void QuotesFailed(ILogger logger, string reason);

    [LoggerMessage(435, LogLevel.Warning, "The lease of '{Owner}' could not be renewed, and is tried again: {Reason}")]
    public static partial void LeaseNotRenewed(ILogger logger, string owner, string reason);

    [LoggerMessage(436, LogLevel.Warning, "The lease of '{Owner}' could not be given back; others take over when it expires: {Reason}")]
    public static partial void LeaseNotGivenBack(ILogger logger, string owner, string reason);

    [LoggerMessage(437, LogLevel.Warning, "'{Owner}' has shown no sign of life for {Expiry}: its {Count} shares are free")]
    public static partial void LeaseTakenOver(ILogger logger, string owner, TimeSpan expiry, int count);

    [LoggerMessage(440, LogLevel.Warning, "{Symbol} has no daily bar of {Date:yyyy-MM-dd} yet: the run ends with {Last:yyyy-MM-dd}")]
    public static partial void NoReference(ILogger logger, string symbol, DateOnly date, DateOnly last);
}
