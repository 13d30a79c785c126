using Rhetenor.Data.Core;

namespace Rhetenor.Data.Datasets;

/// <summary>The part of a month that is published again: a closed month as a whole, single sessions of the running month.</summary>
/// <param name="Month">The first day of the month.</param>
/// <param name="IsClosed">Whether the month is over.</param>
/// <param name="Sessions">The sessions to read.</param>
/// <param name="Problem">The reason why nothing is published although sessions changed; null when there is none.</param>
internal sealed record MonthPlan(DateOnly Month, bool IsClosed, IReadOnlyList<ArchivedSession> Sessions, string? Problem = null)
{
    /// <summary>Compares the archive with the latest publication.</summary>
    /// <param name="month">The first day of the month.</param>
    /// <param name="isClosed">Whether the month is over.</param>
    /// <param name="archived">The archive's sessions of the month that may be published.</param>
    /// <param name="manifest">The latest publication; null for none.</param>
    /// <param name="again">Whether sessions are published that did not change.</param>
    public static MonthPlan Of(DateOnly month, bool isClosed, IReadOnlyList<ArchivedSession> archived, KlineDatasetManifest? manifest, bool again)
    {
        var published = (manifest?.Sessions ?? []).Where(session => IsIn(month, session.Date)).ToDictionary(session => session.Date, session => session.Source);
        var changed = archived.Where(session => again || published.GetValueOrDefault(session.Date) != SourceMark.Of(session)).ToList();
        var periods = (manifest?.Files ?? []).Where(file => IsIn(month, file.From)).Select(file => file.Period).ToHashSet();
        var hasDays = periods.Contains(KlineDatasetPeriod.Day);
        // A clock that is behind must not add days to a month that is already published as a whole.
        isClosed |= periods.Contains(KlineDatasetPeriod.Month);
        if (changed.Count == 0 && !(isClosed && hasDays))
            return new(month, isClosed, []);
        if (!isClosed)
            return new(month, isClosed, changed);
        // A month that is written again must not lose what the archive has lost.
        var lost = published.Keys.Except(archived.Select(session => session.Date)).Order().ToList();
        return lost.Count == 0
            ? new(month, isClosed, archived)
            : new(month, isClosed, [], $"the archive has no objects of {lost[0].ToText()} any more, which is published. The month is not published again.");
    }

    public static bool IsIn(DateOnly month, DateOnly date) => (date.Year, date.Month) == (month.Year, month.Month);
}
