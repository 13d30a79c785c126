using Rhetenor.Data.Core;
using Rhetenor.Data.Markets;

namespace Rhetenor.Data;

/// <summary>One event after which prices are not comparable with earlier ones, or a cash dividend, and the factor that makes them
/// comparable.</summary>
public sealed record AdjustmentFactor
{
    internal AdjustmentFactor(MasterChange change, DateOnly known) =>
        (Change, Known, ShortCodes) = (change, known, [change.ShortCode]);

    /// <summary>Gets the change with its <see cref="MasterChange.Reset"/>: kind, ISIN, short code, day, factor and evidence.</summary>
    public MasterChange Change { get; init; }

    /// <summary>Gets the day on which the event became known, Korean date.</summary>
    public DateOnly Known { get; init; }

    /// <summary>Gets the day from which the event was found to be wrong, Korean date; null when it stands.</summary>
    public DateOnly? Rescinded { get; init; }

    /// <summary>Gets the short codes (단축코드) that the instrument had; the last one is that of the event or a later one.</summary>
    public IReadOnlyList<string> ShortCodes { get; init; }

    /// <summary>Gets the first of the stored days right before the event on which trading was halted, Korean date; null when it was
    /// not.</summary>
    public DateOnly? HaltedSince { get; init; }

    /// <summary>Gets whether trading may have been halted before <see cref="HaltedSince"/>, because the masters begin on that day.</summary>
    internal bool IsHaltOlder { get; init; }

    /// <summary>Gets the day from which on trading was halted until the event; the first of all when the masters do not show the beginning of
    /// the halt: then any session may be the last one with trading.</summary>
    internal DateOnly? NoTradeSince => IsHaltOlder ? DateOnly.MinValue : HaltedSince;

    /// <summary>Gets whether the day of the event is a session that daily bars show. The calendar does not know those before its first year.</summary>
    internal bool IsOfSession { get; init; }

    /// <summary>Gets the first session whose prices account for the event (기준일), Korean date. When the masters of the days before it are
    /// not stored, the event may have been from <see cref="FirstExDate"/> on.</summary>
    public DateOnly ExDate => IsOfSession || Sessions.Contains(Change.Date!.Value) ? Change.Date!.Value : Sessions.FirstAfter(Change.Date.Value);

    /// <summary>Gets the first session on which the event may have been, Korean date: <see cref="ExDate"/> itself, when its master is
    /// stored.</summary>
    public DateOnly FirstExDate
    {
        get
        {
            if (IsOfSession)
                return ExDate;
            if (Change.Reset!.IsOfMissedDay && Change.Since is { } since && Sessions.FirstAfter(since) is var first && first < ExDate)
                return first;

            // On a closed day, the master of the session before it is in force, or already that of the next one. When that of the session
            // before did not show the event, it is of the next.
            var session = Sessions.LastUpTo(Change.Date!.Value);
            return Change.Since >= session ? ExDate : session;
        }
    }

    /// <summary>Gets the number that prices before <see cref="ExDate"/> are multiplied by.</summary>
    public decimal Factor => Change.Reset!.Factor!.Value;

    /// <summary>Gets whether volumes before <see cref="ExDate"/> are divided by the factor: not after rights issues.</summary>
    public bool ScalesVolume => Change.Reset!.ScalesVolume;

    /// <summary>Gets what is not certain about volumes before the event; null when nothing is.</summary>
    internal string? VolumeDoubt => HasUnknownShares ? "rights and bonus shares were issued together, and volumes before are not adjusted for the bonus shares." : null;

    /// <summary>Gets what is not certain about volumes of days whose stored prices account for the event; null when nothing is.</summary>
    internal string? StoredVolumeDoubt => HasUnknownShares ? "rights and bonus shares were issued together, and volumes of days that KIS adjusted for it are as KIS returned them." : null;

    private bool HasUnknownShares => Change.Reset is { HasBonusPart: true, ScalesVolume: false };

    /// <summary>Determines whether the event was known and not rescinded on a day.</summary>
    /// <param name="date">The Korean date.</param>
    public bool IsKnown(DateOnly date) => Known <= date && !(Rescinded <= date);

    /// <summary>Returns the event in one line, independent of culture.</summary>
    public override string ToString() => $"{Change}, known {Known.ToText()}{(Rescinded is { } day ? $", rescinded {day.ToText()}" : "")}";
}
