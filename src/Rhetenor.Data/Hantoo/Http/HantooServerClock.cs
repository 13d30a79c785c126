namespace Rhetenor.Data.Hantoo;

/// <summary>Estimates the time at KIS from the Date headers of its answers.</summary>
internal sealed class HantooServerClock(TimeProvider timeProvider)
{
    private const double Weight = 0.2;

    // A header has whole seconds, so two samples of one clock differ by less than two. A larger difference means that a clock was
    // set.
    private static readonly TimeSpan Set = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private TimeSpan? _offset;

    /// <summary>Gets how far the clock of KIS is ahead of this machine; null before its first answer.</summary>
    public TimeSpan? Offset
    {
        get
        {
            lock (_gate)
                return _offset;
        }
    }

    /// <summary>Gets the estimated time at KIS, Korean time; this machine's own time before the first answer.</summary>
    public DateTimeOffset Now => KoreaTime.Now(timeProvider) + (Offset ?? TimeSpan.Zero);

    /// <summary>Updates the estimate with an answer's Date header.</summary>
    /// <param name="date">The time in the header.</param>
    /// <param name="sent">This machine's time when the request was sent.</param>
    /// <param name="received">This machine's time when the headers were received.</param>
    /// <param name="maxSkew">The largest accepted difference.</param>
    /// <exception cref="HantooFailure">The clocks differ by more.</exception>
    public void Observe(DateTimeOffset date, DateTimeOffset sent, DateTimeOffset received, TimeSpan maxSkew)
    {
        // The header was truncated to its second. Half a second later is the best estimate.
        var sample = date + TimeSpan.FromSeconds(0.5) - (sent + ((received - sent) / 2));
        if (sample.Duration() > maxSkew + (received - sent).Duration() + TimeSpan.FromSeconds(1))
        {
            throw new HantooFailure(HantooError.ClockSkew,
                $"KIS's clock says {date.ToText()}, this machine's {received.ToText()}; at most {maxSkew} may lie between. Set this machine's clock.")
            { MayHaveActed = true };
        }

        lock (_gate)
            _offset = _offset is { } smooth && (sample - smooth).Duration() < Set ? smooth + ((sample - smooth) * Weight) : sample;
    }
}
