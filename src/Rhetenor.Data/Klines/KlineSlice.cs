using System.Collections;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;
using Rhetenor.Data.Markets;

namespace Rhetenor.Data;

/// <summary>One minute of all symbols that have a bar in it, symbols in ordinal order. An object stores it as one line.</summary>
[DebuggerDisplay("{ToString(),nq}")]
[DebuggerTypeProxy(typeof(DebugView<SymbolKline>))]
[SuppressMessage("Naming", "CA1710", Justification = "A slice is the domain's word.")]
public sealed class KlineSlice : IReadOnlyCollection<SymbolKline>
{
    private readonly KlineSymbols _symbols;
    private readonly ArraySegment<int> _numbers;
    private readonly ArraySegment<KlineBar> _bars;

    /// <summary>Creates a slice from bars in any order.</summary>
    /// <exception cref="ArgumentException">A bar is of another minute, or a symbol is duplicated or is not one to twelve ASCII letters
    /// and digits.</exception>
    public KlineSlice(DateTime minute, IEnumerable<SymbolKline> klines)
    {
        ArgumentNullException.ThrowIfNull(klines);
        Minute = KlineMinute.Check(minute);
        _symbols = new KlineSymbols();
        var sorted = klines.OrderBy(kline => kline.Symbol, StringComparer.Ordinal).ToArray();
        var (numbers, bars) = (new int[sorted.Length], new KlineBar[sorted.Length]);
        for (var i = 0; i < sorted.Length; i++)
        {
            var (symbol, kline) = sorted[i];
            ShortCode.CheckSymbol(symbol, nameof(klines));
            if (kline.Minute != Minute)
                throw new ArgumentException($"The bar of {symbol} is of another minute: {kline}.", nameof(klines));
            if (i > 0 && sorted[i - 1].Symbol == symbol)
                throw new ArgumentException($"'{symbol}' is duplicated.", nameof(klines));
            (numbers[i], bars[i]) = (_symbols.GetOrAdd(symbol), kline.Bar);
        }

        (_numbers, _bars) = (numbers, bars);
    }

    internal KlineSlice(
        DateTime minute, KlineSymbols symbols, ArraySegment<int> numbers, ArraySegment<KlineBar> bars, DateTime retrieval = default) =>
        (Minute, _symbols, _numbers, _bars, Retrieval) = (minute, symbols, numbers, bars, retrieval);

    /// <summary>Gets the start of the minute in Korean time, with <see cref="DateTimeKind.Unspecified"/>.</summary>
    public DateTime Minute { get; }

    /// <summary>Gets the number of symbols that have a bar.</summary>
    public int Count => _bars.Count;

    /// <summary>Gets the retrieval time of the line; default when the line has none.</summary>
    internal DateTime Retrieval { get; }

    internal KlineSymbols SymbolTable => _symbols;

    internal ReadOnlySpan<int> Numbers => _numbers;

    internal ReadOnlySpan<KlineBar> Bars => _bars;

    /// <summary>Gets the symbol numbers and the bars.</summary>
    internal (ArraySegment<int> Numbers, ArraySegment<KlineBar> Bars) Segments => (_numbers, _bars);

    /// <summary>Gets the bar of a symbol.</summary>
    /// <exception cref="KeyNotFoundException">The symbol has no bar in this minute.</exception>
    public Kline this[string symbol] => TryGetValue(symbol, out var kline)
        ? kline
        : throw new KeyNotFoundException($"{symbol} has no bar in this minute.");

    /// <summary>Gets the bar of a symbol, if there is one.</summary>
    public bool TryGetValue(string symbol, out Kline kline)
    {
        ArgumentNullException.ThrowIfNull(symbol);
        kline = default;
        var number = _symbols.Find(symbol);
        var place = number < 0 ? -1 : Numbers.IndexOf(number);
        if (place < 0)
            return false;
        kline = new Kline(Minute, Bars[place]);
        return true;
    }

    /// <summary>Enumerates the symbols and their bars, in ordinal order.</summary>
    public IEnumerator<SymbolKline> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
            yield return new(_symbols[_numbers[i]], new Kline(Minute, _bars[i]));
    }

    /// <summary>Returns the minute and the number of symbols in one line, independent of culture.</summary>
    public override string ToString() =>
        $"{Minute.ToMinuteText()}: {Texts.Count(Count, "symbol")}";

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
