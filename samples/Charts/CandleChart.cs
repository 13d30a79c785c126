using System.Globalization;
using Rhetenor.Data;

namespace Charts;

/// <summary>The content of one chart: candles, their places on the axis of time, and the figures of the last day.</summary>
public sealed record CandleChart
{
    private CandleChart(string heading, DayFigures figures, IReadOnlyList<Candle> candles, IReadOnlyList<DateTime> places) =>
        (Heading, Figures, Candles, Places) = (heading, figures, candles, places);

    /// <summary>Gets the line above the chart.</summary>
    public string Heading { get; }

    /// <summary>Gets the figures of the last day.</summary>
    public DayFigures Figures { get; }

    /// <summary>Gets the candles, ascending.</summary>
    public IReadOnlyList<Candle> Candles { get; }

    /// <summary>Gets every place on the axis of time, ascending. Each candle has one; a place without trades stays empty.</summary>
    public IReadOnlyList<DateTime> Places { get; }

    /// <summary>Gets the labels of the axis of time, each at the left of a place.</summary>
    public IReadOnlyList<(DateTime Place, string Text)> Times { get; private init; } = [];

    /// <summary>Gets the names above the chart, each at the left of a place.</summary>
    public IReadOnlyList<(DateTime Place, string Text)> Names { get; private init; } = [];

    /// <summary>Gets the distance between two places beyond which a gap is drawn.</summary>
    public TimeSpan LongestStep { get; private init; } = TimeSpan.MaxValue;

    /// <summary>Gets the format of a candle's start.</summary>
    public string StartFormat { get; private init; } = "yyyy-MM-dd";

    /// <summary>Creates the chart of a session's minutes.</summary>
    /// <param name="session">The session.</param>
    /// <param name="bars">The one-minute bars of a symbol on its date.</param>
    /// <param name="basePrice">The base price (기준가) of the day, in won: the previous close unless an event changed it.</param>
    /// <param name="minutes">The minutes of a candle.</param>
    public static CandleChart OfSession(TradingSession session, KlineSeries bars, double basePrice, int minutes = 5)
    {
        var places = Candle.Starts(session, minutes);
        return new($"{session.Date:yyyy-MM-dd (ddd)}, {Place(session.Venue)}, {minutes}-minute candles", DayFigures.OfSession(session, bars, basePrice), Candle.OfMinutes(bars, minutes), places)
        {
            Times = [.. places.Where(place => place.Minute == 0).Select(place => (place, $"{place:HH:mm}"))],
            Names = [.. session.Periods.Select(period => (places.First(place => place.AddMinutes(minutes) > session.Date.ToDateTime(period.First)), Name(period.Phase)))],
            LongestStep = TimeSpan.FromMinutes(minutes),
            StartFormat = "HH:mm",
        };
    }

    /// <summary>Creates the chart of daily bars.</summary>
    /// <param name="heading">What the prices are, such as "as traded".</param>
    /// <param name="days">The daily bars of a symbol.</param>
    /// <param name="factors">The factors between the close before a day and its base price, for prices as traded; none for adjusted ones.</param>
    public static CandleChart OfDays(string heading, KlineSeries days, IEnumerable<AdjustmentFactor>? factors = null) =>
        OfDates($"{heading}, daily candles", Candle.OfDays(days), DayFigures.OfDays(days, [.. factors ?? []]), "MM-dd", (day, before) => day.DayOfWeek <= before.DayOfWeek);

    /// <summary>Creates the chart of daily bars as candles of weeks.</summary>
    /// <inheritdoc cref="OfDays"/>
    public static CandleChart OfWeeks(string heading, KlineSeries days, IEnumerable<AdjustmentFactor>? factors = null) =>
        OfDates($"{heading}, weekly candles", Candle.OfWeeks(days), DayFigures.OfDays(days, [.. factors ?? []]), "yyyy", (day, before) => day.Year != before.Year);

    private static CandleChart OfDates(string heading, IReadOnlyList<Candle> candles, DayFigures figures, string format, Func<DateTime, DateTime, bool> isNew)
    {
        List<DateTime> places = [.. candles.Select(candle => candle.Start)];
        return new(heading, figures, candles, places)
        {
            Times = [.. places.Zip(places.Skip(1)).Where(pair => isNew(pair.Second, pair.First)).Select(pair => (pair.Second, pair.Second.ToString(format, CultureInfo.InvariantCulture)))],
        };
    }

    private static string Place(Venue venue) => venue switch { Venue.Krx => "Korea Exchange", Venue.Nextrade => "Nextrade", _ => "both exchanges" };

    private static string Name(TradingPhase phase) => phase switch { TradingPhase.PreMarket => "pre-market", TradingPhase.Regular => "regular session", _ => "after-market" };
}
