namespace Rhetenor.Data.Archive;

/// <summary>Decides which objects of a session are needless, and in which order they go.</summary>
/// <remarks>
/// The order keeps the view the same at each step: compacted objects lose against others of the same retrieval, so they go first, and
/// then the oldest. What goes was then the least of its retrieval, and of what it said the compacted object says the last. For the same
/// reason nothing goes that wins over an object of the same retrieval that stays.
/// </remarks>
internal static class RemovalPlan
{
    /// <summary>The objects in the order in which they go, and why some stay.</summary>
    /// <param name="objects">All objects of the session.</param>
    /// <param name="compacted">The number of the one that says it all.</param>
    /// <param name="missing">By number, whether an object has bars for which that one does not say all there is.</param>
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
                plan[i] = (plan[i].Object, plan[i].Reason ?? "another compacted object has to stay; compact again");
            else if (i > 0 && plan[i - 1].Reason is not null && plan[i - 1].Object.Key.Retrieval == plan[i].Object.Key.Retrieval)
                plan[i] = (plan[i].Object, plan[i].Reason ?? "it wins over an object of the same retrieval that stays");
        }

        return plan;
    }

    private static string? ReasonFor(KlineVersionedObject one, bool isMissing) =>
        one.LinesOfOtherDate > 0 ? $"{one.LinesOfOtherDate} of its lines are of another date, and nowhere else"
        : isMissing ? "the compacted object does not say all there is about its bars; compact again"
        : null;
}
