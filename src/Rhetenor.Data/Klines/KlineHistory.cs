using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data;

/// <summary>The bars of some symbols over some time, each symbol in columns.</summary>
[SuppressMessage("Naming", "CA1710", Justification = "A history is the domain's word.")]
public sealed partial class KlineHistory : IReadOnlyList<KlineSeries>
{
    private readonly KlineSeries[] _series;
    private readonly Dictionary<string, int> _places;

    private readonly IReadOnlyList<string> _asked;

    internal KlineHistory(KlineSeries[] series, IReadOnlyList<string>? asked = null)
    {
        (_series, _asked) = (series, asked ?? []);
        _places = Enumerable.Range(0, series.Length).ToDictionary(place => series[place].Symbol, StringComparer.Ordinal);
    }

    /// <summary>How many symbols have bars.</summary>
    public int Count => _series.Length;

    /// <summary>How many bars there are.</summary>
    public long BarCount => _series.Sum(series => (long)series.Count);

    /// <summary>Gets the symbols that were asked for by name and have no bar: nothing of them is stored, or they did not trade.
    /// Empty when all symbols were asked for.</summary>
    public IReadOnlyList<string> MissingSymbols => [.. _asked.Where(symbol => !_places.ContainsKey(symbol))];

    /// <summary>A symbol's bars, by place; symbols are in ordinal order.</summary>
    public KlineSeries this[int index] => _series[index];

    /// <summary>A symbol's bars.</summary>
    /// <exception cref="KeyNotFoundException">The symbol has none.</exception>
    public KlineSeries this[string symbol] => _series[PlaceOf(symbol)];

    /// <summary>Makes a history of slices.</summary>
    /// <param name="slices">The slices, minutes ascending.</param>
    /// <exception cref="ArgumentException">The minutes do not ascend.</exception>
    public static KlineHistory Of(IEnumerable<KlineSlice> slices)
    {
        var builder = new KlineHistoryBuilder();
        builder.Add(slices);
        return builder.Build();
    }

    /// <summary>Looks for a symbol's bars.</summary>
    public bool TryGetValue(string symbol, [NotNullWhen(true)] out KlineSeries? series)
    {
        series = _places.TryGetValue(symbol, out var place) ? _series[place] : null;
        return series is not null;
    }

    /// <summary>The place of a symbol.</summary>
    /// <exception cref="KeyNotFoundException">The symbol has no bar.</exception>
    public int PlaceOf(string symbol) => _places.TryGetValue(symbol, out var place)
        ? place
        : throw new KeyNotFoundException($"{symbol} has no bar in this history.");

    /// <summary>Starts to go through the minutes in order of time.</summary>
    public KlineReplay Replay() => new(this);

    /// <summary>The symbols' bars, in ordinal order of the symbols.</summary>
    public IEnumerator<KlineSeries> GetEnumerator() => ((IEnumerable<KlineSeries>)_series).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
