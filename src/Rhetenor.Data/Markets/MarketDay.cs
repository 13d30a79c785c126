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
