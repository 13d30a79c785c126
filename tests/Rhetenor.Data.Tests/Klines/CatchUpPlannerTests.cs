namespace Rhetenor.Data.Tests.Klines;

public sealed class CatchUpPlannerTests
{
    private static readonly TradingSession Old = TradingSession.For(Venue.Krx, new DateOnly(2026, 5, 20))!;
    private static readonly TradingSession New = TradingSession.For(Venue.Krx, new DateOnly(2026, 9, 14))!;

    [Fact]
    public void E7_before_the_open_nothing_is_asked() => Assert.Empty(Plan(Old, "09:00:59", null));

    [Fact]
    public void A_day_nothing_is_known_of_is_asked_for_whole()
    {
        var request = Assert.Single(Plan(Old, "18:30", null));
        Assert.Equal((null, Old.LastMinute), (request.After, request.Until));
    }

    [Fact]
    public void Later_in_the_day_only_what_is_missing_is_asked()
    {
        var request = Assert.Single(Plan(Old, "11:00", new CoveredSpan(At(Old, "10:30"), false)));
        Assert.Equal((At(Old, "10:30"), At(Old, "10:59")), (request.After, request.Until));
        Assert.Empty(Plan(Old, "11:00", new CoveredSpan(At(Old, "10:59"), false)));
    }

    [Theory]
    [InlineData("15:30")]
    [InlineData("15:10")]
    public void E9_M11_once_the_day_is_settled_it_is_read_whole(string covered) =>
        Assert.Null(Assert.Single(Plan(Old, "18:00", new CoveredSpan(At(Old, covered), false))).After);

    [Fact]
    public void E9_with_an_after_market_the_day_settles_in_the_evening()
    {
        Assert.Empty(Plan(New, "15:59", new CoveredSpan(At(New, "15:58"), false)));
        var request = Assert.Single(Plan(New, "20:00", new CoveredSpan(At(New, "19:59"), false)));
        Assert.Equal((null, New.LastMinute), (request.After, request.Until));
    }

    [Fact]
    public void A_final_day_is_never_asked_for_again() => Assert.Empty(Plan(Old, "23:00", new CoveredSpan(Old.LastMinute, true)));

    [Theory]
    [InlineData(120, 4)]
    [InlineData(30, 14)]
    public void The_cost_is_known_before_it_is_spent(int rowsPerCall, int calls) =>
        Assert.Equal(calls, CatchUpPlanner.CallsAtMost(Assert.Single(Plan(Old, "18:30", null)), rowsPerCall));

    private static DateTime At(TradingSession session, string time) => session.Date.ToDateTime(TimeOnly.Parse(time, null));

    private static IReadOnlyList<KlineRequest> Plan(TradingSession session, string now, CoveredSpan? covered) =>
        CatchUpPlanner.Plan(session, ["005930"], _ => covered, KoreaTime.At(session.Date, TimeOnly.Parse(now, null)), TimeSpan.Zero);
}
