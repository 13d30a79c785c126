using Rhetenor.Data.Tests.Klines;

namespace Rhetenor.Data.Tests.Masters;

/// <summary>Base prices of quotes as a witness of the events of a running session.</summary>
public sealed class QuotedResetTests
{
    private static readonly DateOnly Day = new(2026, 11, 20), Before = new(2026, 11, 19);

    [Fact]
    public void A_reset_that_no_event_shows_has_no_factor_and_is_named_by_adjusted_bars()
    {
        var factors = None.WithQuotes([Quote(5_440, 54_400), Quote(70_000, 70_000, symbol: "000660")]);
        var reset = Assert.Single(factors.Unproven);
        Assert.Equal(("005930", Day, "One witness shows the event."), (reset.ShortCode, reset.Date, reset.Evidence[0]));
        Assert.Equal("the quote of 2026-11-20 09:00 has the base price 5,440 after a close of 54,400", reset.Evidence[1]);

        var adjusted = History().Adjust(factors, Day)["005930"].Adjustment!;
        Assert.Contains(adjusted.Doubts, doubt => doubt.StartsWith("2026-11-20: the base price was reset, and nothing proves a factor", StringComparison.Ordinal));
        Assert.DoesNotContain(History().Adjust(None, Day)["005930"].Adjustment!.Doubts, doubt => doubt.Contains("was reset", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(5_440, true)]
    [InlineData(5_441, false)]
    public void An_event_with_another_base_price_loses_its_factor(long price, bool agrees)
    {
        var factors = Split().WithQuotes([Quote(price, 54_400)]);
        Assert.Equal(agrees ? 1 : 0, factors.Count);
        if (!agrees)
            Assert.StartsWith("Two witnesses disagree: the quote of 2026-11-20 09:00 has the base price 5,441", Assert.Single(factors.Unproven).Evidence[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_base_price_that_is_the_close_before_contradicts_nothing() => Assert.Single(Split().WithQuotes([Quote(5_440, 5_440)]));

    [Theory]
    [InlineData("2026-11-20T08:59:59+09:00")]
    [InlineData("2026-11-21T10:00:00+09:00")]
    [InlineData("2026-11-19T23:30:00+00:00")]
    public void Quotes_before_the_opening_and_on_closed_days_are_of_the_session_before(string answered) =>
        Assert.Empty(None.WithQuotes([Quote(5_440, 54_400) with { Answered = DateTimeOffset.Parse(answered, System.Globalization.CultureInfo.InvariantCulture) }]).Unproven);

    [Fact]
    public void A_quote_without_base_price_or_close_shows_nothing() =>
        Assert.Empty(None.WithQuotes([Quote(null, 54_400), Quote(5_440, null), Quote(0, 54_400), Quote(5_440, 0)]).Unproven);

    [Fact]
    public void Dividends_and_searched_sessions_stay()
    {
        var (dividend, coverage) = (Event(MasterChangeKind.Dividend, 0.99m), new MasterCoverage());
        coverage.Add(Market.Kospi, Before, Day);
        var factors = new AdjustmentFactors([], coverage, [dividend]).WithQuotes([]);
        Assert.Equal((dividend, true), (Assert.Single(factors.Dividends), factors.Coverage.Contains(Day)));
    }

    private static AdjustmentFactors None => new([], new());

    private static AdjustmentFactors Split() => new([Event(MasterChangeKind.Split, 0.1m)], new());

    private static AdjustmentFactor Event(MasterChangeKind kind, decimal factor) => new(
        new(kind, Market.Kospi, "KR7005930003", "005930", "삼성전자") { Date = Day, Reset = new(kind, 5_440, 54_400, 54_400, factor, error: 0, ["par value"]) }, Day);

    private static KlineQuote Quote(decimal? price, decimal? close, string symbol = "005930") => new()
    {
        Symbol = symbol,
        Shares = 1,
        Value = 5_440,
        BasePrice = price,
        PreviousClose = close,
        Answered = new(2026, 11, 20, 9, 0, 0, KoreaTime.Offset),
    };

    private static KlineHistory History() => KlineHistory.Of(new[] { Before, Day }.Select(day => day.ToDateTime(new(9, 0))).Select(minute => Bars.Slice(minute, ("005930", Bars.Bar(minute)))));
}
