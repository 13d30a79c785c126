namespace Rhetenor.Data.Masters;

/// <summary>Collects the rows of lists with the days on which they were known. Pure.</summary>
/// <remarks>A list that was fetched again replaces the earlier one of its month: rows that it lacks are withdrawn on that day. A row that is in
/// the lists of two months is one.</remarks>
internal static class ActionVersions
{
    /// <summary>Returns the actions of lists.</summary>
    /// <param name="lists">The lists, in order of retrieval.</param>
    public static CorporateActions Of(IReadOnlyList<(ActionKey Key, IReadOnlyList<string> Rows)> lists)
    {
        var versions = new List<CorporateAction>();
        var problems = new List<StoreProblem>();
        foreach (var months in lists.GroupBy(list => (list.Key.Kind, list.Key.Month)))
        {
            var open = new Dictionary<string, CorporateAction>(StringComparer.Ordinal);
            foreach (var (key, rows) in months)
            {
                var isLast = key.Retrieval == months.Last().Key.Retrieval;
                var day = DateOnly.FromDateTime(key.Retrieval);
                var next = new Dictionary<string, CorporateAction>(StringComparer.Ordinal);
                foreach (var (place, row) in rows.Index())
                {
                    var found = new List<string>();
                    if (ActionParser.Parse(key.Kind, row, found) is { } action)
                        next.TryAdd(row, open.GetValueOrDefault(row, action with { Known = day, Source = $"{key} row {place + 1}" }));
                    if (isLast)
                        problems.AddRange(found.Select(text => new StoreProblem(key.ToString(), $"row {place + 1}, {text}")));
                }

                versions.AddRange(open.Where(old => !next.ContainsKey(old.Key)).Select(old => old.Value with { Withdrawn = day }));
                open = next;
            }

            versions.AddRange(open.Values);
        }

        return new(versions.GroupBy(Identity).Select(Merge), lists.Select(list => (list.Key.Kind, list.Key.Month)), problems);
    }

    private static string Identity(CorporateAction action) => $"{action.Kind} {string.Join('\n', action.Fields.Select(field => $"{field.Key} {field.Value}"))}";

    private static CorporateAction Merge(IGrouping<string, CorporateAction> same)
    {
        var first = same.MinBy(action => action.Known)!;
        return first with { Withdrawn = same.Any(action => action.Withdrawn is null) ? null : same.Max(action => action.Withdrawn) };
    }
}
