namespace Rhetenor.Data.Tests.Klines;

/// <summary>Series and coverage for tests of filling and resampling.</summary>
internal static class ShapeBars
{
    public const string Symbol = "005930";

    public static readonly DateOnly Plain = new(2026, 1, 26);

    public static DateTime At(DateOnly date, string time) => date.ToDateTime(TimeOnly.ParseExact(time, "HH:mm"));

    /// <summary>A series whose bars close at 100, 101, … won, a won above their open, with 10, 11, … shares.</summary>
    public static KlineSeries Series(DateOnly date, params string[] times) => Series(times.Select(time => At(date, time)));

    public static KlineSeries Series(IEnumerable<DateTime> minutes, Venue venue = Venue.Krx)
    {
        var (i, sum) = (0, 0L);
        return Of(minutes.Select(minute =>
        {
            sum += 10 + i;
            var bar = new Kline(minute, 99 + i, 101 + i, 98 + i, 100 + i, 10 + i, sum, sum * 100);
            i++;
            return bar;
        }), venue: venue);
    }

    public static KlineSeries Of(IEnumerable<Kline> bars, string symbol = Symbol, Venue venue = Venue.Krx) => KlineHistory.Of(
        bars.Select(bar => new KlineSlice(bar.Minute, [new(symbol, bar)])), venue)[0];

    /// <summary>Every minute of the venue's periods.</summary>
    public static IEnumerable<DateTime> Minutes(DateOnly date, Venue venue = Venue.Krx) => TradingSession.For(venue, date)!.Periods
        .SelectMany(period => Enumerable.Range(0, period.Minutes).Select(i => date.ToDateTime(period.First).AddMinutes(i)));

    public static KlineCoverage Covered(
        DateOnly date, string? through, Venue venue = Venue.Krx, SymbolDayState state = SymbolDayState.Complete, string symbol = Symbol) =>
        new(date, venue, date.ToDateTime(new TimeOnly(20, 30)), [KeyValuePair.Create(
            symbol, new KlineSymbolCoverage(state, through is null ? null : TimeOnly.ParseExact(through, "HH:mm"), true))]);

    public static string[] Times(KlineSeries series) => [.. series.Select(bar => $"{bar.Minute:HH:mm}")];

    public static string[] Filled(KlineSeries series) =>
        [.. Enumerable.Range(0, series.Count).Where(series.IsFilled).Select(i => $"{series.Minutes[i]:HH:mm}")];

    public static KlineSeries FillForward(this KlineSeries series, IEnumerable<KlineCoverage> coverage, KlineFillScope scope = KlineFillScope.Period) =>
        new KlineFiller(coverage, scope).Fill(series);
}
