namespace Rhetenor.Data.Tests.Markets;

public sealed class TradingSessionTests
{
    [Theory]
    [InlineData(Venue.Krx, "2026-09-11", "09:00", "15:30", 391)]
    [InlineData(Venue.Krx, "2026-09-14", "09:00", "19:59", 391 + 240)]
    [InlineData(Venue.Krx, "2026-01-02", "10:00", "15:30", 331)]
    [InlineData(Venue.Krx, "2023-01-02", "10:00", "15:30", 331)]
    [InlineData(Venue.Krx, "2023-01-03", "09:00", "15:30", 391)]
    [InlineData(Venue.Krx, "2022-01-03", "10:00", "15:30", 331)]
    [InlineData(Venue.Krx, "2025-11-13", "10:00", "16:30", 391)]
    [InlineData(Venue.Krx, "2026-11-19", "10:00", "19:59", 391 + 180)]
    [InlineData(Venue.Krx, "2027-11-18", "10:00", "19:59", 391 + 180)]
    [InlineData(Venue.Nextrade, "2026-05-20", "08:00", "19:59", 50 + 380 + 270)]
    [InlineData(Venue.Unified, "2026-05-20", "08:00", "19:59", 50 + 391 + 269)]
    [InlineData(Venue.Unified, "2025-03-03", "09:00", "15:30", 391)]
    public void E14_hours_follow_venue_and_date(Venue venue, string date, string first, string last, int minutes)
    {
        var session = TradingSession.For(venue, DateOnly.Parse(date, null))!;
        Assert.Equal(TimeOnly.Parse(first, null), TimeOnly.FromDateTime(session.FirstMinute));
        Assert.Equal(TimeOnly.Parse(last, null), TimeOnly.FromDateTime(session.LastMinute));
        Assert.Equal(minutes, session.Minutes);
        Assert.True(session.SettledAt >= session.End);
        for (var i = 1; i < session.Periods.Count; i++)
            Assert.True(session.Periods[i].First > session.Periods[i - 1].Last);
    }

    [Fact]
    public void Nextrade_has_no_hours_before_it_opened() => Assert.Null(TradingSession.For(Venue.Nextrade, new DateOnly(2025, 3, 3)));

    [Theory]
    [InlineData("08:59:59", null)]
    [InlineData("09:00:00", null)]
    [InlineData("09:00:59", null)]
    [InlineData("09:01:00", "09:00")]
    [InlineData("15:29:59", "15:28")]
    [InlineData("15:30:00", "15:29")]
    [InlineData("15:31:00", "15:30")]
    [InlineData("23:59:59", "15:30")]
    public void E7_E8_a_minute_counts_when_it_is_over(string time, string? expected)
    {
        var date = new DateOnly(2026, 5, 20);
        var last = TradingSession.For(Venue.Krx, date)!.LastCompleted(KoreaTime.At(date, TimeOnly.Parse(time, null)).ToUniversalTime());
        Assert.Equal(expected is null ? null : date.ToDateTime(TimeOnly.Parse(expected, null)), last);
    }

    [Fact]
    public void E9_a_day_is_settled_only_after_its_venue_s_evening()
    {
        Assert.Equal(20, TradingSession.For(Venue.Unified, new DateOnly(2026, 5, 20))!.SettledAt.Hour);
        Assert.Equal(18, TradingSession.For(Venue.Krx, new DateOnly(2026, 5, 20))!.SettledAt.Hour);
        Assert.Equal(20, TradingSession.For(Venue.Krx, new DateOnly(2026, 9, 14))!.SettledAt.Hour);
    }
}
