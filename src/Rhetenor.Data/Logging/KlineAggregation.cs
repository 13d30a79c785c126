namespace Rhetenor.Data;

/// <summary>What became of one symbol's rows of a day.</summary>
/// <param name="Klines">The bars, minutes ascending.</param>
public sealed record KlineAggregation(IReadOnlyList<Kline> Klines)
{
    /// <summary>Rows received more than once; the last one received was used.</summary>
    public int Duplicates { get; init; }

    /// <summary>How many of the duplicates differed from the row used.</summary>
    public int Conflicts { get; init; }

    /// <summary>Rows of another date.</summary>
    public int OtherDate { get; init; }

    /// <summary>Rows of minutes that are not completed.</summary>
    public int NotCompleted { get; init; }

    /// <summary>Rows of minutes outside the session.</summary>
    public int OutsideSession { get; init; }

    /// <summary>Flat rows that stand for minutes without a trade.</summary>
    public int NoTrade { get; init; }
}
