using System.Collections;

namespace Rhetenor.Data;

/// <summary>The bars of one symbol in columns, in order of time. Loops over the spans allocate nothing.</summary>
public sealed partial class KlineSeries : IReadOnlyList<Kline>
{
    private readonly KlineColumns _columns;

    internal KlineSeries(string symbol, KlineColumns columns) => (Symbol, _columns) = (symbol, columns);

    /// <summary>The symbol.</summary>
    public string Symbol { get; }

    /// <summary>How many bars there are.</summary>
    public int Count => _columns.Count;

    /// <summary>The starts of the minutes, Korean time.</summary>
    public ReadOnlySpan<DateTime> Minutes => _columns.Minutes.AsSpan(0, Count);

    /// <summary>First prices, won. As all prices here exact to 1/10,000 won up to 100 billion won.</summary>
    public ReadOnlySpan<double> Open => _columns.Open.AsSpan(0, Count);

    /// <summary>Highest prices, won.</summary>
    public ReadOnlySpan<double> High => _columns.High.AsSpan(0, Count);

    /// <summary>Lowest prices, won.</summary>
    public ReadOnlySpan<double> Low => _columns.Low.AsSpan(0, Count);

    /// <summary>Last prices, won.</summary>
    public ReadOnlySpan<double> Close => _columns.Close.AsSpan(0, Count);

    /// <summary>Shares traded in the minute.</summary>
    public ReadOnlySpan<long> Volume => _columns.Volume.AsSpan(0, Count);

    /// <summary>Shares traded on the day up to the end of the minute; -1 where it is not known.</summary>
    public ReadOnlySpan<long> AccVolume => _columns.AccVolume.AsSpan(0, Count);

    /// <summary>Won traded on the day up to the end of the minute; -1 where it was not stored.</summary>
    public ReadOnlySpan<long> AccValue => _columns.AccValue.AsSpan(0, Count);

    /// <summary>A bar, by place.</summary>
    public Kline this[int index] => _columns[index];

    /// <summary>The place of the first bar at or after a minute; <see cref="Count"/> when there is none.</summary>
    public int IndexOf(DateTime minute)
    {
        var place = Minutes.BinarySearch(minute);
        return place < 0 ? ~place : place;
    }

    /// <summary>The bars in order of time.</summary>
    public IEnumerator<Kline> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
            yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
