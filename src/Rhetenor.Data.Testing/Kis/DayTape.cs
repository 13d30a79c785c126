namespace Rhetenor.Data.Testing;

/// <summary>All that happened to a symbol at one venue on one day, and when it became known.</summary>
internal sealed class DayTape(DateTimeOffset midnight, TapeBar[] bars, IReadOnlyList<TapeRevision> revisions)
{
    // From then on, the last minute being over and the last revision made, nothing changes.
    private readonly DateTimeOffset _settled = revisions.Select(revision => revision.Instant)
        .Append(midnight.AddMinutes(bars.Length == 0 ? 0 : bars[^1].Minute + 1)).Max();
    private List<TruthBar>? _final;

    public static DayTape Empty { get; } = new(DateTimeOffset.UnixEpoch, [], []);

    /// <summary>The bars as they stand at an instant, the running minute included. Not to be changed: a list may be shared.</summary>
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

/// <summary>Shares that a minute gains at an instant.</summary>
internal readonly record struct TapeRevision(short Minute, DateTimeOffset Instant, long Shares);
