using System.Diagnostics;
using System.Globalization;
using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>Goes through bars in order of time, as a backtest sees them: a bar shows when it has ended, and not before. Does not allocate.</summary>
/// <remarks>
/// <para>One clock drives all frames. Each step goes to the next instant at which any bar ends. Then every bar that has ended by
/// that instant is shown, and no other: a bar of a minute from the end of its minute on, a larger one from the end of its bucket on
/// (<see cref="KlineSeries.EndOf"/>). The minute bar of 09:04 and the five-minute bar labelled 09:00 come in the same step, at 09:05.</para>
/// <para><see cref="Updated"/>, <see cref="LatestIndex"/> and <see cref="Latest"/> speak of the first frame.</para>
/// <para>What KIS adds to the shares of the closing auction until the evening is in that bar from 15:31 on.</para>
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

    /// <summary>The histories that are shown together, in the order given.</summary>
    public IReadOnlyList<KlineReplayFrame> Frames => _frames;

    /// <summary>The instant of the step, Korean time: what has ended by then is shown.</summary>
    public DateTime Now { get; private set; }

    /// <summary>The minute that is just over, Korean time, by its start: <see cref="Now"/> less one minute.</summary>
    public DateTime Minute { get; private set; }

    /// <summary>The indexes, in the first history, of the symbols of which a bar has ended in this step. None, when only larger bars have.</summary>
    public ReadOnlySpan<int> Updated => _frames[0].Updated;

    /// <summary>Starts to go through several histories together, such as the same symbols in bars of 1 and 5 minutes and a day.</summary>
    /// <param name="frames">The histories. Each keeps its own indexes of symbols.</param>
    /// <exception cref="ArgumentException">There is no history.</exception>
    public static KlineReplay Of(params IReadOnlyList<KlineHistory> frames)
    {
        ArgumentNullException.ThrowIfNull(frames);
        return frames.Count > 0
            ? new([.. frames.Select(history => new KlineReplayFrame(history))])
            : throw new ArgumentException("At least one history is needed.", nameof(frames));
    }

    /// <summary>Goes to the next instant at which a bar of any frame ends.</summary>
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

    /// <summary>Gets the index, in its series of the first history, of a symbol's latest bar that has ended; -1 before its first has.</summary>
    /// <param name="symbol">The symbol's index in the first history.</param>
    public int LatestIndex(int symbol) => _frames[0].LatestIndex(symbol);

    /// <summary>Gets a symbol's latest bar of the first history that has ended; null before its first has.</summary>
    /// <param name="symbol">The symbol.</param>
    /// <exception cref="KeyNotFoundException">The history does not have the symbol.</exception>
    public Kline? Latest(string symbol) => _frames[0].Latest(symbol);

    /// <summary>Returns the instant and what the first frame has in one line, the same in every culture.</summary>
    public override string ToString()
    {
        var step = Now == default ? "not started" : $"at {Now.ToMinuteText()}";
        return $"{step}: {_frames[0]}{(_frames.Length > 1 ? $", {_frames.Length} frames" : "")}";
    }
}
