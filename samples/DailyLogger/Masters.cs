using Rhetenor.Data;

namespace DailyLogger;

/// <summary>Keeps today's masters of all markets and the files beside them, records the factors that they prove, and prints what changed.</summary>
internal static class Masters
{
    private const int DaysBack = 14;

    /// <summary>Keeps the masters; returns whether all are stored under today's date.</summary>
    public static async Task<bool> KeepAsync(MasterDownloader masters, CancellationToken cancellationToken)
    {
        var today = KoreaTime.Today(TimeProvider.System);
        var isComplete = true;
        foreach (var market in Market.All)
        {
            try
            {
                var file = await masters.DownloadAsync(market, today, cancellationToken);
                Console.WriteLine(file.IsStale ? $"{file}, written {file.SourceTime:yyyy-MM-dd HH:mm}: today's is not published yet" : $"{file}");
                isComplete &= !file.IsStale;
            }
            catch (RhetenorException exception)
            {
                Console.Error.WriteLine(exception.Message);
                isComplete = false;
            }
        }

        var history = await masters.LoadHistoryAsync(today.AddDays(-DaysBack), today, cancellationToken);
        var factors = await masters.RecordFactorsAsync(history, cancellationToken);
        var changes = history.Changes(today, today);
        Console.WriteLine($"{changes.Count} change{(changes.Count == 1 ? "" : "s")} since the session before; {factors}");
        foreach (var change in changes)
            Console.WriteLine($"  {change}");

        // Last year's masters are read as one object from now on.
        await masters.IndexHistoryAsync(today.Year - 1, cancellationToken);
        return await Companions.KeepAsync(masters, cancellationToken) && isComplete;
    }
}
