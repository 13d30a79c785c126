namespace Rhetenor.Data.Testing;

/// <summary>The trades of a symbol at one venue on one day, and when they became known.</summary>
internal sealed class DayTape(DateTimeOffset midnight, TapeBar[] bars, IReadOnlyList<TapeRevision> revisions)
{
    // After this instant, the last minute is over and the last revision was made: nothing changes any more.
    private readonly DateTimeOffset _settled = revisions.Select(revision => revision.Instant)
        .Append(midnight.AddMinutes(bars.Length == 0 ? 0 : bars[^1].Minute + 1)).Max();
    private List<TruthBar>? _final;

    public static DayTape Empty { get; } = new(DateTimeOffset.UnixEpoch, [], []);

    /// <summary>Gets the minutes with their trades, ascending.</summary>
    public IReadOnlyList<TapeBar> Bars => bars;

    /// <summary>Gets what minutes gained later.</summary>
    public IReadOnlyList<TapeRevision> Revisions => revisions;

    /// <summary>Returns the bars at an instant, including the current minute. The list may be shared and must not be
    /// changed.</summary>
    public List<TruthBar> At(DateTimeOffset instant) => instant >= _settled ? _final ??= Make(instant) : Make(instant);

    private List<TruthBar> Make(DateTimeOffset instant)
    {
        var second = (long)Math.Floor((instant - midnight).TotalSeconds);
        var seen = new List<TruthBar>(bars.Length);
        foreach (ref readonly var bar in bars.AsSpan())
        {
            if (bar.At(second) is not { } so)
                break;
            seen.Add(so);
        }

        foreach (var revision in revisions)
        {
            if (revision.Instant <= instant)
                Apply(seen, revision);
        }

        return seen;
    }

    private static void Apply(List<TruthBar> bars, TapeRevision revision)
    {
        var at = bars.FindIndex(bar => bar.Minute == revision.Minute);
        if (at < 0)
            return;
        var bar = bars[at];
        bar.Volume += revision.Shares;
        bar.Value += revision.Shares * bar.Close;
        bars[at] = bar;
    }
}

/// <summary>The number of shares that a minute gains at an instant.</summary>
internal readonly record struct TapeRevision(short Minute, DateTimeOffset Instant, long Shares);
