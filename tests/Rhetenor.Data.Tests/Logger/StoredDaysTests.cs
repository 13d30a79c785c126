namespace Rhetenor.Data.Tests.Logger;

public sealed class StoredDaysTests
{
    [Theory]
    [InlineData(1, 70, 1)]
    [InlineData(1, 71, 2)]
    [InlineData(2, 70, 2)]
    [InlineData(70, 3, 3)]
    public void A_call_is_counted_for_successive_sessions_whichever_of_them_are_stored(int every, int count, int calls)
    {
        var session = TradingSession.For(Venue.Krx, new DateOnly(2026, 5, 20))!;
        var counted = new Dictionary<string, int>(StringComparer.Ordinal);
        var request = new KlineRequest("005930", session, null, session.Date.ToDateTime(new TimeOnly(15, 30)));
        Assert.Equal(calls, Enumerable.Range(0, count).Sum(number => StoredDays.Calls([request], number * every, 70, counted)));
    }
}
