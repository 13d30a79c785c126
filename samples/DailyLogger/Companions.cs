using Rhetenor.Data;

namespace DailyLogger;

/// <summary>Keeps today's files that DWS serves beside the masters, and prints which of their rows changed.</summary>
internal static class Companions
{
    private const int DaysBack = 14;
    private const int RowsShown = 5;

    /// <summary>Keeps the files; returns whether those are stored whose layout was seen. Of the others, DWS may not serve all.</summary>
    public static async Task<bool> KeepAsync(MasterDownloader masters, DateOnly today, CancellationToken cancellationToken)
    {
        var isComplete = true;
        foreach (var layout in CompanionLayout.All)
        {
            try
            {
                var file = await masters.DownloadAsync(layout, today, cancellationToken);
                Console.WriteLine($"{file}, written {file.SourceTime:yyyy-MM-dd HH:mm}{await ChangesAsync(masters, file, today, cancellationToken)}");
            }
            catch (RhetenorException exception) when (exception is MasterSourceException or MstFormatException)
            {
                Console.Error.WriteLine($"{exception.Message}{(layout.IsObserved ? "" : " This layout was never compared with a real file.")}");
                isComplete &= !layout.IsObserved;
            }
        }

        return isComplete;
    }

    private static async Task<string> ChangesAsync(MasterDownloader masters, CompanionFile file, DateOnly today, CancellationToken cancellationToken)
    {
        if (await BeforeAsync(masters, file.Layout, today, cancellationToken) is not { } before)
            return "";
        var (added, removed) = (file.RowsNotIn(before), before.RowsNotIn(file));
        string Lines(string sign, IReadOnlyList<IReadOnlyDictionary<string, string>> rows) =>
            string.Concat(rows.Take(RowsShown).Select(row => $"\n  {sign} {string.Join(' ', row.Values.Where(value => value.Length > 0).Take(6))}"));
        return added.Count + removed.Count == 0 ? ": unchanged" : $": {added.Count} new rows, {removed.Count} gone{Lines("+", added)}{Lines("-", removed)}";
    }

    private static async Task<CompanionFile?> BeforeAsync(MasterDownloader masters, CompanionLayout layout, DateOnly today, CancellationToken cancellationToken)
    {
        for (var day = today.AddDays(-1); day >= today.AddDays(-DaysBack); day = day.AddDays(-1))
        {
            try
            {
                return await masters.DownloadAsync(layout, day, cancellationToken);
            }
            catch (RhetenorException exception) when (exception is MasterNotAvailableException or MstFormatException)
            {
                // Not stored, or not readable: the day before it may be.
            }
        }

        return null;
    }
}
