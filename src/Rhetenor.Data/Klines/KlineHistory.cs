using System.Collections;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data;

/// <summary>The bars of several symbols of a venue over a period, in columns per symbol.</summary>
[DebuggerDisplay("{ToString(),nq}")]
[DebuggerTypeProxy(typeof(DebugView<KlineSeries>))]
[SuppressMessage("Naming", "CA1710", Justification = "A history is the domain's word.")]
public sealed class KlineHistory : IReadOnlyList<KlineSeries>
{
    private readonly KlineSeries[] _series;
    private readonly Dictionary<string, int> _indexes;

    internal KlineHistory(Venue venue, KlineSeries[] series, IReadOnlyList<string>? asked = null)
    {
        (Venue, _series, Asked) = (venue, series, asked ?? []);
        _indexes = Enumerable.Range(0, series.Length).ToDictionary(index => series[index].Symbol, StringComparer.Ordinal);
    }

    /// <summary>Gets the venue of the bars.</summary>
    public Venue Venue { get; }

    /// <summary>Gets the number of symbols.</summary>
    public int Count => _series.Length;

    /// <summary>Gets the number of bars.</summary>
    public long BarCount => _series.Sum(series => (long)series.Count);

    /// <summary>Gets the requested symbols that have no bar because nothing is stored for them or they did not trade. Empty when all
    /// symbols were requested.</summary>
    public IReadOnlyList<string> MissingSymbols => [.. Asked.Where(symbol => !_indexes.ContainsKey(symbol))];

    internal IReadOnlyList<string> Asked { get; }

    /// <summary>Gets the dates on which the bars were fetched; null when they are unknown.</summary>
    internal RetrievalDates? Retrievals { get; init; }

    /// <summary>Gets the bars of a symbol by index. Symbols are in ordinal order.</summary>
    public KlineSeries this[int index] => _series[index];

    /// <summary>Gets the bars of a symbol.</summary>
    /// <exception cref="KeyNotFoundException">The history does not contain the symbol.</exception>
    public KlineSeries this[string symbol] => TryGetValue(symbol, out var series)
        ? series
        : throw new KeyNotFoundException($"{symbol} has no bar in this history.");

    /// <summary>Creates a history from slices of minutes.</summary>
    /// <param name="slices">The slices, minutes ascending.</param>
    /// <param name="venue">The venue of the bars.</param>
    /// <exception cref="ArgumentException">The minutes do not ascend.</exception>
    public static KlineHistory Of(IEnumerable<KlineSlice> slices, Venue venue = Venue.Krx)
    {
        var builder = new KlineHistoryBuilder(venue);
        builder.Add(slices);
        return builder.Build();
    }

    /// <summary>Gets the bars of a symbol, if the history contains it.</summary>
    public bool TryGetValue(string symbol, [NotNullWhen(true)] out KlineSeries? series)
    {
        var index = IndexOf(symbol);
        series = index < 0 ? null : _series[index];
        return series is not null;
    }

    /// <summary>Gets the index of a symbol; -1 when the history does not contain it.</summary>
    public int IndexOf(string symbol) => _indexes.GetValueOrDefault(symbol, -1);

    /// <summary>Enumerates the bars of each symbol, symbols in ordinal order.</summary>
    public IEnumerator<KlineSeries> GetEnumerator() => ((IEnumerable<KlineSeries>)_series).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Returns the number of symbols and bars, first and last minute, and venue in one line, independent of culture.</summary>
    public override string ToString()
    {
        var traded = _series.Where(series => series.Count > 0).ToList();
        return traded.Count == 0
            ? $"no bars, {Venue.ToCode()}"
            : $"{Texts.Count(Count, "symbol")}, {Texts.Count(BarCount, "bar")}, "
                + $"{Texts.Range(traded.Min(series => series.Minutes[0]), traded.Max(series => series.Minutes[^1]))}, {Venue.ToCode()}";
    }
}
