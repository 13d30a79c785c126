using System.Diagnostics;

namespace Rhetenor.Data;

/// <summary>What a <see cref="KlineReplay"/> shows of one of its histories: the bars that have ended.</summary>
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

    /// <summary>The history that is shown. It has all bars, also those that have not ended yet.</summary>
    public KlineHistory History { get; }

    /// <summary>The indexes, in <see cref="History"/>, of the symbols of which a bar has ended in this step.</summary>
    public ReadOnlySpan<int> Updated => _updated.AsSpan(0, _updatedCount);

    /// <summary>The ticks at which the next bar ends; the greatest number after the last one.</summary>
    internal long NextEnd { get; private set; }

    /// <summary>Gets the index, in its series, of a symbol's latest bar that has ended; -1 before its first has.</summary>
    /// <param name="symbol">The symbol's index in <see cref="History"/>.</param>
    public int LatestIndex(int symbol) => _next[symbol] - 1;

    /// <summary>Gets a symbol's latest bar that has ended; null before its first has.</summary>
    /// <param name="symbol">The symbol.</param>
    /// <exception cref="KeyNotFoundException">The history does not have the symbol.</exception>
    public Kline? Latest(string symbol)
    {
        var index = History.IndexOf(symbol);
        if (index < 0)
            throw new KeyNotFoundException($"{symbol} has no bar in this history.");
        return _next[index] > 0 ? History[index][_next[index] - 1] : null;
    }

    /// <summary>Returns what the history has in one line, the same in every culture.</summary>
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
