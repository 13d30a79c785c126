namespace Rhetenor.Data.Logging;

/// <summary>The bars made from one symbol's rows, and the numbers of rows dropped.</summary>
/// <param name="klines">The bars, minutes ascending.</param>
internal sealed class KlineAggregation(List<Kline> klines)
{
    public List<Kline> Klines => klines;

    /// <summary>Gets or sets the number of rows replaced by a later one of their minute.</summary>
    public int Duplicates { get; set; }

    /// <summary>Gets or sets the number of duplicates that differed from the row used.</summary>
    public int Conflicts { get; set; }

    /// <summary>Gets or sets the number of rows of another date.</summary>
    public int OtherDate { get; set; }

    /// <summary>Gets or sets the number of rows of minutes that are not completed.</summary>
    public int NotCompleted { get; set; }

    /// <summary>Gets or sets the number of flat rows for minutes without a trade.</summary>
    public int NoTrade { get; set; }
}
