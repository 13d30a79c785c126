namespace Rhetenor.Data;

/// <summary>The kind of a day according to a calendar.</summary>
public enum MarketDay
{
    /// <summary>The calendar does not know the day. Treat it neither as closed nor as open.</summary>
    Unknown,

    /// <summary>A trading session (거래일) is held.</summary>
    Session,

    /// <summary>The market is closed: a weekend or a closure (휴장일).</summary>
    Closed,
}

/// <summary>A calendar of the days on which the Korean stock market is open.</summary>
public interface IMarketCalendar
{
    /// <summary>Gets the kind of a Korean date.</summary>
    ValueTask<MarketDay> GetDayAsync(DateOnly date, CancellationToken cancellationToken = default);
}
