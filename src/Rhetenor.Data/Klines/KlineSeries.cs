using System.Collections;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data;

/// <summary>The bars of one symbol in columns, in order of time. Loops over the spans allocate nothing.</summary>
public sealed partial class KlineSeries : IReadOnlyList<Kline>
{
    private readonly KlineColumns _columns;
    private readonly int _start;

    internal KlineSeries(string symbol, KlineColumns columns)
        : this(symbol, columns, 0, columns.Count)
    {
    }

    /// <summary>Shows a part of columns that the symbols of a history share.</summary>
    internal KlineSeries(string symbol, KlineColumns columns, int start, int count) =>
        (Symbol, _columns, _start, Count) = (symbol, columns, start, count);

    /// <summary>The symbol.</summary>
    public string Symbol { get; }

    /// <summary>How many bars there are.</summary>
    public int Count { get; }

    /// <summary>The starts of the minutes, Korean time.</summary>
    public ReadOnlySpan<DateTime> Minutes => _columns.Minutes.AsSpan(_start, Count);

    /// <summary>First prices, won. As all prices here exact to 1/10,000 won up to 100 billion won.</summary>
    public ReadOnlySpan<double> Open => _columns.Open.AsSpan(_start, Count);

    /// <summary>Highest prices, won.</summary>
    public ReadOnlySpan<double> High => _columns.High.AsSpan(_start, Count);

    /// <summary>Lowest prices, won.</summary>
    public ReadOnlySpan<double> Low => _columns.Low.AsSpan(_start, Count);

    /// <summary>Last prices, won.</summary>
    public ReadOnlySpan<double> Close => _columns.Close.AsSpan(_start, Count);

    /// <summary>Shares traded in the minute.</summary>
    public ReadOnlySpan<long> Volume => _columns.Volume.AsSpan(_start, Count);

    /// <summary>Shares traded on the day up to the end of the minute; -1 where it is not known.</summary>
    public ReadOnlySpan<long> AccVolume => _columns.AccVolume.AsSpan(_start, Count);

    /// <summary>Won traded on the day up to the end of the minute; -1 where it was not stored.</summary>
    public ReadOnlySpan<long> AccValue => _columns.AccValue.AsSpan(_start, Count);

    /// <summary>A bar, by place.</summary>
    public Kline this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            return _columns[_start + index];
        }
    }

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
