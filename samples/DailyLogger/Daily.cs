using Rhetenor.Data;

namespace DailyLogger;

/// <summary>Brings daily bars up to date, or prints what that takes.</summary>
internal static class Daily
{
    private const int Shown = 10;

    /// <summary>Runs or plans; returns whether every symbol is complete.</summary>
    public static async Task<bool> RunAsync(
        Settings settings, KlineSelection selection, IObjectStore store, HantooClient client, IMarketCalendar calendar, CancellationToken cancellationToken)
    {
        var options = new DailyLoggerOptions { Venue = settings.Venue };
        if (settings.From is { } from)
            options.From = from;
        var logger = new HantooDailyLogger(selection.Symbols, store, client, calendar, selection.Masters, options);
        DailyPlan plan = await logger.PlanAsync(cancellationToken);
        Console.WriteLine(plan);
        if (settings.Plan)
            return true;
        DailyReport report = await logger.CatchUpAsync(new Lines(), cancellationToken);
        Console.WriteLine(report);
        foreach (DailyOutcome outcome in report.Symbols.Where(outcome => outcome.Reason is not null).Take(Shown))
            Console.WriteLine(outcome);
        foreach (var problem in report.Problems.Take(Shown))
            Console.WriteLine($"Not believed in the store: {problem.Key}: {problem.Message}");
        return report.IsComplete;
    }

    // A line for every twentieth part.
    private sealed class Lines : IProgress<DailyProgress>
    {
        private readonly Lock _gate = new();
        private int _last;

        public void Report(DailyProgress value)
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
