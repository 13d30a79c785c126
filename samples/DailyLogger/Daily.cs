using Rhetenor.Data;

namespace DailyLogger;

/// <summary>Brings daily bars up to date, or prints what that takes.</summary>
internal static class Daily
{
    /// <summary>Runs or plans; returns whether every symbol is complete.</summary>
    public static async Task<bool> RunAsync(
        Settings settings, KlineSelection selection, IObjectStore store, HantooClient client, IMarketCalendar calendar, CancellationToken cancellationToken)
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
