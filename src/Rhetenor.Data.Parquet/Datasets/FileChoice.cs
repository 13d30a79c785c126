namespace Rhetenor.Data.Datasets;

/// <summary>Chooses the files that a query needs.</summary>
internal static class FileChoice
{
    private const int MonthsWorthAYear = 2;

    /// <summary>Returns the files. For symbols over several months of a year, those of the year are used if there are any.</summary>
    public static IReadOnlyList<KlineDatasetFile> Of(KlineDatasetManifest manifest, KlineQuery query)
    {
        var years = query.Symbols is null
            ? []
            : manifest.Files.Where(file => file.Period == KlineDatasetPeriod.Year).Select(file => file.From.Year)
                .Where(year => MonthsOf(query, year) >= MonthsWorthAYear).ToHashSet();
        return [.. manifest.Files.Where(file => file.Overlaps(query.From, query.To)
            && years.Contains(file.From.Year) == (file.Period == KlineDatasetPeriod.Year)
            && (query.Symbols?.Any(file.MayContain) ?? true))];
    }

    private static int MonthsOf(KlineQuery query, int year)
    {
        var from = query.From > new DateOnly(year, 1, 1) ? query.From : new DateOnly(year, 1, 1);
        var to = query.To < new DateOnly(year, 12, 31) ? query.To : new DateOnly(year, 12, 31);
        return from > to ? 0 : to.Month - from.Month + 1;
    }
}
