using Rhetenor.Data.Core;

namespace Rhetenor.Data.Format;

/// <summary>Chooses the retrieval of a new object. Pure.</summary>
internal static class NextRetrieval
{
    /// <summary>The number of seconds after a retrieval whose keys other writers may have taken before a writer of daily bars gives up.</summary>
    public const int MostTaken = 60;

    /// <summary>Returns the current second, or the one after the latest retrieval: a revision must be later than what it revises, even if a
    /// clock was set back.</summary>
    /// <param name="latest">The latest retrieval that counts, Korean time; null when there is none.</param>
    /// <param name="now">The current time, Korean time.</param>
    public static DateTime After(DateTime? latest, DateTime now)
    {
        var second = now.ToSecond();
        return latest >= second && KlineKey.IsPlausible(DateOnly.FromDateTime(latest.Value.AddSeconds(1))) ? latest.Value.AddSeconds(1) : second;
    }
}
