using Rhetenor.Data.Archive;
using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;
using Rhetenor.Data.Markets;

namespace Rhetenor.Data.Logging;

/// <summary>The comparison of a symbol's bars with the stored ones.</summary>
/// <param name="New">The number of bars that were not stored.</param>
/// <param name="Revised">The number of bars stored with other values.</param>
/// <param name="Unchanged">The number of bars stored with the same values.</param>
internal readonly record struct KlineDiff(int New, int Revised, int Unchanged)
{
    /// <summary>Gets the number of compared bars.</summary>
    public int Total => New + Revised + Unchanged;

    /// <summary>Gets whether there are bars to write.</summary>
    public bool HasChanges => New + Revised > 0;
}

/// <summary>Finds the bars that a store lacks, and creates the slices to write. It never removes a bar, even if the source no
/// longer has it.</summary>
/// <remarks>Bars are compared by value for each symbol and minute. A cumulative volume or value that is unknown on one side does
/// not count as a difference.</remarks>
internal sealed class KlineReconciler
{
    private readonly MergedSession _held;
    private readonly KlineGrid _changes;

    /// <summary>Creates a reconciler with nothing to write.</summary>
    /// <param name="held">The stored bars of the date and venue.</param>
    /// <param name="symbols">The number of symbols to come, if it is known.</param>
    public KlineReconciler(MergedSession held, int symbols = 0)
    {
        ArgumentNullException.ThrowIfNull(held);
        (_held, _changes) = (held, new KlineGrid(held.Date, symbols));
    }

    /// <summary>Gets the number of bars to write.</summary>
    public int ChangeCount => _changes.Count;

    /// <summary>Gets whether a bar to write has the day's value.</summary>
    public bool HasAccValue { get; private set; }

    /// <summary>Gets the first and the last minute to write. There must be at least one.</summary>
    public (DateTime First, DateTime Last) Span => _changes.Span;

    /// <summary>Gets the symbols of <see cref="Slices"/>.</summary>
    public KlineSymbols Symbols => _changes.Symbols;

    /// <summary>Compares a symbol's bars with the stored ones without keeping them.</summary>
    /// <exception cref="ArgumentException">A bar is of another date.</exception>
    public KlineDiff Diff(string symbol, ReadOnlySpan<Kline> klines) => Compare(symbol, klines, isKept: false);

    /// <summary>Compares a symbol's bars with the stored ones, and keeps the new and revised ones for writing.</summary>
    /// <exception cref="ArgumentException">A bar is of another date, or the symbol is not a valid short code.</exception>
    public KlineDiff Add(string symbol, ReadOnlySpan<Kline> klines) => Compare(symbol, klines, isKept: true);

    /// <summary>Returns the bars to write: minutes ascending, symbols in ordinal order.</summary>
    public IEnumerable<KlineSlice> Slices() => _changes.Slices();

    private KlineDiff Compare(string symbol, ReadOnlySpan<Kline> klines, bool isKept)
    {
        ShortCode.CheckSymbol(symbol, nameof(symbol));
        var number = _held.Find(symbol);
        var (created, revised) = (0, 0);
        var midnight = _held.Date.ToDateTime(TimeOnly.MinValue);
        foreach (ref readonly var kline in klines)
        {
            var place = (kline.Minute - midnight).Ticks / TimeSpan.TicksPerMinute;
            if (place is < 0 or >= 24 * 60 || kline.Minute < midnight)
                throw new ArgumentException($"A bar of {symbol} is not of {_held.Date.ToText()}: {kline}.", nameof(klines));
            ref readonly var cell = ref _held.Find((int)place, number);
            var bar = kline.Bar;
            if (cell.Source != 0 && cell.Bar.Agrees(bar))
                continue;
            (created, revised) = cell.Source == 0 ? (created + 1, revised) : (created, revised + 1);
            Change(symbol, kline, cell, isKept);
        }

        return new KlineDiff(created, revised, klines.Length - created - revised);
    }

    // A method of its own: nearly all bars agree, and comparing them stays a short loop.
    private void Change(string symbol, in Kline kline, in KlineGrid.Cell held, bool isKept)
    {
        // A revision keeps what it does not know better.
        var bar = held.Source == 0 ? kline.Bar : kline.Bar.CompletedBy(held.Bar);
        HasAccValue |= bar.AccValue != KlineBar.Unknown;
        if (isKept)
            _changes.Set(_changes[kline.Minute], _changes.Symbols.GetOrAdd(symbol), bar, source: 1);
    }
}
