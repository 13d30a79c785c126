namespace Rhetenor.Data;

/// <summary>The scope in which a close is carried over minutes without a trade.</summary>
public enum KlineFillScope
{
    /// <summary>Within a trading period. Filling starts after the first trade of the period.</summary>
    Period,

    /// <summary>Within a day. The close of one period fills the next one until its first trade.</summary>
    Day,

    /// <summary>Across days, as long as each earlier day is covered to its end. Prices are not adjusted for splits or rights.</summary>
    History,
}
