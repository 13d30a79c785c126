using Rhetenor.Data.Markets;

namespace Rhetenor.Data.Reports;

/// <summary>Checks days in order of time, and remembers the closing prices.</summary>
internal sealed class QualityRun(Venue venue, KlineReportContext context, DailyBook daily, int maxFindings)
{
    private readonly MasterBook _masters = new(context);
    private readonly FindingTally _tally = new(maxFindings);
    private readonly Dictionary<string, (DateOnly Date, double Close)> _closes = new(StringComparer.Ordinal);
    private readonly List<StoreProblem> _problems = [];
    private int _sessions;
    private int _symbolDays;
    private int _withoutLimits;
    private long _bars;

    public async ValueTask AddAsync(SessionBars day, CancellationToken cancellationToken)
    {
        var isClosed = await context.Calendar.GetDayAsync(day.Date, cancellationToken).ConfigureAwait(false) == MarketDay.Closed;
        await _masters.AddAsync(day.Date, cancellationToken).ConfigureAwait(false);
        await daily.AddAsync(day.Date, cancellationToken).ConfigureAwait(false);
        _problems.AddRange(day.Problems);
        _sessions += day.History.Count > 0 ? 1 : 0;
        var session = await context.HoursAsync(venue, day.Date, cancellationToken).ConfigureAwait(false);
        var facts = _masters.Of(day.Date);
        foreach (var series in day.History)
            Look(series, day, session, facts, isClosed);
    }

    public QualityReport Report(DateOnly from, DateOnly to) => new()
    {
        Venue = venue,
        From = from,
        To = to,
        Sessions = _sessions,
        SymbolDays = _symbolDays,
        Bars = _bars,
        WithoutLimits = _withoutLimits,
        Counts = _tally.Counts,
        Findings = _tally.Findings,
        Problems = [.. _problems, .. daily.Problems],
    };

    private void Look(
        KlineSeries series, SessionBars day, TradingSession? session, IReadOnlyDictionary<string, MasterFacts> masters, bool isClosed)
    {
        var limit = Limit(series.Symbol, day.Date, masters);
        _symbolDays++;
        _bars += series.Count;
        _withoutLimits += limit is null ? 1 : 0;
        foreach (var rival in day.Rivals.GetValueOrDefault(series.Symbol) ?? [])
            _tally.Add(rival.Kind, rival.Minute, $"{rival.Earlier.ToNumbers()}", $"{rival.Later.ToNumbers()}");
        KlineChecks.Run(series, session, limit, _tally);
        if (daily.Find(series.Symbol, day.Date) is { } bar)
            DailyChecks.Run(series, bar, session, _tally);
        if (isClosed)
            _tally.Add(KlineFindingKind.ClosedDay, series.Minutes[0], $"no bars", $"{series.Count}");
        _tally.Close(day.Date, series.Symbol);
        if (Close(series, session) is { } close)
            _closes[series.Symbol] = (day.Date, close);
    }

    private PriceLimit? Limit(string symbol, DateOnly date, IReadOnlyDictionary<string, MasterFacts> masters)
    {
        if (masters.TryGetValue(symbol, out var facts) && (facts.BasePrice > 0 || facts.Limit == PriceLimitKind.None))
            return PriceLimit.Of(facts, date);
        return _closes.TryGetValue(symbol, out var last) ? PriceLimit.Of(last.Close, last.Date) : null;
    }

    // The next day's base price is the close of the regular session, not of the after-market.
    private static double? Close(KlineSeries series, TradingSession? session)
    {
        if (session is null)
            return null;
        var regular = session.Periods.First(period => period.Phase == TradingPhase.Regular);
        for (var i = series.Count - 1; i >= 0; i--)
        {
            if (regular.Contains(TimeOnly.FromDateTime(series.Minutes[i])))
                return series.Close[i];
        }

        return null;
    }
}
