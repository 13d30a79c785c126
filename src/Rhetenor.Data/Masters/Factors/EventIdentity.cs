namespace Rhetenor.Data.Masters;

/// <summary>Determines whether two events are one, and which of their records has the better witnesses. Pure.</summary>
internal static class EventIdentity
{
    // A master is in force for a month at the most.
    private const int LongestCopy = 31;

    /// <summary>Determines whether two records are of one event: of an instrument, on days that may be the same, or by the numbers of one
    /// master that is in force on several days.</summary>
    public static bool IsSame(AdjustmentFactor one, AdjustmentFactor other) =>
        one.Change.StandardCode == other.Change.StandardCode
        && ((one.FirstExDate <= other.ExDate && other.FirstExDate <= one.ExDate) || IsCopy(one, other));

    /// <summary>Determines whether a record that a history proves takes the place of one that stands.</summary>
    /// <param name="proven">The record of the history.</param>
    /// <param name="standing">The recorded one, of the same event.</param>
    /// <param name="isCovered">Whether the history has the days of the recorded one.</param>
    public static bool Replaces(AdjustmentFactor proven, AdjustmentFactor standing, bool isCovered)
    {
        // Masters that leave the day of an event open show less than one that dates it.
        var isVaguer = proven.FirstExDate < proven.ExDate && standing.FirstExDate == standing.ExDate;
        if (!proven.Change.Reset!.IsSame(standing.Change.Reset))
            return isCovered || (!isVaguer && (proven.ExDate < standing.ExDate || proven.Change.Since > standing.Change.Since));
        if (isVaguer)
            return false;

        // The same numbers: a record with more witnesses is not replaced by one with fewer.
        var quality = Quality(proven).CompareTo(Quality(standing));
        return quality > 0 ? !IsEqual(proven, standing) : quality == 0 && (!IsEqual(proven, standing) && proven.ExDate <= standing.ExDate);
    }

    // Masters that show an earlier day of a halt show more of it.
    private static (DateOnly, bool, int) Quality(AdjustmentFactor one) =>
        (one.Change.Since ?? DateOnly.MinValue, one.Change.Reset!.IsComparedWithBars, one.HaltedSince is { } halted ? -halted.DayNumber : int.MinValue);

    private static bool IsEqual(AdjustmentFactor one, AdjustmentFactor other) =>
        (one.FirstExDate, one.ExDate, one.Change.Kind, one.Change.Reset!.Factor, one.HaltedSince) == (other.FirstExDate, other.ExDate, other.Change.Kind, other.Change.Reset!.Factor, other.HaltedSince);

    private static bool IsCopy(AdjustmentFactor one, AdjustmentFactor other) =>
        one.Change.Reset!.IsSame(other.Change.Reset) && Math.Abs(one.ExDate.DayNumber - other.ExDate.DayNumber) <= LongestCopy;
}
