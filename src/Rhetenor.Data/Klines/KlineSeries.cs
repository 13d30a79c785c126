using System.Collections;
using System.Diagnostics;
using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data;

/// <summary>The bars of one symbol in columns, in order of time. Loops over the spans do not allocate.</summary>
[DebuggerDisplay("{ToString(),nq}")]
[DebuggerTypeProxy(typeof(DebugView<Kline>))]
public sealed class KlineSeries : IReadOnlyList<Kline>
{
    private readonly KlineColumns _columns;
    private readonly int _start;
    private readonly bool[] _filled;
    private readonly DateTime[] _ends;

    /// <summary>Creates a view of a part of columns, which the symbols of a history may share.</summary>
    /// <param name="symbol">The symbol.</param>
    /// <param name="venue">The venue.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="start">The index of the first bar.</param>
    /// <param name="count">The number of bars.</param>
    /// <param name="filled">Whether each bar is filled forward; empty when none is.</param>
    /// <param name="ends">The time at which each bar is known; empty for bars of a minute.</param>
    internal KlineSeries(string symbol, Venue venue, KlineColumns columns, int start, int count, bool[]? filled = null, DateTime[]? ends = null) =>
        (Symbol, Venue, _columns, _start, Count, _filled, _ends) = (symbol, venue, columns, start, count, filled ?? [], ends ?? []);

    /// <summary>Gets the symbol.</summary>
    public string Symbol { get; }

    /// <summary>Gets the venue of the bars.</summary>
    public Venue Venue { get; }

    /// <summary>Gets the number of bars.</summary>
    public int Count { get; }

    /// <summary>Gets the number of bars that are filled forward instead of traded; 0 in bars that were read.</summary>
    public int FilledCount => _filled.AsSpan().Count(true);

    /// <summary>Gets the starts of the minutes or buckets, in Korean time.</summary>
    public ReadOnlySpan<DateTime> Minutes => _columns.Minutes.AsSpan(_start, Count);

    /// <summary>Gets the first prices, in won. Like all prices here they are exact to 1/10,000 won up to 100 billion won.</summary>
    public ReadOnlySpan<double> Open => _columns.Open.AsSpan(_start, Count);

    /// <summary>Gets the highest prices, in won.</summary>
    public ReadOnlySpan<double> High => _columns.High.AsSpan(_start, Count);

    /// <summary>Gets the lowest prices, in won.</summary>
    public ReadOnlySpan<double> Low => _columns.Low.AsSpan(_start, Count);

    /// <summary>Gets the last prices, in won.</summary>
    public ReadOnlySpan<double> Close => _columns.Close.AsSpan(_start, Count);

    /// <summary>Gets the shares traded in each minute.</summary>
    public ReadOnlySpan<long> Volume => _columns.Volume.AsSpan(_start, Count);

    /// <summary>Gets the shares traded on the day up to the end of each minute; -1 where unknown.</summary>
    public ReadOnlySpan<long> AccVolume => _columns.AccVolume.AsSpan(_start, Count);

    /// <summary>Gets the value traded on the day up to the end of each minute, in won; -1 where it was not stored.</summary>
    public ReadOnlySpan<long> AccValue => _columns.AccValue.AsSpan(_start, Count);

    /// <summary>Gets a bar by index.</summary>
    public Kline this[int index] => _columns[_start + Check(index)];

    /// <summary>Gets the adjustment of the prices and volumes; null when they are as stored.</summary>
    public KlineAdjustment? Adjustment { get; init; }

    /// <summary>Gets base prices and codes of stored daily bars; null for other bars.</summary>
    internal DailyFacts? Daily { get; init; }

    /// <summary>Gets whether any bar is longer than a minute.</summary>
    internal bool HasLargerBars => _ends.Length > 0;

    /// <summary>Determines whether a bar is filled forward instead of traded.</summary>
    /// <param name="index">The index of the bar.</param>
    public bool IsFilled(int index) => Check(index) < _filled.Length && _filled[index];

    /// <summary>Gets the instant at which a bar is known, in Korean time: the end of its minute or bucket. <see cref="KlineResampling"/>
    /// describes when a bucket ends.</summary>
    /// <param name="index">The index of the bar.</param>
    public DateTime EndOf(int index) => Check(index) < _ends.Length ? _ends[index] : _columns.Minutes[_start + index].AddMinutes(1);

    /// <summary>Gets the index of the first bar at or after a minute; <see cref="Count"/> when there is none.</summary>
    public int IndexOf(DateTime minute)
    {
        var index = Minutes.BinarySearch(minute);
        return index < 0 ? ~index : index;
    }

    /// <summary>Enumerates the bars in order of time.</summary>
    public IEnumerator<Kline> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
            yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Returns symbol, number of bars, first and last minute, and venue in one line, independent of culture.</summary>
    public override string ToString() => Count == 0
        ? $"{Symbol}: no bars, {Venue.ToCode()}"
        : $"{Symbol}: {Texts.Count(Count, "bar")}, {Texts.Range(Minutes[0], Minutes[^1])}, {Venue.ToCode()}{(Adjustment is null ? "" : $", {Adjustment}")}";

    /// <summary>Copies the bars to columns of their own.</summary>
    internal KlineColumns ToColumns()
    {
        var columns = new KlineColumns(Count);
        columns.Copy(_columns, _start, 0, Count);
        return columns;
    }

    /// <summary>Returns the same bars with other columns.</summary>
    internal KlineSeries With(KlineColumns columns, KlineAdjustment adjustment) => new(Symbol, Venue, columns, 0, Count, _filled, _ends)
    {
        Adjustment = adjustment,
        Daily = adjustment.Kind == Data.Adjustment.None ? Daily : null,
    };

    private int Check(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
        return index;
    }
}
