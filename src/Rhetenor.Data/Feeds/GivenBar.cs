namespace Rhetenor.Data.Feeds;

/// <summary>A bar to give. It refers to where the bar is: a whole day of a market can be given together.</summary>
/// <param name="Frame">The number of the frame; 0 for minutes.</param>
/// <param name="End">The end of the bar, Korean time.</param>
/// <param name="Symbol">The short code.</param>
/// <param name="Source">Where the bar is.</param>
/// <param name="Place">The bar's place there.</param>
/// <param name="IsRevised">Whether it was given before with other values.</param>
/// <param name="IsFromTicks">Whether it, or a minute of it, is made of ticks.</param>
internal readonly record struct GivenBar(int Frame, DateTime End, string Symbol, IReadOnlyList<Kline> Source, int Place, bool IsRevised, bool IsFromTicks)
{
    /// <summary>Gets what the bar is.</summary>
    public KlineFeedKind Kind { get; init; }

    /// <summary>Gets the bar.</summary>
    public Kline Kline => Source[Place];

    /// <summary>Compares bars by their slices, in order of ends, and by symbol within a slice.</summary>
    public static int Compare(GivenBar one, GivenBar other) =>
        CompareSlices(one, other) is not 0 and var order ? order : string.CompareOrdinal(one.Symbol, other.Symbol);

    /// <summary>Determines whether another bar is of the same slice.</summary>
    public bool IsTogether(GivenBar other) => CompareSlices(this, other) == 0;

    private static int CompareSlices(in GivenBar one, in GivenBar other)
    {
        var order = one.End.CompareTo(other.End);
        order = order != 0 ? order : one.Frame.CompareTo(other.Frame);

        // Minutes that end together have one label.
        order = order != 0 || one.Frame == 0 ? order : one.Kline.Minute.CompareTo(other.Kline.Minute);
        return order != 0 ? order : one.Kind.CompareTo(other.Kind);
    }
}
