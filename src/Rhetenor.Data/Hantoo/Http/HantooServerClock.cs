namespace Rhetenor.Data.Hantoo;

/// <summary>What time it is at KIS, by the Date headers of its answers.</summary>
internal sealed class HantooServerClock(TimeProvider timeProvider)
{
    private const double Weight = 0.2;

    // A header counts whole seconds, so two samples of one clock differ by less than two; more is a clock that was set.
    private static readonly TimeSpan Set = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private TimeSpan? _offset;

    /// <summary>By how much KIS is ahead of this machine; null before its first answer.</summary>
    public TimeSpan? Offset
    {
        get
        {
            lock (_gate)
                return _offset;
        }
    }

    /// <summary>The estimate, in Korean time; this machine's own clock before the first answer.</summary>
    public DateTimeOffset Now => KoreaTime.Now(timeProvider) + (Offset ?? TimeSpan.Zero);

    /// <summary>Takes an answer's Date header into account.</summary>
    /// <param name="date">The header.</param>
    /// <param name="sent">This machine's time when the request was sent.</param>
    /// <param name="received">This machine's time when the headers were there.</param>
    /// <param name="maxSkew">The largest difference accepted.</param>
    /// <exception cref="HantooFailure">The clocks differ by more.</exception>
    public void Observe(DateTimeOffset date, DateTimeOffset sent, DateTimeOffset received, TimeSpan maxSkew)
    {
        // The header was cut to its second: half a second later is the best guess.
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
