namespace Rhetenor.Data.Hantoo;

/// <summary>The state of a pace: when the next permit is free, and how far refusals have slowed it. Pure.</summary>
/// <param name="At">The time of this state. Times are those of the host's monotonic clock, which all its processes share until it
/// restarts.</param>
/// <param name="Free">The time from which the next permit may be taken.</param>
/// <param name="Factor">The used fraction of the rate, from a quarter to 1.</param>
/// <param name="Refused">The time of the last refusal that slowed the pace.</param>
internal readonly record struct Pace(TimeSpan At, TimeSpan Free, double Factor, TimeSpan Refused)
{
    /// <summary>The smallest factor.</summary>
    public const double Floor = 0.25;

    private const double Decrease = 0.8, RecoveryPerSecond = 0.01;

    /// <summary>Gets the time within which refusals count as one: their calls were in flight together.</summary>
    public static TimeSpan OneEvent { get; } = TimeSpan.FromSeconds(1);

    /// <summary>Creates a pace whose first permit is free.</summary>
    public static Pace New(TimeSpan now) => new(now, now, 1, now - OneEvent);

    /// <summary>Returns the state at a later time. The pace recovers by one percent per second.</summary>
    public Pace Until(TimeSpan now) => now <= At
        ? this
        : this with { At = now, Factor = Math.Min(1, Factor + ((now - At).TotalSeconds * RecoveryPerSecond)) };

    /// <summary>Takes a permit, and moves the next one by an interval.</summary>
    /// <param name="now">The time, not before <see cref="Free"/>.</param>
    /// <param name="perSecond">The number of permits per second.</param>
    /// <param name="lateness">Lateness up to this amount does not delay the next permit.</param>
    public Pace Take(TimeSpan now, double perSecond, TimeSpan lateness)
    {
        var pace = Until(now);
        var interval = TimeSpan.FromTicks((long)Math.Ceiling(TimeSpan.TicksPerSecond / (perSecond * pace.Factor)));
        return pace with { Free = Later(Free, now - lateness) + interval };
    }

    /// <summary>Reduces the pace by a fifth, once for refusals that belong together.</summary>
    public Pace Refuse(TimeSpan now)
    {
        if (now - Refused < OneEvent)
            return this;
        var pace = Until(now);
        return pace with { Factor = Math.Max(Floor, pace.Factor * Decrease), Refused = now };
    }

    /// <summary>Combines two states of one pace: in each respect the slower one counts.</summary>
    public Pace With(Pace other, TimeSpan now)
    {
        var (one, two) = (Until(now), other.Until(now));
        return new(Later(one.At, two.At), Later(one.Free, two.Free), Math.Min(one.Factor, two.Factor), Later(one.Refused, two.Refused));
    }

    private static TimeSpan Later(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
