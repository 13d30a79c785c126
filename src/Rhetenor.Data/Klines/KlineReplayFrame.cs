using System.Diagnostics;

namespace Rhetenor.Data;

/// <summary>One history of a <see cref="KlineReplay"/>, with the bars that have ended.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class KlineReplayFrame
{
    private readonly int[] _next;
    private readonly long[] _ends;
    private readonly int[] _updated;
    private int _updatedCount;

    internal KlineReplayFrame(KlineHistory history)
    {
        History = history;
        _next = new int[history.Count];
        _ends = [.. history.Select(series => series.Count > 0 ? series.EndOf(0).Ticks : long.MaxValue)];
        _updated = new int[history.Count];
        NextEnd = _ends.Length > 0 ? _ends.Min() : long.MaxValue;
    }

    /// <summary>Gets the history. It contains all bars, including those that have not ended yet.</summary>
    public KlineHistory History { get; }

    /// <summary>Gets the indexes, in <see cref="History"/>, of the symbols with a bar that ended in this step.</summary>
    public ReadOnlySpan<int> Updated => _updated.AsSpan(0, _updatedCount);

    /// <summary>Gets the ticks at which the next bar ends; <see cref="long.MaxValue"/> after the last bar.</summary>
    internal long NextEnd { get; private set; }

    /// <summary>Gets the index of a symbol's latest ended bar in its series; -1 before its first bar has ended.</summary>
    /// <param name="symbol">The symbol's index in <see cref="History"/>.</param>
    public int LatestIndex(int symbol) => _next[symbol] - 1;

    /// <summary>Gets a symbol's latest ended bar; null before its first bar has ended.</summary>
    /// <param name="symbol">The symbol.</param>
    /// <exception cref="KeyNotFoundException">The history does not contain the symbol.</exception>
    public Kline? Latest(string symbol)
    {
        var index = History.IndexOf(symbol);
        if (index < 0)
            throw new KeyNotFoundException($"{symbol} has no bar in this history.");
        return _next[index] > 0 ? History[index][_next[index] - 1] : null;
    }

    /// <summary>Returns the content of the history in one line, independent of culture.</summary>
    public override string ToString() => History.ToString();

    /// <summary>Shows the bars that end at an instant.</summary>
    internal void Advance(long now)
    {
        _updatedCount = 0;
        if (NextEnd > now)
            return;
        var next = long.MaxValue;
        for (var i = 0; i < _ends.Length; i++)
        {
            var end = _ends[i];
            if (end <= now)
            {
                _updated[_updatedCount++] = i;
                var (series, following) = (History[i], ++_next[i]);
                _ends[i] = end = following < series.Count ? series.EndOf(following).Ticks : long.MaxValue;
            }

            next = Math.Min(next, end);
        }

        NextEnd = next;
    }

    internal void Finish() => _updatedCount = 0;
}
