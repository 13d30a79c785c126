using System.Collections;
using System.Diagnostics;
using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data;

/// <summary>The bars of one symbol in columns, in order of time. Loops over the spans allocate nothing.</summary>
[DebuggerDisplay("{ToString(),nq}")]
[DebuggerTypeProxy(typeof(DebugView<Kline>))]
public sealed class KlineSeries : IReadOnlyList<Kline>
{
    private readonly KlineColumns _columns;
    private readonly int _start;
    private readonly bool[] _filled;
    private readonly DateTime[] _ends;

    /// <summary>Shows a part of columns, which the symbols of a history may share.</summary>
    /// <param name="symbol">The symbol.</param>
    /// <param name="venue">The venue.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="start">Where the part starts.</param>
    /// <param name="count">How many bars it has.</param>
    /// <param name="filled">Which bars are filled forward; empty when none is.</param>
    /// <param name="ends">When each bar is known; empty for bars of a minute.</param>
    internal KlineSeries(string symbol, Venue venue, KlineColumns columns, int start, int count, bool[]? filled = null, DateTime[]? ends = null) =>
        (Symbol, Venue, _columns, _start, Count, _filled, _ends) = (symbol, venue, columns, start, count, filled ?? [], ends ?? []);

    /// <summary>The symbol.</summary>
    public string Symbol { get; }

    /// <summary>The venue the bars are of.</summary>
    public Venue Venue { get; }

    /// <summary>How many bars there are.</summary>
    public int Count { get; }

    /// <summary>How many bars are not trades but filled forward; 0 in what was read.</summary>
    public int FilledCount => _filled.AsSpan().Count(true);

    /// <summary>The starts of the minutes or buckets, Korean time.</summary>
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

    /// <summary>Gets a bar by index.</summary>
    public Kline this[int index] => _columns[_start + Check(index)];

    /// <summary>Whether any bar is longer than a minute.</summary>
    internal bool HasLargerBars => _ends.Length > 0;

    /// <summary>Whether a bar is no trade but filled forward.</summary>
    /// <param name="index">The index of the bar.</param>
    public bool IsFilled(int index) => Check(index) < _filled.Length && _filled[index];

    /// <summary>Gets the instant at which a bar is known, Korean time: the end of its minute, or of its bucket.
    /// <see cref="KlineResampling"/> describes when a bucket ends.</summary>
    /// <param name="index">The index of the bar.</param>
    public DateTime EndOf(int index) => Check(index) < _ends.Length ? _ends[index] : _columns.Minutes[_start + index].AddMinutes(1);

    /// <summary>The index of the first bar at or after a minute; <see cref="Count"/> when there is none.</summary>
    public int IndexOf(DateTime minute)
    {
        var index = Minutes.BinarySearch(minute);
        return index < 0 ? ~index : index;
    }

    /// <summary>The bars in order of time.</summary>
    public IEnumerator<Kline> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
            yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Returns symbol, number of bars, first and last minute, and venue in one line, the same in every culture.</summary>
    public override string ToString() => Count == 0
        ? $"{Symbol}: no bars, {Venue.ToCode()}"
        : $"{Symbol}: {Texts.Count(Count, "bar")}, {Texts.Range(Minutes[0], Minutes[^1])}, {Venue.ToCode()}";

    private int Check(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
        return index;
    }
}
