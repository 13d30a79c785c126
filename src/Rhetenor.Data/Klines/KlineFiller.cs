using Rhetenor.Data.Markets;

namespace Rhetenor.Data.Klines;

/// <summary>Fills minutes that are known to have no trade.</summary>
internal sealed class KlineFiller
{
    private readonly KlineFillScope _scope;
    private readonly SortedDictionary<DateOnly, (KlineCoverage Coverage, TradingSession? Session)> _days = [];

    public KlineFiller(IEnumerable<KlineCoverage> coverage, KlineFillScope scope)
    {
        ArgumentNullException.ThrowIfNull(coverage);
        _scope = scope;
        foreach (var day in coverage.GroupBy(run => run.Date))
            _days.Add(day.Key, (KlineCoverage.Merge(day), TradingSession.For(day.First().Venue, day.Key)));
        if (_days.Values.Select(day => day.Coverage.Venue).Distinct().Count() > 1)
            throw new ArgumentException("Coverage of one venue is expected.", nameof(coverage));
    }

    public KlineSeries Fill(KlineSeries series)
    {
        if (series.HasLargerBars)
            throw new InvalidOperationException($"The bars of {series.Symbol} are larger than a minute; fill the minutes forward before they are resampled.");
        var walk = new KlineFillWalk(series);
        DateOnly? knownThrough = null;
        foreach (var (date, (coverage, session)) in _days)
        {
            walk.CopyBefore(date.ToDateTime(TimeOnly.MinValue));
            if (_scope != KlineFillScope.History || !IsNext(knownThrough, date))
                walk.Forget();
            walk.StartDay();
            var covered = coverage.Symbols.TryGetValue(series.Symbol, out var symbol) ? Covered(symbol) : null;
            if (session is not null && covered is { } through)
                FillDay(walk, session, date.ToDateTime(through));
            walk.CopyBefore(date.AddDays(1).ToDateTime(TimeOnly.MinValue));
            knownThrough = covered >= session?.Periods[^1].Last ? date : null;
        }

        return walk.Finish();
    }

    private void FillDay(KlineFillWalk walk, TradingSession session, DateTime through)
    {
        foreach (var period in session.Periods)
        {
            var first = session.Date.ToDateTime(period.First);
            walk.CopyBefore(first);
            if (_scope == KlineFillScope.Period)
                walk.Forget();
            for (var i = 0; i < period.Minutes; i++)
                walk.Step(first.AddMinutes(i), through);
        }
    }

    private static TimeOnly? Covered(KlineSymbolCoverage symbol) =>
        symbol.State is SymbolDayState.Failed or SymbolDayState.NotListed ? null : symbol.Through;

    // An unknown day in between may have been a session, and the price may have changed on it.
    private static bool IsNext(DateOnly? known, DateOnly date) => known is { } day && Sessions.AreAdjacent(day, date);
}
