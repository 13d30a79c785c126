using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using Rhetenor.Data.Core;

namespace Rhetenor.Data.Logging;

/// <summary>The dependencies that all runs of a logger share.</summary>
internal sealed record KlineLoggerParts(
    WriterStore Store, IKlineSource Source, KlineLoggerOptions Options, IReadOnlySet<(DateOnly? Date, string Symbol)> Halted, TimeProvider TimeProvider, ILogger Logger)
{
    /// <summary>Gets whether the source is silent. All runs of a logger find out together.</summary>
    public Outage Outage { get; } = new(Options.OutageFailures);

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

    /// <summary>Converts an answer to bars and coverage.</summary>
    /// <param name="request">The request.</param>
    /// <param name="fetch">The answer.</param>
    /// <param name="through">The last minute covered.</param>
    /// <param name="held">The stored content.</param>
    public FetchedSymbol ToBars(KlineRequest request, KlineFetch fetch, DateTime through, HeldDay held)
    {
        var session = request.Session;
        var rows = CollectionsMarshal.AsSpan(fetch.Rows as List<MinuteRow> ?? [.. fetch.Rows]);
        var klines = KlineAggregator.Aggregate(
            rows, session.Date, time => session.Contains(session.Date.ToDateTime(time)), through.AddMinutes(1), request.SharesBefore).Klines;
        var state = klines.Count > 0 || request.SharesBefore > 0 || held.Bars.HasBars(request.Symbol)
            ? SymbolDayState.Complete
            : fetch.State == SymbolDayState.Doubtful ? SymbolDayState.NotListed
            : Halted.Contains((session.Date, request.Symbol)) ? SymbolDayState.Halted
            : SymbolDayState.NoTrades;
        if (fetch.Doubt is { } doubt)
            return new(request.Symbol, klines, new(SymbolDayState.Doubtful, null, Reason: doubt));
        var isFinal = through == session.LastMinute && (fetch.Answered ?? Now) - request.SettleMargin >= session.SettledAt;
        return new(request.Symbol, klines, new(state, TimeOnly.FromDateTime(through), isFinal));
    }

    /// <summary>Returns the covered part of a symbol's day.</summary>
    public static CoveredSpan? Covered(TradingSession session, HeldDay held, string symbol) =>
        CoveredSpan.Of(session, held.Coverage.GetValueOrDefault(symbol), held.Bars.HasBars(symbol));
}
