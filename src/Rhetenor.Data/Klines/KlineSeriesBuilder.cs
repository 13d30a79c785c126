namespace Rhetenor.Data.Klines;

/// <summary>Bars of one symbol, some of them filled.</summary>
internal sealed class KlineSeriesBuilder
{
    private readonly KlineColumns _columns = new();
    private readonly List<bool> _filled = [];
    private bool _any;

    public void Add(DateTime minute, in KlineBar bar, bool filled)
    {
        _columns.Add(minute, bar);
        _filled.Add(filled);
        _any |= filled;
    }

    public KlineSeries Build(string symbol) => new(symbol, _columns, _any ? [.. _filled] : null);
}
