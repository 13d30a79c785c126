namespace Rhetenor.Data;

/// <summary>Goes through a history minute by minute, as a backtest sees it: nothing of a later minute shows. It does not allocate.</summary>
/// <example><code>
/// var replay = history.Replay();
/// while (replay.MoveNext())
///     foreach (var place in replay.Traded)
///         Trade(history[place], replay.IndexOf(place));
/// </code></example>
public sealed class KlineReplay
{
    private readonly KlineHistory _history;
    private readonly int[] _next;
    private readonly long[] _minutes;
    private readonly int[] _traded;
    private int _tradedCount;

    internal KlineReplay(KlineHistory history)
    {
        _history = history;
        _next = new int[history.Count];
        _minutes = [.. history.Select(series => series.Minutes[0].Ticks)];
        _traded = new int[history.Count];
    }

    /// <summary>The minute that is shown, Korean time; its bars are complete at its end.</summary>
    public DateTime Minute { get; private set; }

    /// <summary>The places, in the history, of the symbols that have a bar in this minute.</summary>
    public ReadOnlySpan<int> Traded => _traded.AsSpan(0, _tradedCount);

    /// <summary>Goes to the next minute in which anything traded.</summary>
    /// <returns>False at the end.</returns>
    public bool MoveNext()
    {
        var first = long.MaxValue;
        foreach (var minute in _minutes)
            first = Math.Min(first, minute);
        _tradedCount = 0;
        if (first == long.MaxValue)
            return false;
        Minute = new DateTime(first);
        for (var place = 0; place < _minutes.Length; place++)
        {
            if (_minutes[place] != first)
                continue;
            _traded[_tradedCount++] = place;
            var next = ++_next[place];
            var minutes = _history[place].Minutes;
            _minutes[place] = next < minutes.Length ? minutes[next].Ticks : long.MaxValue;
        }

        return true;
    }

    /// <summary>The place, in its series, of a symbol's latest bar: this minute's when it traded, else an earlier one; -1 before its first.</summary>
    /// <param name="place">The symbol's place in the history.</param>
    public int IndexOf(int place) => _next[place] - 1;

    /// <summary>A symbol's latest bar; null before its first.</summary>
    /// <param name="symbol">The symbol.</param>
    /// <exception cref="KeyNotFoundException">The symbol has no bar in the history.</exception>
    public Kline? Latest(string symbol)
    {
        var place = _history.PlaceOf(symbol);
        return _next[place] > 0 ? _history[place][_next[place] - 1] : null;
    }
}
