using Rhetenor.Data;

namespace DailyLogger;

/// <summary>Keeps today's masters of all markets and the files beside them, records the factors that they prove, and prints what changed.</summary>
internal static class Masters
{
    private const int DaysBack = 14;

    /// <summary>Keeps the masters; returns whether all are stored under the date.</summary>
    /// <param name="masters">Downloads and stores them.</param>
    /// <param name="today">Today, Korean date.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    public static async Task<bool> KeepAsync(MasterDownloader masters, DateOnly today, CancellationToken cancellationToken)
    {
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
        isComplete &= await Companions.KeepAsync(masters, today, cancellationToken);
        return await UseAsync(masters, today, cancellationToken) && isComplete;
    }

    // A stored object that cannot be read is reported each day.
    private static async Task<bool> UseAsync(MasterDownloader masters, DateOnly today, CancellationToken cancellationToken)
    {
        var isComplete = await TryAsync(() => ChangesAsync(masters, today, cancellationToken));

        // From now on last year's masters are read as one object, and this year's as one and the masters of the month.
        foreach (var year in IsFirstSession(today) ? [today.Year - 1, today.Year] : (int[])[today.Year - 1])
            isComplete &= await TryAsync(() => masters.IndexHistoryAsync(year, cancellationToken));
        return isComplete;
    }

    private static bool IsFirstSession(DateOnly today) => KrxCalendar.GetDay(today) != MarketDay.Closed
        && Enumerable.Range(1, today.Day - 1).All(day => KrxCalendar.GetDay(today.AddDays(-day)) == MarketDay.Closed);

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
