using System.Diagnostics;
using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>Replays bars in order of time for a backtest: each bar is shown when it has ended, not earlier. Does not allocate.</summary>
/// <remarks>
/// <para>All frames share one clock. Each step moves to the next instant at which any bar ends, and shows all bars that have ended
/// by then. A minute bar is shown from the end of its minute, a larger bar from the end of its bucket (<see cref="KlineSeries.EndOf"/>).
/// The minute bar of 09:04 and the five-minute bar labelled 09:00 are shown in the same step, at 09:05.</para>
/// <para><see cref="Updated"/>, <see cref="LatestIndex"/> and <see cref="Latest"/> refer to the first frame.</para>
/// <para>The bar of the closing auction is shown from 15:31 and includes the shares that KIS adds to it until the
/// evening.</para>
/// </remarks>
/// <example><code>
/// var replay = history.Replay(KlineResampling.Minutes(5), KlineResampling.Daily);
/// var (five, daily) = (replay.Frames[1], replay.Frames[2]);
/// while (replay.MoveNext())
///     foreach (var symbol in replay.Updated)
///         Trade(history[symbol], replay.LatestIndex(symbol), five.LatestIndex(symbol), daily.LatestIndex(symbol));
/// </code></example>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class KlineReplay
{
    private readonly KlineReplayFrame[] _frames;

    private KlineReplay(KlineReplayFrame[] frames) => _frames = frames;

    /// <summary>Gets the histories that are shown together, in the order given.</summary>
    public IReadOnlyList<KlineReplayFrame> Frames => _frames;

    /// <summary>Gets the instant of the step, in Korean time. Bars that have ended by then are shown.</summary>
    public DateTime Now { get; private set; }

    /// <summary>Gets the start of the minute that ends at <see cref="Now"/>, in Korean time.</summary>
    public DateTime Minute { get; private set; }

    /// <summary>Gets the indexes, in the first history, of the symbols with a bar that ended in this step. Empty when only larger bars
    /// ended.</summary>
    public ReadOnlySpan<int> Updated => _frames[0].Updated;

    /// <summary>Creates a replay of several histories, such as the same symbols in bars of 1 minute, 5 minutes and a day.</summary>
    /// <param name="frames">The histories. Each has its own symbol indexes.</param>
    /// <exception cref="ArgumentException">The list is empty.</exception>
    public static KlineReplay Of(params IReadOnlyList<KlineHistory> frames)
    {
        ArgumentNullException.ThrowIfNull(frames);
        return frames.Count > 0
            ? new([.. frames.Select(history => new KlineReplayFrame(history))])
            : throw new ArgumentException("At least one history is needed.", nameof(frames));
    }

    /// <summary>Moves to the next instant at which a bar of any frame ends.</summary>
    /// <returns>False at the end.</returns>
    public bool MoveNext()
    {
        var now = long.MaxValue;
        foreach (var frame in _frames)
            now = Math.Min(now, frame.NextEnd);
        if (now == long.MaxValue)
        {
            foreach (var frame in _frames)
                frame.Finish();
            return false;
        }

        foreach (var frame in _frames)
            frame.Advance(now);
        Now = new DateTime(now);
        Minute = Now.AddMinutes(-1);
        return true;
    }

    /// <summary>Gets the index of a symbol's latest ended bar in its series of the first history; -1 before its first bar has
    /// ended.</summary>
    /// <param name="symbol">The symbol's index in the first history.</param>
    public int LatestIndex(int symbol) => _frames[0].LatestIndex(symbol);

    /// <summary>Gets a symbol's latest ended bar in the first history; null before its first bar has ended.</summary>
    /// <param name="symbol">The symbol.</param>
    /// <exception cref="KeyNotFoundException">The history does not contain the symbol.</exception>
    public Kline? Latest(string symbol) => _frames[0].Latest(symbol);

    /// <summary>Returns the instant and the content of the first frame in one line, independent of culture.</summary>
    public override string ToString()
    {
        var step = Now == default ? "not started" : $"at {Now.ToMinuteText()}";
        return $"{step}: {_frames[0]}{(_frames.Length > 1 ? $", {_frames.Length} frames" : "")}";
    }
}
