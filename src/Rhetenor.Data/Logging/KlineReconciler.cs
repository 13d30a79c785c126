using Rhetenor.Data.Archive;
using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;
using Rhetenor.Data.Markets;

namespace Rhetenor.Data.Logging;

/// <summary>How a symbol's bars compare with those held.</summary>
/// <param name="New">Bars that were not held.</param>
/// <param name="Revised">Bars held with other numbers.</param>
/// <param name="Unchanged">Bars held as they are.</param>
internal readonly record struct KlineDiff(int New, int Revised, int Unchanged)
{
    /// <summary>Whether there is something to write.</summary>
    public bool HasChanges => New + Revised > 0;
}

/// <summary>Finds what a store does not have yet, and makes the slices to write. A bar the source no longer has stays: nothing
/// here ever removes one.</summary>
/// <remarks>Bars are compared as numbers, symbol by symbol and minute by minute. What one side does not know, the day's shares
/// or won, is no difference.</remarks>
internal sealed class KlineReconciler
{
    private readonly KlineDay _held;
    private readonly KlineGrid _changes;

    /// <summary>Starts with nothing to write.</summary>
    /// <param name="held">What the store has of the date and venue.</param>
    public KlineReconciler(KlineDay held)
    {
        ArgumentNullException.ThrowIfNull(held);
        _held = held;
        _changes = new KlineGrid(held.Date);
    }

    /// <summary>How many bars there are to write.</summary>
    public int ChangeCount => _changes.Count;

    /// <summary>The first and the last minute to write. There must be one.</summary>
    public (DateTime First, DateTime Last) Span => _changes.Span;

    /// <summary>The symbols that <see cref="Slices"/> names.</summary>
    public KlineSymbols Symbols => _changes.Symbols;

    /// <summary>Compares a symbol's bars with those held, without keeping anything.</summary>
    /// <exception cref="ArgumentException">A bar is of another date.</exception>
    public KlineDiff Diff(string symbol, ReadOnlySpan<Kline> klines) => Compare(symbol, klines, isKept: false);

    /// <summary>Compares a symbol's bars with those held, and keeps the new and revised ones to be written.</summary>
    /// <exception cref="ArgumentException">A bar is of another date, or the symbol is none.</exception>
    public KlineDiff Add(string symbol, ReadOnlySpan<Kline> klines) => Compare(symbol, klines, isKept: true);

    /// <summary>The bars to write: minutes ascending, symbols ordinal.</summary>
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
            if (isKept)
                _changes.Set(_changes[kline.Minute], _changes.Symbols.GetOrAdd(symbol), bar, source: 1);
        }

        return new KlineDiff(created, revised, klines.Length - created - revised);
    }
}
