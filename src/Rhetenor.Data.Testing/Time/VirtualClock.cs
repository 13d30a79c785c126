namespace Rhetenor.Data.Testing;

/// <summary>A clock that stands still until a test moves it. Timers fire in the order of their due times, on the thread that moves
/// the clock.</summary>
/// <remarks>
/// It supports <c>Task.Delay</c>, <c>CancellationTokenSource</c>, <c>PeriodicTimer</c> and Polly. A timer that is due immediately
/// fires when the clock is next moved, even by zero. Instances are safe for concurrent use. If work waits on a clock that nobody moves, a line on the
/// standard error says so after <see cref="VirtualClockOptions.StallTimeout"/>.
/// </remarks>
public sealed partial class VirtualClock : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly VirtualClockOptions _options;
    private long _utcTicks;

    /// <summary>Creates a clock at an instant.</summary>
    /// <param name="start">The first instant; its offset is ignored.</param>
    /// <param name="options">The time zone and limits; null for the defaults.</param>
    public VirtualClock(DateTimeOffset start, VirtualClockOptions? options = null)
    {
        _utcTicks = start.UtcTicks;
        _options = options ?? new VirtualClockOptions();
    }

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => _options.LocalTimeZone;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Gets the instant at which the next timer is due; null when none is pending.</summary>
    public DateTimeOffset? NextTimerDue
    {
        get
        {
            lock (_gate)
                return _pending.Min is { } timer ? Instant(timer.DueTicks) : null;
        }
    }

    /// <summary>Creates a clock at a date and time of day in Korea (UTC+09:00).</summary>
    public static VirtualClock AtKorea(DateOnly date, TimeOnly time, VirtualClockOptions? options = null) =>
        new(KoreaTime.At(date, time), options);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Instant(Volatile.Read(ref _utcTicks));

    /// <inheritdoc/>
    public override long GetTimestamp() => Volatile.Read(ref _utcTicks);

    /// <summary>Moves the clock forward and fires every timer that becomes due on the way.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The span is negative.</exception>
    public void Advance(TimeSpan span)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(span, TimeSpan.Zero);
        AdvanceTo(GetUtcNow() + span);
    }

    /// <summary>Moves the clock to an instant and fires every timer that becomes due on the way.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The instant is in the clock's past.</exception>
    public void AdvanceTo(DateTimeOffset instant)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(instant, GetUtcNow());
        Interlocked.Increment(ref _moves);
        while (FireNext(instant.UtcTicks))
        {
        }

        lock (_gate)
            _utcTicks = Math.Max(_utcTicks, instant.UtcTicks);
    }

    private static DateTimeOffset Instant(long utcTicks) => new(utcTicks, TimeSpan.Zero);
}
