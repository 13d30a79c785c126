namespace Rhetenor.Data.Klines;

/// <summary>Collects the bars of one symbol. Bars may be filled or larger than a minute.</summary>
internal sealed class KlineSeriesBuilder
{
    private readonly KlineColumns _columns = new();
    private readonly List<DateTime> _ends = [];
    private readonly List<bool> _filled = [];
    private bool _anyLarger;
    private bool _anyFilled;

    /// <param name="minute">The label of the bar.</param>
    /// <param name="bar">The bar.</param>
    /// <param name="end">The instant at which the bar is known.</param>
    /// <param name="filled">Whether the bar is filled forward instead of traded.</param>
    public void Add(DateTime minute, in KlineBar bar, DateTime end, bool filled)
    {
        _columns.Add(minute, bar);
        _ends.Add(end);
        _filled.Add(filled);
        _anyLarger |= end != minute.AddMinutes(1);
        _anyFilled |= filled;
    }

    /// <summary>Creates a series of the same symbol and adjustment as another.</summary>
    public KlineSeries Build(KlineSeries source) =>
        new(source.Symbol, source.Venue, _columns, 0, _columns.Count, _anyFilled ? [.. _filled] : [], _anyLarger ? [.. _ends] : []) { Adjustment = source.Adjustment };
}
