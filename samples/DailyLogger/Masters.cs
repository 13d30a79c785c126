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

        // Only DWS has today's files, and only today. What else can be done with stored ones can wait.
        isComplete &= await Companions.KeepAsync(masters, cancellationToken);
        return await UseAsync(masters, today, cancellationToken) && isComplete;
    }

    // A stored object that cannot be read is reported each day.
    private static async Task<bool> UseAsync(MasterDownloader masters, DateOnly today, CancellationToken cancellationToken)
    {
        var isComplete = await TryAsync(() => ChangesAsync(masters, today, cancellationToken));

        // Last year's masters are read as one object from now on.
        return await TryAsync(() => masters.IndexHistoryAsync(today.Year - 1, cancellationToken)) && isComplete;
    }

    private static async Task ChangesAsync(MasterDownloader masters, DateOnly today, CancellationToken cancellationToken)
    {
        var history = await masters.LoadHistoryAsync(today.AddDays(-DaysBack), today, cancellationToken);
        var factors = await masters.RecordFactorsAsync(history, cancellationToken);
        var changes = history.Changes(today, today);
        Console.WriteLine($"{changes.Count} change{(changes.Count == 1 ? "" : "s")} since the session before; {factors}");
        foreach (var change in changes)
            Console.WriteLine($"  {change}");
    }

    private static async Task<bool> TryAsync(Func<Task> work)
    {
        try
        {
            await work();
            return true;
        }
        catch (RhetenorException exception)
        {
            Console.Error.WriteLine(exception.Message);
            return false;
        }
    }
}
