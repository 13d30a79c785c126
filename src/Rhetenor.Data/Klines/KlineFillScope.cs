namespace Rhetenor.Data;

/// <summary>How far a close is carried over minutes without a trade.</summary>
public enum KlineFillScope
{
    /// <summary>Within a trading period: filling starts with the period's own first trade.</summary>
    Period,

    /// <summary>Within a day: the close of one period fills the next one until its first trade.</summary>
    Day,

    /// <summary>From day to day, as long as each day before is covered to its end. Prices are not adjusted for splits or rights.</summary>
    History,
}
