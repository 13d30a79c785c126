namespace Rhetenor.Data;

/// <summary>What a calendar knows of a day.</summary>
public enum MarketDay
{
    /// <summary>The calendar does not know. Never to be read as closed, nor as open.</summary>
    Unknown,

    /// <summary>A session is held.</summary>
    Session,

    /// <summary>A weekend or a closure.</summary>
    Closed,
}

/// <summary>Which days the Korean stock market opens.</summary>
public interface IMarketCalendar
{
    /// <summary>What the calendar knows of a Korean date.</summary>
    ValueTask<MarketDay> GetDayAsync(DateOnly date, CancellationToken cancellationToken = default);
}
