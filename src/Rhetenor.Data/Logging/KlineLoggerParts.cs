using Microsoft.Extensions.Logging;
using Rhetenor.Data.Core;

namespace Rhetenor.Data.Logging;

/// <summary>The dependencies that all runs of a logger share.</summary>
internal sealed record KlineLoggerParts(
    WriterStore Store, IKlineSource Source, KlineLoggerOptions Options, LoggedMasters Masters, TimeProvider TimeProvider, ILogger Logger)
{
    /// <summary>Gets whether the source is silent. All runs of a logger find out together.</summary>
    public Outage Outage { get; } = new(Options.OutageFailures);

    /// <summary>Gets what quotes have shown. All runs of a logger share it.</summary>
    public QuoteMemory Quoted { get; } = new();

    /// <summary>Gets the feeds that follow the runs.</summary>
    public Followers Followers { get; } = new(TimeProvider);

    /// <summary>Gets the server's time if the source knows it, otherwise the host's, Korean time.</summary>
    public DateTimeOffset Now => (Source.ServerNow ?? TimeProvider.GetUtcNow()).ToOffset(KoreaTime.Offset);

    /// <summary>Gets the server's time, also if the source has to ask for it. If that fails, the host's clock decides.</summary>
    public async Task<DateTimeOffset> AskNowAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await Source.GetServerNowAsync(cancellationToken).ConfigureAwait(false) ?? TimeProvider.GetUtcNow()).ToOffset(KoreaTime.Offset);
        }
        catch (RhetenorException exception)
        {
            Log.ServerTimeUnknown(Logger, exception.Message);
            return Now;
        }
    }

    /// <summary>Returns the covered part of a symbol's day.</summary>
    public CoveredSpan? Covered(TradingSession session, HeldDay held, string symbol, DateOnly? next) =>
        CoveredSpan.Of(session, held.Coverage.GetValueOrDefault(symbol), held.Bars.HasBars(symbol), SharesOf(session, held, symbol, next));

    /// <summary>Returns the shares of a symbol's day according to the next session's master and to the stored bars; null without a master.</summary>
    public DayShares? SharesOf(TradingSession session, HeldDay held, string symbol, DateOnly? next) =>
        SharesOfDay(session, next, symbol) is { } traded ? new(traded, held.SharesOf(symbol)) : null;

    /// <summary>Returns the shares traded in a session according to the next one's master; null when it is not known.</summary>
    /// <param name="session">The session.</param>
    /// <param name="next">The next session's date; null when there is none yet.</param>
    /// <param name="symbol">The symbol.</param>
    public long? SharesOfDay(TradingSession session, DateOnly? next, string symbol) =>
        next is { } date && DayShares.AreKnownOf(session.Venue) ? Masters.SharesBefore(date, symbol) : null;
}
