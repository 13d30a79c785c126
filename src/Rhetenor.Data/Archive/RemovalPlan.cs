namespace Rhetenor.Data.Archive;

/// <summary>Decides which objects of a session are redundant, and in which order they are removed.</summary>
/// <remarks>
/// The order keeps the merged view the same at each step. Compacted objects lose against others of the same retrieval, so they are
/// removed first, then the oldest. A removed object then had the lowest rank of its retrieval, and the compacted object repeats its
/// values at the end. For the same reason, an object stays if it wins over an object of the same retrieval that stays.
/// </remarks>
internal static class RemovalPlan
{
    /// <summary>Returns the objects in the order of removal, and the reason for each object that stays.</summary>
    /// <param name="objects">All objects of the session.</param>
    /// <param name="compacted">The number of the object that contains all values.</param>
    /// <param name="missing">By number, whether an object has bars whose values the compacted object does not fully
    /// contain.</param>
    public static List<(KlineVersionedObject Object, string? Reason)> Of(IReadOnlyList<KlineVersionedObject> objects, int compacted, bool[] missing)
    {
        var plan = Enumerable.Range(0, objects.Count).Where(i => i != compacted)
            .Select(i => (Object: objects[i], Reason: ReasonFor(objects[i], missing[i])))
            .OrderBy(entry => entry.Object.IsCompacted ? 0 : 1).ThenBy(entry => entry.Object.Key)
            .ToList();
        var blocked = plan.Exists(entry => entry.Object.IsCompacted && entry.Reason is not null);
        for (var i = 0; i < plan.Count; i++)
        {
            if (blocked)
                plan[i] = (plan[i].Object, plan[i].Reason ?? "another compacted object must stay; compact again");
            else if (i > 0 && plan[i - 1].Reason is not null && plan[i - 1].Object.Key.Retrieval == plan[i].Object.Key.Retrieval)
                plan[i] = (plan[i].Object, plan[i].Reason ?? "it wins over an object of the same retrieval that stays");
        }

        return plan;
    }

    private static string? ReasonFor(KlineVersionedObject one, bool isMissing) =>
        one.LinesOfOtherDate > 0 ? $"{one.LinesOfOtherDate} of its lines are of another date, and nowhere else"
        : isMissing ? "the compacted object does not contain all its values; compact again"
        : null;
}
