using Microsoft.Extensions.Logging;
using Rhetenor.Data.Core;

namespace Rhetenor.Data.Logging;

/// <summary>Reports the waits of a source as progress, until it is disposed.</summary>
internal sealed class SourceWaits : IDisposable
{
    private readonly IKlineSource _source;
    private readonly EventHandler<DateTimeOffset> _handler;

    private SourceWaits(IKlineSource source, EventHandler<DateTimeOffset> handler)
    {
        (_source, _handler) = (source, handler);
        source.Waiting += handler;
    }

    /// <summary>Begins to report; null when nobody receives it.</summary>
    public static SourceWaits? Report(IKlineSource source, ILogger logger, IProgress<CatchUpProgress>? progress, Func<DateTimeOffset, CatchUpProgress> value) => progress is null
        ? null
        : new(source, (_, until) => progress.ReportSafely(value(until), logger));

    /// <summary>Begins to report before the source has told the time and the calendar: there is only this machine's clock and the built-in calendar.</summary>
    public static async Task<SourceWaits?> ReportAsync(
        IKlineSource source, ILogger logger, IProgress<CatchUpProgress>? progress, Venue venue, DateTimeOffset now, CancellationToken cancellationToken)
    {
        IMarketCalendar calendar = KrxCalendar.Instance;
        var session = await calendar.LatestSessionAsync(venue, now, cancellationToken).ConfigureAwait(false);
        return Report(source, logger, progress, until => new() { Session = session, Done = 0, Total = 0, Calls = 0, CallsAtMost = 0, Bars = 0, WaitingUntil = until });
    }

    public void Dispose() => _source.Waiting -= _handler;
}
