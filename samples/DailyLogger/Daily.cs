using Rhetenor.Data;

namespace DailyLogger;

/// <summary>Brings daily bars up to date, and what belongs to them, or prints what that takes.</summary>
/// <remarks>Each part is tried although another one failed: they need each other only when they are read.</remarks>
internal sealed class Daily(Settings settings, IObjectStore store, HantooClient client, IMarketCalendar calendar, CorporateActionDownloader actions, Publisher publisher)
{
    // Record dates are announced before they come.
    private const int MonthsAhead = 2;

    /// <summary>Runs or plans; returns whether everything is complete.</summary>
    public async Task<bool> RunAsync(KlineSelection selection, CancellationToken cancellationToken)
    {
        var isComplete = await TryAsync(() => BarsAsync(selection, cancellationToken));
        if (settings.Plan)
            return isComplete;
        if (settings.Indexes)
            isComplete &= await TryAsync(() => IndexesAsync(cancellationToken));
        if (settings.Actions)
            isComplete &= await TryAsync(() => ActionsAsync(cancellationToken));
        return (!publisher.IsSet || await publisher.TryPublishAsync(cancellationToken)) && isComplete;
    }

    private async Task<bool> BarsAsync(KlineSelection selection, CancellationToken cancellationToken)
    {
        var options = new DailyLoggerOptions { Venue = settings.Venue };
        if (settings.From is { } from)
            options.From = from;
        var logger = new HantooDailyLogger(selection.Symbols, store, client, calendar, selection.Masters, options);
        CatchUpPlan plan = await logger.PlanAsync(cancellationToken);
        Console.WriteLine($"daily bars: {plan}");
        if (settings.Plan)
            return true;
        CatchUpReport report = await logger.CatchUpAsync(new Lines(), cancellationToken);
        Console.Write($"daily bars: {report.ToText()}");
        return report.IsComplete;
    }

    private async Task<bool> IndexesAsync(CancellationToken cancellationToken)
    {
        var logger = new HantooIndexLogger(store, client, from: settings.From);
        CatchUpReport report = await logger.CatchUpDailyAsync(cancellationToken: cancellationToken);
        Console.Write($"indexes: {report.ToText()}");
        return report.IsComplete;
    }

    private async Task<bool> ActionsAsync(CancellationToken cancellationToken)
    {
        var from = settings.From ?? new DailyLoggerOptions().From;
        CorporateActions found = await actions.DownloadAsync(from, KoreaTime.Today(TimeProvider.System).AddMonths(MonthsAhead), cancellationToken);
        Console.WriteLine($"corporate actions from {from:yyyy-MM-dd}: {found}");
        foreach (var problem in found.Problems)
            Console.Error.WriteLine($"{problem.Key}: {problem.Message}");
        return found.Problems.Count == 0;
    }

    private static async Task<bool> TryAsync(Func<Task<bool>> work)
    {
        try
        {
            return await work();
        }
        catch (RhetenorException exception)
        {
            Console.Error.WriteLine(exception.Message);
            return false;
        }
    }

    // A line for every twentieth part.
    private sealed class Lines : IProgress<CatchUpProgress>
    {
        private readonly Lock _gate = new();
        private int _last;

        public void Report(CatchUpProgress value)
        {
            lock (_gate)
            {
                if (value.Total == 0 || 20 * value.Done / value.Total <= _last)
                    return;
                _last = 20 * value.Done / value.Total;
                Console.WriteLine(value);
            }
        }
    }
}
