namespace Rhetenor.Data.Logging;

/// <summary>The bars of one symbol's rows, and the rows that were dropped.</summary>
/// <param name="klines">The bars, minutes ascending.</param>
internal sealed class KlineAggregation(List<Kline> klines)
{
    public List<Kline> Klines => klines;

    /// <summary>Rows that gave way to a later one of their minute.</summary>
    public int Duplicates { get; set; }

    /// <summary>How many of the duplicates differed from the row used.</summary>
    public int Conflicts { get; set; }

    /// <summary>Rows of another date.</summary>
    public int OtherDate { get; set; }

    /// <summary>Rows of minutes that are not completed.</summary>
    public int NotCompleted { get; set; }

    /// <summary>Rows of minutes outside the session.</summary>
    public int OutsideSession { get; set; }

    /// <summary>Flat rows that stand for minutes without a trade.</summary>
    public int NoTrade { get; set; }
}
